"""Times told from another: "on Tuesday, five days after gangs stormed the prison", "two days before the leaders meet"."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from processors.coding.clauses.tense import token_at
from processors.coding.language.lexicon import is_past
from processors.coding.language.numbers import UNITS
from processors.coding.language.reading import Clause
from processors.coding.language.times import ABOUT_A_WEEK, Time, TimeForm
from processors.coding.language.words import MARKS
from processors.records.event import TimePrecision

_NUMBERS = UNITS | {"a": 1}
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_SPANS = _DAYS.keys() | {"hours", "month", "months"}
_EARLIER_ON = frozenset({("on",), ("this",), ("in",), (",",), ("that",)})
_SHIFTING = frozenset({"earlier", "later", "before"})
_ABOUT = frozenset({"about", "some", "several", "few", "just", "only", "less", "more", "than", "over", "nearly", "almost", "the"})
_SHIFT_REACH = 6
_THE_DAY = frozenset({"day", "morning", "evening", "night"})
"""With "the": a day by itself."""
_WEEKS = frozenset({"week", "weeks"})
_CAME = frozenset({"came", "comes", "coming", "come", "occurred", "happened", "follows", "place"})
"""With what a sentence tells when the happening in front was: "the attack came a day after …", "took place two days after …"."""
_MAX_DAYS = 60
_DIRECTIONS = {"after": -1, "before": 1}
_EITHER_WAY = frozenset(_DIRECTIONS)
_ENDS = MARKS | {"and", "but", "while"}
_DIGITS = re.compile(r"[1-9]\d?")


class Offset(NamedTuple):
    """So many days between what a sentence tells and what the words behind "after" or "before" do.

    Attributes:
        first: Its first token.
        last: One past its last token.
        end: One past the last token of what it tells the time of.
        shift: What is added to the day of the rest of the sentence.
        is_exact: It is counted in days, not in weeks.
    """

    first: int
    last: int
    end: int
    shift: timedelta
    is_exact: bool


def tells_of_another_day(clause: Clause) -> bool:
    """Whether a sentence begins by going to another time than the one in front: "A week earlier, …", "Hours later, …"."""
    words = clause.words[clause.dateline : clause.dateline + _SHIFT_REACH]
    if words[:1] == ("earlier",):
        return words[1:2] in _EARLIER_ON
    at = next((i for i, word in enumerate(words) if word in _SHIFTING), 0)
    return at > 0 and words[at - 1] in _SPANS and all(word in _NUMBERS or word in _ABOUT for word in words[: at - 1])


def told_from_another(clause: Clause, at: int, times: Sequence[Time], before: Time | None = None) -> Time | None:
    """The time of what a token tells, where the sentence tells it from another of its days; else None.

    Args:
        clause: The sentence.
        at: A token of it.
        times: Those that it states.
        before: The day of the sentences in front, from which "the attack came a day after …" tells.

    Returns:
        A time with the words "five days after" as its span; None, too, where what they lead in states a time of its own.
    """
    if _EITHER_WAY.isdisjoint(clause.words):
        return None
    stated = [(token_at(time, clause), time) for time in times if time.precision is TimePrecision.DAY]
    for offset in _offsets(clause.words) if stated or before is not None else ():
        if not offset.last <= at < offset.end:
            continue
        if any(offset.last <= token < offset.end for token, _ in stated):
            return None
        in_front = [time for token, time in stated if token < offset.first]
        behind = [time for token, time in stated if token >= offset.end]
        came = before if _CAME.intersection(clause.words[max(0, offset.first - 2) : offset.first]) else None
        base = in_front[-1] if in_front else came if came is not None else behind[0] if behind else None
        if base is None:
            return None
        return _shifted(base, clause, offset, TimeForm.CAME_AFTER if base is came else TimeForm.FROM_ANOTHER)
    return None


def _shifted(base: Time, clause: Clause, offset: Offset, form: TimeForm) -> Time | None:
    try:
        start, end = base.start + offset.shift, base.end + offset.shift + (timedelta() if offset.is_exact else ABOUT_A_WEEK)
    except OverflowError:
        return None
    precision = TimePrecision.DAY if offset.is_exact else TimePrecision.WEEK
    return Time(clause.span(offset.first, offset.last), start, end, precision, form)


def _offsets(words: Sequence[str]) -> Iterator[Offset]:
    for at in range(2, len(words) - 1):
        direction = _DIRECTIONS.get(words[at])
        if direction is None or not words[at + 1][0].isalnum() or "than" in words[max(0, at - 3) : at]:
            continue
        days = days_counted(*words[at - 2 : at])
        if days is not None:
            end = next((i for i in range(at + 1, len(words)) if _ends(words, at, i)), len(words))
            yield Offset(at - 2, at + 1, end, timedelta(days=direction * days), words[at - 1] not in _WEEKS)


def _ends(words: Sequence[str], start: int, at: int) -> bool:
    """Whether a word ends what is dated.

    Not "and" between two verbs or subjects, "… after gangs stormed it and freed 200", nor the comma before ", killing six".
    """
    has_verb = any(map(is_past, words[start:at]))
    if words[at] == "," and has_verb and words[at + 1 : at + 2] != () and words[at + 1].endswith("ing"):
        return False
    goes_on = words[at] == "and" and at + 1 < len(words) and (is_past(words[at + 1]) or not has_verb)
    return words[at] in _ENDS and not goes_on


def days_counted(number: str, unit: str) -> int | None:
    """The days that two words count: "five", "days"; "the", "morning"; None where they do not."""
    if number == "the":
        return 1 if unit in _THE_DAY else None
    count = int(number) if _DIGITS.fullmatch(number) else _NUMBERS.get(number)
    days = None if count is None or unit not in _DAYS else count * _DAYS[unit]
    return days if days is not None and days <= _MAX_DAYS else None
