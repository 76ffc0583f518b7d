"""Whether a day is that on which something was said, and not that of which it was said."""

import re
from collections.abc import Sequence

from processors.coding.clauses.tense import token_at
from processors.coding.language.lexicon import LIKE_PAST, is_past
from processors.coding.language.reading import Clause
from processors.coding.language.times import Time
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, SUBORDINATORS

_SAID_WHEN = re.compile(
    r"\b(?:said|says|told|announced(?! an? )|reported|claimed|confirmed|stated|wrote)\b[\w\s]{0,12}$", re.IGNORECASE
)
_SAID = frozenset(
    {"said", "says", "told", "tells", "announced", "announces", "stated", "wrote", "added", "declared", "confirmed"}
)
_TOLD = frozenset({"told", "tells"})
_PROMISING = word_set("statements", "promising")
_GIVING = frozenset({"pledged", "promised", "approved", "ordered"})
"""Of these, those whose object is no meeting: a day behind it may be that of "agreed a summit on Friday"."""
_OCCASIONS = word_set("statements", "occasions")
_ADDRESSING = word_set("statements", "addressing")
_NO_PHRASE = BREAKS | SUBORDINATORS | BE | HAVE | MODALS | {"that", "who", "which", "to", ","}
_NO_ASIDE = _NO_PHRASE - {","}
_NO_ADDRESS = _NO_PHRASE - {"to"}
_STATING = _SAID | _PROMISING
_VERBS = BE | HAVE | MODALS
_ADDRESSEE_REACH = 8
"""Words from a reporting verb to the day, whom it was told and where among them."""
_PROMISE_REACH = 14
"""Words from a verb of promising to the day, what is promised among them."""
_SPEAKER_REACH = 12
"""Words from a day in front to the reporting verb."""


def tells_when_said(clause: Clause, time: Time) -> bool:
    """Whether a day directly behind a reporting verb is that of the statement ("said on Sunday that …")."""
    return _SAID_WHEN.search(clause.source, max(0, time.span[0] - 24), time.span[0]) is not None


def may_tell_when_said(clause: Clause, time: Time) -> bool:
    """Whether a day stands where that of a statement does: "told reporters on Monday", "In a statement on Monday, he said"."""
    at = token_at(time, clause)
    said = tells_when_said(clause, time) or _is_behind_verb(clause, at) or _is_in_front_of_verb(clause, at)
    return said or _is_behind_promise(clause, at)


def is_of_past(clause: Clause, time: Time) -> bool:
    """Whether a day stands between a subject and a past verb: "Pakistan on Thursday shut its airspace and warned that …"."""
    words, at = clause.words, token_at(time, clause)
    on = at - (at > 0 and words[at - 1] == "on")
    verb = next((i for i in range(at + 1, min(at + 3, len(words))) if words[i] not in ADVERBS), len(words) - 1)
    subject = any(last == on for _, last, mention in clause.actors if not mention.locative)
    return subject and (is_past(words[verb]) or words[verb] in LIKE_PAST)


def _is_behind_verb(clause: Clause, at: int) -> bool:
    """Whether a reporting verb stands in front, with no more between than to whom, where and in what it was said."""
    words = clause.words
    first = max(0, at - _ADDRESSEE_REACH)
    verb = next((i for i in range(at - 1, first - 1, -1) if words[i] in _SAID), None)
    if verb is None:
        return False
    between = words[verb + 1 : at]
    if words[verb] in _TOLD:
        return _NO_PHRASE.isdisjoint(between)
    if not between or between[0] not in PREPOSITIONS or not _NO_ADDRESS.isdisjoint(between):
        return False
    return not _OCCASIONS.isdisjoint(between) or all(_is_of_place(clause, i) for i in range(verb + 1, at))


def _is_behind_promise(clause: Clause, at: int) -> bool:
    """Whether a verb of promising stands in front, directly or with what is promised: "pledged aid for Sudan on Monday"."""
    words = clause.words
    on = at - (at > 0 and words[at - 1] == "on")
    verb = next((i for i in range(on - 1, max(-1, on - _PROMISE_REACH), -1) if words[i] in _PROMISING), None)
    if verb is None or not BE.isdisjoint(words[max(0, verb - 2) : verb]):
        return False
    between = [word for i, word in enumerate(words[verb + 1 : on], verb + 1) if word != "to" or not _is_name(clause, i + 1)]
    return not between or (words[verb] in _GIVING and _NO_PHRASE.isdisjoint(between))


def _is_name(clause: Clause, at: int) -> bool:
    return clause.sentence.tokens[at].capital


def _is_of_place(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return word in PREPOSITIONS or word in DETERMINERS or _is_name(clause, at)


def _is_in_front_of_verb(clause: Clause, at: int) -> bool:
    """Whether a day that opens a sentence, or stands behind its subject, is followed by a reporting verb before any other."""
    words, tokens = clause.words, clause.sentence.tokens
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i] in BREAKS), clause.dateline)
    in_front = words[start:at]
    opens = not in_front or in_front[0] in PREPOSITIONS or in_front[0] in _ADDRESSING
    if any(_is_verb(words, i) for i in range(start, at) if words[i] not in _ADDRESSING):
        return False
    for i in range(at + 1, min(at + _SPEAKER_REACH, len(tokens))):
        if words[i] in _STATING:
            return opens or "," not in words[at:i]
        if words[i] in _NO_ASIDE or _is_verb(words, i):
            return False
    return False


def _is_verb(words: Sequence[str], at: int) -> bool:
    word = words[at]
    return word in _VERBS or (is_past(word) and word not in ADVERBS and at > 0)


def is_filed(time: Time, clause: Clause) -> bool:
    """Whether a time is the day of a dateline, which dates no happening: "PESHAWAR, [June 4] (Reuters) - A bomb killed …"."""
    return token_at(time, clause) < clause.dateline
