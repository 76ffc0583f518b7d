"""When: weekdays, dates and "overnight", resolved against the day of publication."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from processors.coding.language.feasts import FEASTS, feast_day
from processors.coding.language.tokens import MONTH_OF_MAY
from processors.coding.language.vocabulary import ordered_words
from processors.records.event import TimePrecision
from processors.records.text import Span

WEEKDAYS = ordered_words("times", "weekdays")
_MONTHS = ordered_words("times", "months")
MONTH_NAMES = frozenset(_MONTHS) | {MONTH_OF_MAY}
"""As a sentence's words have them."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_COUNT = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "a": 1,
    "several": 3,
    "few": 3,
    "a few": 3,
}
_NEAR_DAYS = 300
_AHEAD_DAYS = 40
"""A date without a year is the one nearest to publication, from so many days before it to so many after it."""

_RANGES = {"and": "between", "to": "from", "until": "from", "through": "from"}
"""What stands between the two ends of a stretch of days, and what leads it in."""
LEAD_CHARS = 14
HOURS = 24
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
_SHIFTS = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}
ABOUT_A_WEEK = timedelta(days=3)
"""What is counted in weeks may have been so many days later."""
FEW_DAYS = 3
"""The last so many days are known to the day, more of them to the week."""
YEAR_CHARS = 4
DATELINE_CHARS = 300
DATELINE_DAYS = 20
_PATTERN = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    r"|\b(?P<d0>\d{1,2})[.-](?P<m0>\d{1,2})[.-](?P<y0>(?:19|20)\d{2})\b"
    rf"|\b(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y1>(?:19|20)\d{{2}})\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MONTH})(?:,?\s+(?P<y2>(?:19|20)\d{{2}})\b)?"
    rf"|\b(?:in|since|of|during|early|late|mid|last|by|until)[ -](?P<m3>{_MONTH})(?!\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!:))"
    r"(?:\s+(?P<y3>\d{4})\b)?"
    rf"|\b(?P<m4>{_MONTH})\s+(?P<y4>\d{{4}})\b"
    r"|\b(?:in|since|of|during|from|early|late)\s+(?P<y5>(?:19|20)\d{2})\b"
    rf"|\b(?P<feast>{'|'.join(FEASTS)})\b"
    r"|\b(?P<lastday>last|next|this|previous|coming)?\s?\b(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"(?P<ofweek>(?: of)? last week\b)?"
    r"|\b(?P<before>(?:the )?(?:previous|preceding) (?:day|evening|night)|the day before(?! yesterday)|the night before"
    r"|a day earlier)\b"
    r"|\b(?P<near>(?:the )?day before yesterday|yesterday|today|tonight|tomorrow|overnight|this (?:morning|evening|afternoon)"
    r"|last night)\b"
    r"|\b(?P<rel>(?:in|over|during|within) the last|last|this|next|earlier this|later this|past|previous|recent|over the|at the)"
    r"\s(?P<unit>week|weekend|month|year)s?\b"
    r"|\b(?:past|last|previous)\s(?P<many>\d{1,3}|two|three|four|five|six|seven|ten|few|several)\s(?P<units>hour|day|week|month|year)s\b"
    r"|\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|a few|several|a)\s"
    r"(?P<nunit>day|week|month|year|decade)s?\s(?P<dir>ago|earlier|before)\b"
)
"""In lower case: a pattern that ignores case takes three times as long."""


_NAMED_AFTER_FEAST = re.compile(
    r"\s+(?:(?:suicide|terror|terrorist|church|bomb)\s+)?"
    r"(?:attacks?|bombings?|blasts?|massacres?|carnage|tragedy|truce|ceasefire|mass|services?|market|message|bombers?)\b"
)
"""Behind a feast, what has its name for ever: "the Easter Sunday bombings" were in 2019."""
_FULL_YEAR = re.compile(r"\d{4}")
_NAMED = frozenset(WEEKDAYS) | MONTH_NAMES | {month[:length] for month in _MONTHS for length in (3, 4)}
_SPANS = frozenset({"hour", "day", "evening", "night", "week", "weekend", "month", "year", "decade", "morning", "afternoon"})
_TELLING = (
    _NAMED
    | _SPANS
    | {"christmas", "year's", "boxing"}
    | {span + "s" for span in _SPANS}
    | {"yesterday", "today", "tonight", "tomorrow", "overnight", "earlier"}
)
_MAY_TELL = _TELLING | {word + "'s" for word in _TELLING}


