"""Days told from the day of a sentence in front: "A day earlier, …", "… killed nine the previous day", "The next day, …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from processors.coding.clauses.datings import RECENT, Dating
from processors.coding.clauses.offsets import days_counted
from processors.coding.clauses.statements import is_filed, may_tell_when_said
from processors.coding.clauses.tense import token_at
from processors.coding.language.reading import Clause
from processors.coding.language.times import ABOUT_A_WEEK, Time, TimeForm
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, MARKS, PREPOSITIONS
from processors.records.event import TimePrecision

REACH = 8
"""Sentences in front that may tell the day."""
_DIRECTIONS = {"earlier": -1, "before": -1, "later": 1, "after": 1}
_WILL = word_set("when", "will") | word_set("tense", "ahead")
_NEIGHBOURS = {"previous": -1, "preceding": -1, "following": 1, "next": 1}
_TELLING_TURNS = frozenset(_DIRECTIONS) | frozenset(_NEIGHBOURS)
_PARTS = frozenset({"day", "morning", "afternoon", "evening", "night"})
_WEEKS = frozenset({"week", "weeks"})
_GOES_ON = MARKS | (PREPOSITIONS - {"of", "than"}) | {"and", "but", "that", "when"}
"""What stands behind "a day before" that names no other happening."""
_CAUSES = frozenset({"to", "over", "after", "following", "for", "from", "against", "since", "as"})
"""What leads in the reason for what stands in front."""


def in_turn(clauses: Sequence[Clause], datings: Sequence[Dating]) -> list[Dating]:
    """The datings of an article's sentences with the days that they tell from a sentence in front, and with that day."""
    found: list[Dating] = []
    days: list[Time | None] = []
    for clause, dating in zip(clauses, datings, strict=True):
        before = next((day for day in reversed(days[-REACH:]) if day is not None), None)
        times = sorted((*dating.times, *_told_in_turn(clause, dating, before)), key=lambda time: time.span)
        found.append(replace(dating, times=times, before=before))
        days.append(_day_of_news(clause, found[-1]) if times else None)
    return found


def is_of_cause(clause: Clause, last: int, time: Time) -> bool:
    """Whether a day told from another is that of the reason for an act, not its own: "killed two after [a raid] a day earlier".

    Args:
        clause: The sentence.
        last: One past the last token of the act.
        time: A day that stands behind it.
    """
    between = clause.words[last : token_at(time, clause)]
    return time.form is TimeForm.FROM_ANOTHER and not (_CAUSES | BREAKS).isdisjoint(between)


def _day_of_news(clause: Clause, dating: Dating) -> Time | None:
    """The day of the news that a sentence tells, rather that of a deed than of a statement; None where it tells none."""
    days = [time for time in dating.times if _is_day_of_news(time, dating) and not _is_to_come(time, clause)]
    filed = [time for time in days if is_filed(time, clause)]
    stated = [time for time in days if time not in filed]
    deeds = [time for time in stated if not may_tell_when_said(clause, time)]
    return next(iter((*deeds, *stated, *filed)), None)


def _is_day_of_news(time: Time, dating: Dating) -> bool:
    is_near = dating.published is not None and timedelta() <= dating.published - time.end <= RECENT
    return is_near and not dating.background and time.precision is TimePrecision.DAY and time.start == time.end


def _is_to_come(time: Time, clause: Clause) -> bool:
    """Whether a weekday may be the next one: "is to brief all parties on Thursday"."""
    in_front = clause.words[: token_at(time, clause)]
    will = not _WILL.isdisjoint(in_front) or any(be in BE and to == "to" for be, to in pairwise(in_front))
    return time.form is TimeForm.WEEKDAY and will


def _told_in_turn(clause: Clause, dating: Dating, before: Time | None) -> Iterator[Time]:
    """The days that a sentence tells from the one it states in front of them, else from that of a sentence in front."""
    for first, last, days, precision in _expressions(clause.words):
        span = clause.span(first, last)
        if any(time.span[0] < span[1] and span[0] < time.span[1] for time in dating.times):
            continue
        own = [time for time in dating.times if token_at(time, clause) < first and _is_day_of_news(time, dating)]
        base = own[-1] if own else before
        day = None if base is None else _shifted(base.start, days)
        if day is not None and dating.published is not None and day <= dating.published:
            end = day if precision is TimePrecision.DAY else day + ABOUT_A_WEEK
            yield Time(span, day, end, precision, TimeForm.FROM_ANOTHER)


def _expressions(words: Sequence[str]) -> Iterator[tuple[int, int, int, TimePrecision]]:
    """First token, one past the last, days and precision of every "two days earlier", "the previous night"."""
    if _TELLING_TURNS.isdisjoint(words):
        return
    for at, word in enumerate(words):
        if at >= 1 and word in _NEIGHBOURS and words[at - 1] == "the" and _PARTS.intersection(words[at + 1 : at + 2]):
            if words[at + 2 : at + 3] != ("of",):
                yield at - 1, at + 2, _NEIGHBOURS[word], TimePrecision.DAY
        elif at > 1 and word in _DIRECTIONS and (at + 1 == len(words) or words[at + 1] in _GOES_ON):
            days = days_counted(words[at - 2], words[at - 1])
            if days is not None:
                precision = TimePrecision.WEEK if words[at - 1] in _WEEKS else TimePrecision.DAY
                yield at - 2, at + 1, _DIRECTIONS[word] * days, precision


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
