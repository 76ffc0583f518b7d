"""Numbers in words and digits, with the bounds that "at least", "nearly" or "dozens" give them.

Conventions: "at least n" and "more than n" are low n; "nearly n" and "up to n" are high n; "dozens" is low 24, "scores" 40,
"tens" 20, "hundreds" 200 and so on; "about n" is n. An age, a date, a time, a share or a measure is no count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.coding.language.tokens import MONTH_OF_MAY
from processors.coding.language.vocabulary import ordered_words, word_phrases, word_set, word_table

UNITS = {word: value for value, word in enumerate(ordered_words("numbers", "units"), 1)}
_TENS = {word: 10 * value for value, word in enumerate(ordered_words("numbers", "tens"), 2)}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_CROWDS = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9,
}  # fmt: skip
_SEVERAL = frozenset({"several", "few"})
"""In front of a scale: "several hundred" is at least two of them, as "hundreds" is."""
_MONEY_SCALES = frozenset({"m", "bn", "mn", "k"})
_BOUNDS = sorted(
    (
        (phrase, name != "at_most", name != "at_least")
        for name in ("at_least", "at_most", "about")
        for phrase in word_phrases("numbers", name)
    ),
    key=lambda bound: -len(bound[0]),
)
"""Phrases before a number, and whether its low and its high bound stand: "no more than" before "more than"."""
_NOT_A_COUNT = word_set("numbers", "not_a_count")
_NAIRA = "n"
"""The sign of the Nigerian currency: "N50 million"."""
_CURRENCY = frozenset(["$", "£", "€", "¥", "₹", "₦", "₪", "₩", "₱", "₴", "₽", "rs", "usd", "eur", "gbp", _NAIRA])
_LEAST_NAIRA = 1000
_RANGES = frozenset({"-", "–", "to"})
_POUNDED = frozenset({"thousand", "million", "billion"})
"""Behind these, pounds without an "of" are no weight."""
_CURRENCIES = word_set("numbers", "currencies")
_MONTHS = word_set("numbers", "months") | {MONTH_OF_MAY}
_LABELS = word_set("numbers", "labels")
_BEFORE_YEARS = word_set("numbers", "before_years")
_COUNTED = word_set("quantities", "people") | frozenset().union(*word_table("quantities", "objects").values())
_QUARTERS = frozenset({("a", "quarter", "of", "a"), ("one", "quarter", "of", "a")})
_OPENERS = frozenset([*UNITS, *_TENS, *_CROWDS, *_SEVERAL, *_CURRENCY, "a", "an", "half"])
"""Words that a number may start with, digits aside."""
_AGED = frozenset({("aged",), ("ages",)})
_AGED_FROM = frozenset({("aged", "from"), ("ages", "from")})
_AGE_JOINTS = frozenset({("and",), (",",), (",", "and"), ("or",), ("to",)})
"""What stands between two ages."""
_AGING = frozenset({"and", ",", "or", "to", "between", "from"})
_CHANGES = word_set("numbers", "changes")
_CHANGE_REACH = 8
"""Words from a verb of change to the number before."""
_PARTICLES = frozenset({"handed", "handing", "hand", "hands", "turned", "turning"})
"""Verbs whose "over" is no bound."""
_HYPHENED = 5
"""Words and marks of "90-billion-euro"."""
MAX_VALUE = 10**15
MAX_RANGE = 1000
"""A range whose ends are further apart is two numbers."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count in a sentence.

    Attributes:
        first: Its first token, "at least" included.
        last: One past its last token.
        low: Lower bound, None where there is none.
        high: Upper bound, None where there is none.
        currency: It is an amount of money.
        named: One past the name that stands in its place ("Ann Smith was killed"): the number itself has no word.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    currency: bool = False
    named: int | None = None


def find_numbers(words: Sequence[str]) -> list[Number]:
    """Find the counts of a sentence in order, never overlapping."""
    numbers: list[Number] = []
    at = 0
    age_end: int | None = None
    while at < len(words):
        number = _number(words, at) if words[at] in _OPENERS or words[at][0].isdigit() else None
        if number is None:
            at += 1
            continue
        at = max(number.last, at + 1)
        if _is_age(words, number, age_end):
            age_end = number.last
        elif not _is_measure(words, number):
            numbers.append(_bounded(words, number))
    return numbers


def _is_age(words: Sequence[str], number: Number, age_end: int | None) -> bool:
    """Whether people are said to be so old, or a list of ages goes on: "two men, aged 35 and 41", "aged three, five and 12"."""
    if _COUNTED.intersection(words[number.last : number.last + 2]):
        return False  # "aged 40, and 12 others"
    near = tuple(words[max(0, number.first - 2) : number.first])
    joint = tuple(words[age_end : number.first]) if age_end is not None else ()
    return near[-1:] in _AGED or near in _AGED_FROM or joint in _AGE_JOINTS


def beyond_ages(words: Sequence[str], at: int) -> int:
    """One past the ages that stand behind people: "three boys aged 5, 7 and 12 were killed"."""
    if words[at : at + 1] not in _AGED:
        return at
    end = at + 1
    while end < len(words) and (opens_number(words[end]) or words[end] in _AGING):
        end += 1
    return end - (words[end - 1] in {",", "and"})