def may_tell_time(words: Sequence[str]) -> bool:
    """Whether lower-case words may hold a time expression: a digit, or one of the words that ``_PATTERN`` cannot do without."""
    return not _MAY_TELL.isdisjoint(words) or any(word[0].isdigit() for word in words)


class TimeForm(StrEnum):
    """How an expression tells a time."""

    WEEKDAY = "weekday"
    RELATIVE_WEEKDAY = "relative weekday"
    NEAR = "near"
    AGO = "ago"
    FROM_ANOTHER = "from another"
    CAME_AFTER = "came after"
    SPAN = "span"
    UNTIL_NOW = "until now"
    DATE = "date"
    FULL_DATE = "full date"


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved time expression; both days inclusive."""

    span: Span
    start: date
    end: date
    precision: TimePrecision
    form: TimeForm = TimeForm.DATE


def find_times(text: str, published: date | None, *, start: int = 0, end: int | None = None) -> list[Time]:
    """Find the time expressions of a stretch of text that can be resolved, in order.

    Args:
        text: The whole source; spans index it.
        published: Day of publication in UTC; None leaves only dates that state their year.
        start: First character to search.
        end: One past the last.
    """
    found: list[Time] = []
    shift = max(0, start - 1)  # the character before tells whether a word starts
    for match in _PATTERN.finditer(_lower(text[shift:end]), start - shift):
        if any(match[month] and text[shift + match.start(month)].islower() for month in ("m3", "m4")):
            continue  # "in may": the verb
        if match["feast"] and _NAMED_AFTER_FEAST.match(text, shift + match.end()):
            continue
        try:
            resolved = _day_before(found) if match["before"] else _resolve(match, published)
        except (ValueError, OverflowError):  # 31 June, year 0
            continue
        if resolved is not None:
            first, last, precision = resolved
            time = Time(_trimmed(match, shift), first, last, precision, _form(match))
            if found and (whole := _range(found[-1], time, text)) is not None:
                found[-1] = whole
            else:
                found.append(time)
    return found


def _range(first: Time, last: Time, text: str) -> Time | None:
    """Two days that are the ends of one stretch: "between Wednesday and Saturday", "from 3 May to 5 May"; else None."""
    lead = text[max(0, first.span[0] - LEAD_CHARS) : first.span[0]].lower()
    link = _RANGES.get(text[first.span[1] : last.span[0]].strip().lower(), "-")
    if not lead.endswith((f"{link} ", f"{link} late ", f"{link} early ")) or {first.precision, last.precision} != {
        TimePrecision.DAY
    }:
        return None
    start = first.start
    if start > last.end and first.form is TimeForm.WEEKDAY:
        start -= timedelta(days=7)
    return replace(last, span=(first.span[0], last.span[1]), start=start) if start <= last.end else None


def _form(match: re.Match[str]) -> TimeForm:
    group = match.groupdict()
    forms = (
        (TimeForm.RELATIVE_WEEKDAY, group["lastday"]),
        (TimeForm.WEEKDAY, group["weekday"]),
        (TimeForm.NEAR, group["near"]),
        (TimeForm.DATE, group["feast"]),
        (TimeForm.AGO, group["n"]),
        (TimeForm.FROM_ANOTHER, group["before"]),
        (TimeForm.SPAN, group["unit"]),
        (TimeForm.UNTIL_NOW, group["many"]),
        (TimeForm.FULL_DATE, group["iso"] or any(group[f"y{i}"] for i in range(6))),
    )
    return next((form for form, told in forms if told), TimeForm.DATE)


def _day_before(found: list[Time]) -> "_Resolved | None":
    """The day before the time stated last: "… on Sunday that drones had attacked the previous evening"."""
    return _day(found[-1].start - timedelta(days=1)) if found and found[-1].precision is TimePrecision.DAY else None


def dateline(text: str, published: date | None) -> date | None:
    """The day that an article's weekdays refer to: a full date in its first words that is near publication, else publication.

    Outlets re-publish agency reports days later under the agency's dateline.
    """
    if not _FULL_YEAR.search(text, 0, DATELINE_CHARS):
        return published
    for match in _PATTERN.finditer(_lower(text[:DATELINE_CHARS])):
        if match["iso"] or match["y0"] or match["y1"] or match["y2"]:
            try:
                resolved = _resolve(match, None)
            except (ValueError, OverflowError):
                continue
            if resolved is not None and (published is None or abs((resolved[0] - published).days) <= DATELINE_DAYS):
                return resolved[0]
    return published


def names_earlier_year(words: Sequence[str], day: date | None) -> bool:
    """Whether a year of the twentieth century or later that is before a day's own stands among words."""
    return day is not None and any(word.isdigit() and "1900" <= word < str(day.year) for word in words if len(word) == YEAR_CHARS)


