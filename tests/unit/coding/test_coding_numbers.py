"""Numbers in words and digits."""

import pytest

from processors.coding.language.numbers import find_numbers
from processors.coding.language.tokens import split_title


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("killed 12 people", 12, 12),
        ("killed twenty-three people", 23, 23),
        ("one hundred and five dead", 105, 105),
        ("at least 5 soldiers", 5, None),
        ("more than 1,200 people", 1200, None),
        ("nearly 300 people", None, 300),
        ("up to 40 drones", None, 40),
        ("handed over 20 vehicles", 20, 20),
        ("took over 200 hostages", 200, None),
        ("about 50 men", 50, 50),
        ("an estimated 2.5 million people", 2_500_000, 2_500_000),
        ("dozens of people", 24, None),
        ("scores of civilians", 40, None),
        ("hundreds of protesters", 200, None),
        ("tens of thousands of people", 20_000, None),
        ("hundreds of thousands fled", 200_000, None),
        ("five or six men", 5, 6),
        ("between 30 and 40 fighters", 30, 40),
        ("two to three million people", 2_000_000, 3_000_000),
        ("a dozen militants", 12, 12),
        ("two dozen militants", 24, 24),
        ("$3.5bn", 3_500_000_000, 3_500_000_000),
        ("a fine of 140,000 kronor", 140_000, 140_000),
        ("some 160,000 Jamaican dollars", 160_000, 160_000),
        ("in the end: two of them died", 2, 2),
        ("PARIS - Six people", 6, 6),
        ("several hundred thousand people", 200_000, None),
        ("several dozen fighters", 24, None),
        ("half a dozen soldiers", 6, 6),
        ("no more than 20 people", None, 20),
        ("no fewer than 20 people", 20, None),
        ("9,000-odd workers", 9000, 9000),
        ("half-a-million lives lost", 500_000, 500_000),
        ("a 90-billion-euro loan", 90 * 10**9, 90 * 10**9),
        ("a sixteen-million-dollar package", 16_000_000, 16_000_000),
        ("$4-5 billion are frozen", 4 * 10**9, 5 * 10**9),
        ("three one-way attack drones", 3, 3),
    ],
)
def test_a_count_has_bounds(text: str, low: int | None, high: int | None) -> None:
    """The words before a number say which bound it gives."""
    (number,) = numbers(text)
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "a 12-year-old girl",
        "for three days",
        "at 10:30",
        "3 June",
        "June 3",
        "in 2014",
        "40 percent",
        "Ivan Petrov, 41, who",
        "Ivan Petrov (41) who",
        "20 km away",
    ],
)
def test_a_measure_is_no_count(text: str) -> None:
    """Ages, times, dates, shares and distances count nothing."""
    assert numbers(text) == []


def test_money_has_a_currency() -> None:
    """A currency sign makes an amount."""
    assert [n.currency for n in numbers("€20 million for 20 villages")] == [True, False]
    assert [n.currency for n in numbers("billions of dollars and two million pounds, but 3 million of them")] == [
        True,
        True,
        False,
    ]


def numbers(text: str) -> list:  # type: ignore[type-arg]  # the test reads attributes only
    """The numbers of one sentence."""
    sentence = split_title(text)
    assert sentence is not None
    return find_numbers([token.low for token in sentence.tokens])
