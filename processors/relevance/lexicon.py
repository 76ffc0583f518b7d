"""Kinds of words, and the names that the model sees only as a kind: lands (``@land``) and armed groups (``@group``).

A model that knew "Gaza" or "Hamas" by name would know the wars of its training years; this one knows that a land and a group
were named, whichever they are, and whether the list of conflicts has a war in that land (kind ``war_land``): a new war is a new
line of ``processors/data/conflicts.toml``, not a new training.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from processors.conflicts import conflicts
from processors.data.tables import parts, read_table
from processors.relevance.words import WORD, stem

LAND, GROUP = "@land", "@group"
WAR_LAND = "war_land"
"""The kind of a land in which a conflict of the list is fought by whoever is not named."""
MIN_NAME_CHARS = 3

_ORDINARY = frozenset({"us", "is", "polish", "poles", "chad", "car", "fact", "mend", "pdf", "reunion", "the valley", "fatah"})
"""Names that are words too, or that another table explains."""
_MORE_LANDS = (
    "Tibet", "Kurdish", "Kurds", "Kurd", "Tamil", "Tamils", "Middle East", "Mideast", "Britain", "England", "U.S", "America",
    "Northern Ireland", "Scotland", "Wales", "Kremlin", "White House", "Downing Street", "Pyongyang", "Xinjiang",
)  # fmt: skip
_MORE_WAR_LANDS = (
    "Gaza", "West Bank", "Kashmir", "Chechnya", "Chechen", "Chechens", "Darfur", "Crimea", "Donbas", "Donetsk", "Rakhine",
    "Tigray",
)  # fmt: skip
_MORE_GROUPS = ("mujahideen", "mujahedeen", "janjaweed", "LTTE", "Tamil Tigers", "Tigers of Tamil Eelam")


Names = tuple[tuple[list[str], str], ...]
"""Names or phrases of one first word, the longest first: their words and their kind."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Looked up by lower-case words.

    Attributes:
        names: First word to the names that begin with it.
        phrases: First word to the phrases that begin with it.
        kinds: Stem to kind.
    """

    names: dict[str, Names]
    phrases: dict[str, Names]
    kinds: dict[str, str]


@cache
def load_lexicon() -> Lexicon:
    """Read ``lexicon.toml`` and the tables of countries and groups, once."""
    names: dict[tuple[str, ...], str] = {}
    folder = Path(str(files("processors.data")))
    for row in read_table(folder, "groups.csv"):
        if row["sector"] == "REB":
            _add(names, [row["name"], *parts(row["aliases"])], GROUP)
    _add(names, _MORE_GROUPS, GROUP)
    at_war = {code for conflict in conflicts() for code in conflict.main}
    for row in read_table(folder, "countries.csv"):
        columns = ("name", "aliases", "adjectives", "peoples", "capitals")
        kind = WAR_LAND if row["iso3"] in at_war else LAND
        _add(names, [name for column in columns for name in parts(row[column])], kind)
    _add(names, _MORE_LANDS, LAND)
    _add(names, _MORE_WAR_LANDS, WAR_LAND)
    kinds: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    entries = tomllib.loads((files("processors.relevance") / "lexicon.toml").read_text(encoding="utf-8"))["kinds"]
    for kind, entry in entries.items():
        words, *many = entry.split(", ")
        for word in words.split():
            kinds.setdefault(stem(word), kind)
        for phrase in many:
            phrases.setdefault(_key(phrase), kind)
    return Lexicon(_by_first_word(names), _by_first_word(phrases), kinds)


def _key(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name.lower()))


def _add(names: dict[tuple[str, ...], str], more: tuple[str, ...] | list[str], kind: str) -> None:
    for name in more:
        if (
            name.lower() not in _ORDINARY
            and (len(name) > MIN_NAME_CHARS or name.isupper() or "." in name)
            and (key := _key(name))
        ):
            names.setdefault(key, kind)


def _by_first_word(names: dict[tuple[str, ...], str]) -> dict[str, Names]:
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for key, kind in names.items():
        by_first.setdefault(key[0], []).append((list(key), kind))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}


def longest(names: Names, words: list[str], at: int) -> tuple[int, str] | None:
    """The length in words and the kind of the longest of these names that stands at a word; None where none does."""
    for name, kind in names:
        if len(name) == 1 or words[at : at + len(name)] == name:
            return len(name), kind
    return None