_Resolved = tuple[date, date, TimePrecision]


def _resolve(match: re.Match[str], published: date | None) -> _Resolved | None:
    group = match.groupdict()
    if group["iso"]:
        return _day(date.fromisoformat(group["iso"]))
    if group["y0"]:
        return _day(date(int(group["y0"]), int(group["m0"] or 0), int(group["d0"] or 0)))
    for which in "12":
        if group["m" + which]:
            return _month_day(group["m" + which], int(group["d" + which]), group["y" + which], published)
    for which in "34":
        if group["m" + which]:
            return _month(group["m" + which], group["y" + which], published)
    if group["y5"]:
        return date(int(group["y5"]), 1, 1), date(int(group["y5"]), 12, 31), TimePrecision.YEAR
    return None if published is None else _relative(group, published)


def _relative(group: dict[str, str | None], published: date) -> _Resolved | None:
    if group["weekday"]:
        relation = "last week" if group["ofweek"] else (group["lastday"] or "").lower()
        return _weekday(group["weekday"].lower(), relation, published)
    if group["feast"]:
        years = (published.year - 1, published.year, published.year + 1)
        return _day(_nearest([feast_day(group["feast"], year) for year in years], published))
    if group["near"]:
        near = group["near"].lower()
        if near == "overnight":
            return published - timedelta(days=1), published, TimePrecision.DAY
        return _day(published + timedelta(days=_SHIFTS.get(near.removeprefix("the "), 0)))
    if group["unit"]:
        return _unit((group["rel"] or "").lower(), group["unit"].lower(), published)
    if group["many"]:
        return _up_to(group["many"].lower(), (group["units"] or "").lower(), published)
    return _ago(group, published)


def _ago(group: dict[str, str | None], published: date) -> "_Resolved | None":
    """So many days, weeks, months, years or decades ago."""
    number, unit = (group["n"] or "").lower(), (group["nunit"] or "").lower()
    count = int(number) if number.isdigit() else _COUNT.get(number, 1)
    if group["dir"] and group["dir"].lower() != "ago":
        return None  # earlier than another event, not than publication
    day = published - timedelta(days=count * _DAYS[unit])
    match unit:
        case "day":
            return _day(day)
        case "week":
            return day, day + ABOUT_A_WEEK, TimePrecision.WEEK
        case "month":
            return _month_of(day)
        case _:
            return date(day.year, 1, 1), date(day.year, 12, 31), TimePrecision.YEAR


def _up_to(number: str, unit: str, published: date) -> "_Resolved":
    """The last so many hours, days, weeks, months or years."""
    count = int(number) if number.isdigit() else _COUNT[number]
    days = math.ceil(count / HOURS) if unit == "hour" else count * _DAYS[unit]
    by_unit = {"week": TimePrecision.WEEK, "month": TimePrecision.MONTH, "year": TimePrecision.YEAR}
    few = TimePrecision.DAY if days <= FEW_DAYS else TimePrecision.WEEK
    return published - timedelta(days=days), published, by_unit.get(unit, few)