def opens_number(word: str) -> bool:
    """Whether a number may start at a word: "14", "fourteen", "dozens"."""
    return word[0].isdigit() or word in UNITS or word in _TENS or word in _CROWDS


def _number(words: Sequence[str], at: int) -> Number | None:
    if words[at] in _CURRENCY and at + 1 < len(words):
        return _amount(words, at)
    amount = _hyphened_amount(words, at)
    if amount is not None:
        return Number(at, at + _HYPHENED, amount, amount, currency=True)
    crowd = _crowd(words, at)
    if crowd is not None:
        coin = _coin(words, crowd[1])
        return Number(at, coin or crowd[1], crowd[0], None, currency=coin is not None)
    value = _value(words, at)
    if value is None:
        return None
    low, last = value
    following = [*words[last : last + 2], "", ""]
    hyphened = following[1] if following[0] == "-" else following[0]
    if hyphened == "strong" or (hyphened == "odd" and following[0] == "-"):
        return Number(at, last + words[last : last + 2].index(hyphened) + 1, low, low)
    coin = _coin(words, last)
    return Number(at, coin, low, low, currency=True) if coin is not None else _range(words, at, low, last)


def _hyphened_amount(words: Sequence[str], at: int) -> int | None:
    """The value of "90-billion-euro", "sixteen-million-dollar"."""
    near = tuple(words[at : at + _HYPHENED])
    if len(near) < _HYPHENED or (near[1], near[3]) != ("-", "-") or near[2] not in _SCALES or near[4] not in _CURRENCIES:
        return None
    base = _digits(near[0]) or UNITS.get(near[0]) or _TENS.get(near[0])
    return None if base is None else round(base * _SCALES[near[2]])


def _amount(words: Sequence[str], at: int) -> Number | None:
    """An amount behind the sign of its currency: "$4 million", "$4-5 billion"."""
    value = _value(words, at + 2 if words[at + 1] == "." else at + 1)
    if value is None:
        return None
    low, last = value
    if words[at] == _NAIRA and low < _LEAST_NAIRA:
        return None
    upper = _value(words, last + 1) if last < len(words) and words[last] in _RANGES else None
    if upper is None or low >= upper[0]:
        return Number(at, last, low, low, currency=True)
    return Number(at, upper[1], _same_scale(low, upper[0], words[upper[1] - 1]), upper[0], currency=True)


def _range(words: Sequence[str], at: int, low: int, last: int) -> Number:
    """A number, or two that are joined: "five or six", "two to three million", "between 5 and 7"."""
    joint = words[last] if last < len(words) else ""
    if joint == "to" and at and words[at - 1] == "from" and not _CHANGES.isdisjoint(words[max(0, at - _CHANGE_REACH) : at]):
        return Number(at, last, low, low)  # "raised the toll from 12 to 15"
    upper = _value(words, last + 1) if joint in _RANGES | {"or", "and"} else None
    if upper is not None and joint != "and":
        same = _same_scale(low, upper[0], words[upper[1] - 1])
        if same < upper[0] <= MAX_RANGE * max(same, 1):
            return Number(at, upper[1], same, upper[0])
    if upper is not None and joint == "and" and at and words[at - 1] == "between":
        return Number(at - 1, upper[1], low, upper[0])
    return Number(at, last, low, low)


def _coin(words: Sequence[str], last: int) -> int | None:
    """One past the currency behind a number: "160,000 Hong Kong dollars", "billions of dollars", "three million pounds"."""
    following = [*words[last : last + 2], "", ""]
    if following[0] == "pounds" and following[1] != "of" and words[last - 1] in _POUNDED:
        return last + 1
    at = next((i for i in range(last, min(last + 3, len(words))) if words[i] in _CURRENCIES), None)
    return at + 1 if at is not None and all(word.isalpha() for word in words[last:at]) else None


def _same_scale(low: int, high: int, scale: str) -> int:
    """In "two to three million" the scale stands once."""
    factor = _SCALES.get(scale, 1)
    return low * factor if low * factor <= high else low


