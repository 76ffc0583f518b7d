"""States and provinces as agencies and addresses abbreviate them: "Alexandria, La.", "Dayton, OH", "the N.C. legislature"."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from processors.actors.tokens import Words, cut
from processors.data.tables import read_table

LENGTHS = (3, 2, 1)
"""Words of an abbreviation, longest first: "P.E.I.", "N.C.", "Tenn."."""
WORDS = frozenset({"ark", "del", "ill", "ind", "mass", "miss", "ore", "wash"})
"""Abbreviations that are also words."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a country, and how many words its abbreviation has."""

    country: str
    name: str
    words: int


@cache
def postal_codes() -> dict[str, tuple[str, str]]:
    """Country and name by folded postal code."""
    with as_file(files("processors.data")) as folder:
        return {row["code"].lower(): (row["country"], row["name"]) for row in read_table(folder, "state_abbreviations.csv")}


@cache
def abbreviations() -> dict[tuple[str, ...], tuple[str, str]]:
    """Country and name by the folded words of the agency's abbreviation, where it has one."""
    with as_file(files("processors.data")) as folder:
        rows = [row for row in read_table(folder, "state_abbreviations.csv") if row["abbreviation"] != row["name"]]
    return {tuple(cut(row["abbreviation"]).folded): (row["country"], row["name"]) for row in rows}


@cache
def first_words() -> frozenset[str]:
    """Words that an abbreviation starts with."""
    return frozenset(postal_codes()) | {words[0] for words in abbreviations()}


def is_word(text: Words, at: int) -> bool:
    """Tell whether an abbreviation with its point may be a word at the end of a sentence: "La.", "the Sunday Mass."."""
    ends = text.capital(at + 1) or at + 1 == len(text) or text.gap(at).strip() != "."
    return len(text.word(at)) <= len("La") or (text.word(at) in WORDS and ends)


def state_at(text: Words, at: int, *, behind: bool) -> State | None:
    """The state that is abbreviated at a word, or None.

    Behind a place and a comma, any abbreviation counts; elsewhere one of several initials ("N.C."), or one with its point.

    Args:
        text: The text.
        at: The word.
        behind: A place and a comma stand just before the word.
    """
    for length in LENGTHS:
        named = abbreviations().get(tuple(text.folded[at : at + length]))
        inside = [text.gap(word) for word in range(at, at + length - 1)]
        if named is None or not text.capital(at + length - 1) or not set(inside) <= {".", ". "}:
            continue
        pointed = text.text.startswith(".", text.ends[at + length - 1])
        if pointed and (behind or length > 1 or not is_word(text, at)):
            return State(*named, length)
    code = postal_codes().get(text.word(at))
    return State(*code, 1) if code and behind and text.written(at).isupper() else None