def _unit(relation: str, unit: str, published: date) -> "_Resolved | None":
    back = 1 if relation in {"last", "previous"} else -1 if relation == "next" else 0
    if relation in {"over the", "at the"} and unit != "weekend":
        return None
    monday = published - timedelta(days=published.weekday() + 7 * back)
    if relation in {"past", "recent"} or relation.endswith("the last"):
        days = _DAYS["week" if unit == "weekend" else unit]
        precision = {"week": TimePrecision.WEEK, "weekend": TimePrecision.WEEK, "month": TimePrecision.MONTH}.get(
            unit, TimePrecision.YEAR
        )
        return published - timedelta(days=days), published, precision
    if relation == "later this" and unit != "weekend":
        return _later(unit, published)
    if unit == "week":
        end = min(monday + timedelta(days=6), published) if back == 0 else monday + timedelta(days=6)
        return monday, end, TimePrecision.WEEK
    if unit == "weekend":
        saturday = monday + timedelta(days=5)
        if saturday > published and (relation in {"over the", "at the"} or published.weekday() <= 1):
            saturday -= timedelta(days=7)  # the one just past
        return saturday, saturday + timedelta(days=1), TimePrecision.DAY
    if unit == "month":
        month = published.year * 12 + published.month - 1 - back
        return _month_of(date(month // 12, month % 12 + 1, 1))
    return date(published.year - back, 1, 1), date(published.year - back, 12, 31), TimePrecision.YEAR


def _later(unit: str, published: date) -> _Resolved:
    """What is left of a week, month or year behind the day of publication: "will visit India later this year"."""
    if unit == "week":
        end, precision = published + timedelta(days=6 - published.weekday()), TimePrecision.WEEK
    elif unit == "month":
        _, end, precision = _month_of(published)
    else:
        end, precision = date(published.year, 12, 31), TimePrecision.YEAR
    return min(published + timedelta(days=1), end), end, precision


def _weekday(name: str, relation: str, published: date) -> _Resolved:
    back = (published.weekday() - WEEKDAYS.index(name)) % 7
    if relation == "last week":
        return _day(published - timedelta(days=published.weekday() + 7 - WEEKDAYS.index(name)))
    if relation in {"next", "coming"}:
        return _day(published + timedelta(days=7 - back))
    if relation == "last" and back == 0:
        back = 7
    return _day(published - timedelta(days=back))


def _month_day(month: str, day: int, year: str | None, published: date | None) -> _Resolved | None:
    number = _month_number(month)
    if year:
        return _day(date(int(year), number, day))
    if published is None:
        return None
    near = [date(y, number, day) for y in (published.year - 1, published.year, published.year + 1) if _exists(y, number, day)]
    return _day(_nearest(near, published))


def _nearest(near: Sequence[date], published: date) -> date:
    """Of the same day of several years the one that an article means that states no year."""
    fitting = [d for d in near if -_AHEAD_DAYS <= (published - d).days <= _NEAR_DAYS]
    past = [d for d in near if d <= published]
    return min(fitting or past or near, key=lambda d: abs((published - d).days))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(month: str, year: str | None, published: date | None) -> _Resolved | None:
    number = _month_number(month)
    if year:
        return _month_of(date(int(year), number, 1))
    if published is None:
        return None
    return _month_of(date(published.year - (number > published.month), number, 1))


def _month_of(day: date) -> _Resolved:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), TimePrecision.MONTH


def _day(day: date) -> _Resolved:
    return day, day, TimePrecision.DAY


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _lower(text: str) -> str:
    """Lower case, character by character: of all capitals only the dotted I would become two."""
    return text.replace("İ", "I").lower()


def _trimmed(match: re.Match[str], shift: int) -> Span:
    text = match.group()
    lead = len(text) - len(text.lstrip())
    return shift + match.start() + lead, shift + match.end() - (text.endswith(".") and match["m3"] is not None)