def _crowd(words: Sequence[str], at: int) -> tuple[int, int] | None:
    if words[at] in _SEVERAL:
        if at + 1 < len(words) and words[at + 1] == "dozen":
            return _CROWDS["dozens"], at + 2
        value, last = 2, at + 1
        while last < len(words) and words[last] not in _MONEY_SCALES and (scale := _SCALES.get(words[last])):
            value, last = value * scale, last + 1
        return (value, last) if last > at + 1 else None
    if words[at] not in _CROWDS:
        return None
    value, last = _CROWDS[words[at]], at + 1
    if words[at + 1 : at + 2] == ["of"] or tuple(words[at + 1 : at + 2]) == ("of",):
        inner = words[at + 2] if at + 2 < len(words) else ""
        if inner in {"thousands", "millions"}:
            value, last = (
                (10 * (value // 10) if words[at] == "tens" else value) * (1000 if inner == "thousands" else 10**6),
                at + 3,
            )
    return value, last


def _value(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Read a number that starts at a token: its value and one past its last token."""
    if at >= len(words):
        return None
    word = words[at]
    if tuple(words[at : at + 4]) in _QUARTERS:
        whole = _SCALES.get(words[at + 4], 0) if at + 4 < len(words) else 0
        return (whole // 4, at + 5) if whole else None
    if word in {"a", "an"}:
        nxt = words[at + 1] if at + 1 < len(words) else ""
        if nxt == "dozen":
            return 12, at + 2
        return (_SCALES[nxt], at + 2) if nxt in {"hundred", "thousand", "million", "billion"} else None
    if tuple(words[at : at + 3]) == ("half", "a", "dozen"):
        return 6, at + 3
    if word == "half":
        near = [other for other in words[at + 1 : at + 5] if other != "-"]
        whole = _SCALES.get(near[1], 0) if len(near) > 1 and near[0] == "a" else 0
        return (whole // 2, words.index(near[1], at) + 1) if whole else None
    base = _digits(word)
    if base is None:
        return _spelled(words, at)
    last = at + 1
    while last < len(words) and (scale := _SCALES.get(words[last])) and abs(base) < MAX_VALUE:
        base, last = base * scale, last + 1
    return (round(base), last) if base < MAX_VALUE else None


def _digits(word: str) -> float | None:
    if not word[0].isdigit() or len(word) > 18 or not word.isascii():  # noqa: PLR2004 (no count in the news is longer)
        return None
    plain = word.replace(",", "")
    if plain.count(".") > 1:
        return None
    return float(plain)


def _spelled(words: Sequence[str], at: int) -> tuple[int, int] | None:
    total = current = 0
    last = at
    while last < len(words):
        word = words[last]
        if word in UNITS and (last == at or words[last - 1] not in UNITS):  # "three one-way drones" are not four
            current += UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen" and current:
            current *= 12
        elif word in _SCALES and word not in _MONEY_SCALES and current:
            if _SCALES[word] == 100:  # noqa: PLR2004 (hundreds stay below the next scale)
                current *= 100
            else:
                total, current = total + current * _SCALES[word], 0
        elif not (word in {"and", "-"} and last > at and _continues(words, last)):
            break
        last += 1
        if total > MAX_VALUE or last - at > 12:  # noqa: PLR2004 (the longest spelled number of any use)
            break
    return (total + current, last) if total + current else None


def _continues(words: Sequence[str], at: int) -> bool:
    """Whether "and" or a hyphen joins two parts of one number ("two hundred and five", "twenty-one")."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "-":
        return words[at - 1] in _TENS and following in UNITS
    return words[at - 1] in {"hundred", "thousand", "million"} and (following in UNITS or following in _TENS)


def _is_measure(words: Sequence[str], number: Number) -> bool:
    after = words[number.last] if number.last < len(words) else ""
    before = words[number.first - 1] if number.first else ""
    if words[number.last - 1] == "strong" or (number.currency and words[number.last - 2] == "-"):
        return False
    if "-" in {before, after} or (before == after == ",") or (before == "(" and after == ")"):
        return True  # "three-day", "one-way"; "Ivanov, 41, who …", "Ivanov (41)"
    if after in _NOT_A_COUNT or before in _LABELS:
        return True
    if (before in _MONTHS and words[number.first][0].isdigit()) or (after in _MONTHS and (after != "may" or before == "on")):
        return True  # "May 28", "on 28 May"; not "in May dozens", "28 may be dead"
    return _is_time_or_share(words, number) or _is_year(words, number, before, after)


def _is_time_or_share(words: Sequence[str], number: Number) -> bool:
    """Whether a colon or a slash joins it to another number: "10:30", "3/4"; a sentence may go on behind a colon."""
    before, after = words[max(0, number.first - 2) : number.first], words[number.last : number.last + 2]
    return (len(before) > 1 and before[1] in {":", "/"} and before[0][0].isdigit()) or (
        len(after) > 1 and after[0] in {":", "/"} and after[1][0].isdigit()
    )


def _is_year(words: Sequence[str], number: Number, before: str, after: str) -> bool:
    plain = number.last == number.first + 1 and len(words[number.first]) == 4 and words[number.first].isdigit()  # noqa: PLR2004 (a year)
    return plain and words[number.first][:2] in {"19", "20"} and (before in _BEFORE_YEARS or after not in _COUNTED)


def _is_particle(words: Sequence[str], at: int) -> bool:
    """Whether "over" belongs to a verb in front: "handed over 20 vehicles"; not "took over 200 hostages"."""
    return at > 0 and words[at] == "over" and words[at - 1] in _PARTICLES


def _bounded(words: Sequence[str], number: Number) -> Number:
    for phrase, keeps_low, keeps_high in _BOUNDS:
        first = number.first - len(phrase)
        if first >= 0 and tuple(words[first : number.first]) == phrase and not _is_particle(words, first):
            low = number.low if keeps_low or number.high is None else None
            high = number.high if keeps_high else None
            bounded = Number(first, number.last, low, high, number.currency)
            return _bounded(words, bounded) if keeps_low and keeps_high else bounded
    return number
