"""Whether a date without a year is to come: what the verb in front of it, in its own clause, says of its time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from processors.coding.language.lexicon import is_past
from processors.coding.language.reading import Clause
from processors.coding.language.times import WEEKDAYS, Time, TimeForm
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.records.event import TimePrecision

_START = attrgetter("start")
_SURELY_AHEAD = word_set("tense", "surely_ahead")
_AHEAD = word_set("tense", "ahead") | _SURELY_AHEAD
_ARE = frozenset({"is", "are", "'re", "'s"})
_AHEAD_TO = word_set("stages", "planned_to") | {"invited"} | _ARE
_ENDS = BREAKS | SUBORDINATORS | {"that", "who", "which", "where", "when", "whose"}
_OF_THE_PAST = frozenset({"last", "since", "of", "during"})
"""What begins an expression of a month that has passed: "since March", "the elections of March"."""
_PARTS = frozenset({"end", "start", "beginning", "middle"})
"""Of a month, which may be to come: "by the end of July"."""
_PLEDGING = frozenset({"pledged", "pledges", "promised", "promises", "pledging"})
_PURPOSE = frozenset({"for", "in"})
_LINK_REACH = 5
"""Words from a noun to the preposition that leads it in: "for a new round of talks"."""
_EXPECTED = frozenset({"expected", "scheduled", "due", "planned", "slated", "set"})
_EXPECTED_TO = frozenset({"to", "for", "in", "on", "at", "later", "next", "this"})
_EXPECTED_REACH = 12
_CALLING = word_set("tense", "calling")
_CALL_REACH = 7
_NO_CALL = (_ENDS | BE | PREPOSITIONS | {"off", ","}) - {"for", "of", "to"}
_ANSWERED = frozenset({"after", "following", "since", "answered", "answering", "heeded", "heeding", "response", "responding"})
"""What makes a call the reason of what was then done: "marched after students called for protests"."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "him", "it", "them"})
_OPENING = 2
"""Tokens in front of a date that opens its sentence: "In September, NATO will …"."""
_OPENING_REACH = 12
"""Words from it to the verb."""


def ahead(time: Time, clause: Clause, published: date | None) -> Time:
    """A month or day without a year, taken for the last one, as the next one where its clause speaks of the future.

    "NATO will send 3,000 troops to Latvia in September", published in June.
    """
    if published is None or time.form is not TimeForm.DATE or time.end >= published:
        return time
    at = token_at(time, clause)
    if clause.words[at] in _OF_THE_PAST and not (at > 0 and clause.words[at - 1] in _PARTS):
        return time
    verb = _verb_ahead(clause.words, at) or (_verb_behind(clause.words, at) if at <= _OPENING else None)
    later = _year_later(time)
    is_nearer = later.start - published < published - time.start
    is_sure = time.precision is TimePrecision.MONTH and verb is not None and _is_sure(clause.words, verb)
    return later if verb is not None and (is_nearer or is_sure) else time


def leads_ahead(words: Sequence[str], at: int) -> bool:
    """Whether a noun is for or in what the verb in front plans: "will fly to Israel on Sunday for talks", "pledged … in aid"."""
    link = next((i for i in range(at - 1, max(-1, at - _LINK_REACH), -1) if words[i] in PREPOSITIONS and words[i] != "of"), -1)
    return link > 0 and words[link] in _PURPOSE and _verb_ahead(words, link, _AHEAD | _PLEDGING) is not None


def is_expected(words: Sequence[str], last: int) -> bool:
    """Whether the words behind a noun put it into the future: "talks between X and Y, expected in Istanbul on Thursday"."""
    for i in range(last, min(last + _EXPECTED_REACH, len(words) - 1)):
        if words[i] in _EXPECTED:
            return words[i + 1] in _EXPECTED_TO or words[i + 1] in WEEKDAYS
        if words[i] in _ENDS or (words[i] not in BE and _is_past(words, i)):
            return False
    return False


def token_at(time: Time, clause: Clause) -> int:
    """The first token of a time expression."""
    return max(0, bisect_right(clause.sentence.tokens, time.span[0], key=_START) - 1)


def what_is_called(words: Sequence[str], first: int, last: int) -> Sequence[str]:
    """The words from a verb of calling in or in front of a trigger to its end: "for a strike" of "called for a strike"."""
    call = next((i for i in range(last - 1, max(-1, first - _CALL_REACH), -1) if words[i] in _CALLING), None)
    if call is None or (call > 0 and words[call - 1] in BE) or not _ANSWERED.isdisjoint(words[max(0, call - _CALL_REACH) : call]):
        return ()
    called = words[call + 1 : last]
    is_open = called[:1] == ("for",) or _DEFINITE.isdisjoint(called)  # "called the protest a success"
    return called if is_open and _NO_CALL.isdisjoint(called) else ()


def _verb_ahead(words: Sequence[str], at: int, ahead_words: frozenset[str] = _AHEAD) -> int | None:
    """The nearest word of the future in front of a word, unless a past one is nearer: "will attend talks announced in May"."""
    for i in range(at - 1, -1, -1):
        if words[i] in _ENDS:
            return None
        if words[i] in ahead_words or (words[i] in _AHEAD_TO and words[i + 1] == "to"):
            return i
        if _is_past(words, i):
            return None
    return None


def _verb_behind(words: Sequence[str], at: int) -> int | None:
    """The word of the future in the clause that a date opens: "In September, NATO will send troops"."""
    for i in range(at + 2, min(at + _OPENING_REACH, len(words))):
        if words[i] in _AHEAD:
            return i
        if words[i] in _ENDS or words[i] in REPORTING or _is_past(words, i):
            return None
    return None


def _is_sure(words: Sequence[str], at: int) -> bool:
    """Whether a word of the future stands in the present: "will", "is expected"; "was planned for March" may mean the last."""
    return words[at] in _SURELY_AHEAD or not _ARE.isdisjoint(words[max(0, at - 2) : at + 1])


def _is_past(words: Sequence[str], at: int) -> bool:
    """Whether a word is a past form that no "be" in front takes into the future: "sent in May", not "will be sent in May"."""
    if not (is_past(words[at]) or words[at] in {"was", "were", "had", "did"}):
        return False
    before = next((words[i] for i in range(at - 1, -1, -1) if words[i] not in ADVERBS or words[i] in BE), "")
    return before not in {"be", "been"}


def _year_later(time: Time) -> Time:
    """The same month or day of the next year; the time itself, where the next year has none."""
    try:
        start, behind = (day.replace(year=day.year + 1) for day in (time.start, time.end + timedelta(days=1)))
    except (ValueError, OverflowError):
        return time
    return replace(time, start=start, end=behind - timedelta(days=1))
