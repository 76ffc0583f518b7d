"""When a sentence plays: the times that it states, and whether it tells history."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.relative_clauses import dates_another_clause
from processors.coding.clauses.tense import ahead
from processors.coding.language.reading import Clause
from processors.coding.language.times import Time, find_times, may_tell_time
from processors.records.event import TimePrecision
from processors.records.text import Span

FRESH = timedelta(days=3)
"""A sentence that tells of a day so near to publication is news, whatever else it recalls."""
RECENT = timedelta(days=45)
"""What is older than this on the day of publication is background, not news."""
_BACKGROUND = re.compile(
    r"\b(?:(?:years?|decades?|months|centur(?:y|ies)) (?:ago|earlier|before)|in recent years|anniversary|commemorat\w+"
    r"|over the (?:past |last )?(?:years|decades)|in the past (?:few |several )?(?:years?|decades?)|for (?:years|decades)"
    r"|last year|previously|world war|long(?:-| )running|a decade|the late \d{4}s|in the \d{4}s|years of|was founded|founded in"
    r"|had previously|used to"
    r"|(?:has|have) (?:often |repeatedly |regularly |frequently )?(?:carried out|staged|launched|claimed|conducted|mounted)"
    r" (?:many|numerous|several|dozens of|hundreds of|frequent|regular|repeated|similar|such|scores of)"
    r"|(?:has|have) (?:often|regularly|frequently) (?:attacked|targeted|struck|killed|kidnapped))\b",
)
"""In lower case: a pattern that ignores case takes three times as long."""
_SUPERLATIVE = re.compile(
    r"\b(?:worst|first|biggest|largest|deadliest|bloodiest|heaviest|highest|longest|most \w+)\b[\w\s'’-]{0,50}?"
    r"\b(?:in|for) (?:more than |over |nearly |almost |about )?(?:a decade|(?:two |three )?decades|years)\b"
)
"""What makes news of a comparison: "the worst massacre by the army in a decade"."""
_APART = re.compile(r"[,;–—]|\b(?:where|which|that|who|when|since|as|after|before)\b")
"""What parts history from the news in front of it: ", years after a truce"."""
_NOUN = re.compile(r"last year['’]|years of |anniversary|world war")
"""History that dates only what it stands by: "over last year's raid", "after years of war"."""
_INSERTION = re.compile(r",\s(?:who|which|whose|where)\b[^,;]{0,150},")
"""What is told of somebody between commas: ", who had previously fought beside the army,"."""
_LEADING_IN = re.compile(r"(?:(?:In|Back in|Early|Late|Earlier in|Also in)\s+)?(?:(?:early|late|mid)[\s-]+)?")
"""What may stand before the month with which a sentence opens."""
_HELD_SINCE = re.compile(
    r"\b(?:held|detained|jailed|imprisoned|captive|captivity|hostage|custody|prison|exile|missing|wanted|power|office|closed)"
    r"(?: \w+){0,3} since\b"
)
"""How long somebody has been held, which dates nothing else: "freed the crew, held there since July"."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a sentence plays.

    Attributes:
        published: The day of publication.
        times: The times that the sentence states.
        background: It tells history.
        before: The day of the sentences in front.
    """

    published: date | None = None
    times: Sequence[Time] = ()
    background: bool = False
    before: Time | None = None


def dating_of(clause: Clause, published: date | None) -> Dating:
    """When a sentence of an article of a day plays."""
    start, end = clause.sentence.span
    times = find_times(clause.source, published, start=start, end=end) if may_tell_time(clause.words) else []
    times = [
        ahead(time, clause, published)
        for time in times
        if _HELD_SINCE.search(clause.source, max(start, time.span[0] - 40), time.span[0] + 6) is None
    ]
    dating = Dating(published, times, _is_background(clause.source[start:end], times, published))
    return dating if dating.background or not is_retold(clause, dating) else Dating(published, times, background=True)


def is_retold(clause: Clause, dating: Dating) -> bool:
    """Whether a later sentence opens with a month that is over: "In April, seven people were killed in an attack on a church"."""
    if clause.sentence.in_opening or dating.published is None or not dating.times:
        return False
    opening = dating.times[0]
    start = clause.sentence.span[0]
    over = opening.precision is TimePrecision.MONTH and dating.published - opening.end > FRESH
    return over and _LEADING_IN.fullmatch(clause.source[start : opening.span[0]]) is not None


def dating_beside(trigger: Trigger, dating: Dating) -> Dating:
    """When a sentence plays for one of its acts: what is long ago by a relative clause beside it makes it no history.

    "Condemned the raid as a violation of the truce that ended the war last November".
    """
    day = dating.published
    if not trigger.is_noun:
        dating = dating_up_to(trigger.clause, trigger.last, dating)
    if day is None or not dating.times:
        return dating
    times = [time for time in dating.times if day - time.end <= RECENT or not dates_another_clause(time, trigger)]
    if len(times) == len(dating.times):
        return dating
    source, span = trigger.clause.source, trigger.clause.sentence.span
    return replace(dating, times=times, background=_is_background(source[slice(*span)], times, day))


def dating_up_to(clause: Clause, last: int, dating: Dating) -> Dating:
    """When a sentence plays for its words up to a token, where only what follows is history, or an insertion in front of it.

    "Jailed a man over last year's raid", "rebels, who had previously fought beside the army, attacked a base".
    """
    spans = _history_beside(clause, clause.sentence.tokens[last - 1].end) if dating.background else []
    if not spans:
        return dating
    times = [time for time in dating.times if not any(first < time.span[1] and time.span[0] < until for first, until in spans)]
    return replace(dating, times=times, background=_is_background("", times, dating.published))


def _history_beside(clause: Clause, at: int) -> list[Span]:
    """Where a sentence tells history beside its words up to a character; nowhere if those words themselves are history."""
    start, end = clause.sentence.span
    inserted = [match.span() for match in _INSERTION.finditer(clause.source, start, at)]
    parts = pairwise([start, *(bound for span in inserted for bound in span), at])
    apart = [part for part in parts if part not in inserted]
    behind = clause.source[at:end].lower()
    history = [match.span() for match in _BACKGROUND.finditer(behind)]
    is_its_own = bool(history) and _APART.search(behind[: history[0][0]]) is None and _NOUN.match(behind, history[0][0]) is None
    if is_its_own or any(_tells_history(clause.source, part) for part in apart):
        return []  # "captured by Islamic State six years ago"
    around = [span for span in inserted if _tells_history(clause.source, span)]
    return around + [(at + first, at + until) for first, until in history]


def _tells_history(source: str, span: Span) -> bool:
    return _BACKGROUND.search(source[slice(*span)].lower()) is not None


def _is_background(text: str, times: Sequence[Time], published: date | None) -> bool:
    """Whether a sentence tells history: by its words, or because every time that it states is long before publication."""
    fresh = published is not None and any(t.precision is TimePrecision.DAY and published - t.end <= FRESH for t in times)
    if _BACKGROUND.search(_SUPERLATIVE.sub("", text.lower())) and not fresh:
        return True
    if published is None or not times:
        return any(t.precision is TimePrecision.YEAR for t in times)
    return all(published - t.end > RECENT for t in times)
