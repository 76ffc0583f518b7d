"""Capitals that are named by their country: "the Ukrainian capital", "Eritrea's capital"; "in the capital"."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from processors.actors.attributes import CALENDAR
from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import Words
from processors.data.fold import fold
from processors.data.gazetteer import gazetteer
from processors.data.gazetteer_format import ROW
from processors.data.tables import parts, read_table
from processors.data.word_lists import word_list
from processors.places.words import POSSESSIVE
from processors.records.event import PlacePrecision

CAPITAL = "capital"
_OWNERS = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
_NO_CITY = word_list("places.capitals", "no_city")
"""Words behind "capital" that make it money or death: "capital punishment"."""
_NO_CAPITAL = word_list("places.capitals", "no_capital")
"""Words before that make it another city: "the former Kazakh capital"."""
_OF = frozenset({"city", "of"})
_HOME = frozenset({"country", "nation"})
_HOME_SHARE = 0.6
"""The part of a text's parties at home in one country from which on "the capital" is its."""
_COMMAS = frozenset({", ", " (", " – ", " - "})


@dataclass(frozen=True, slots=True)
class Capital:
    """A capital in the gazetteer.

    Attributes:
        name: As the table of countries writes it.
        names: That and its other names, folded.
        entry: Its number in the gazetteer.
    """

    name: str
    names: frozenset[str]
    entry: int


@cache
def capitals() -> Mapping[str, Capital]:
    """The capitals that the gazetteer has, by ISO 3166-1 alpha-3."""
    places, found = gazetteer(), {}
    with as_file(files("processors.data")) as folder:
        rows = list(read_table(folder, "countries.csv"))
    for row in rows:
        names = parts(row["capitals"]) or parts(row["seat"])
        entries = [int(entry) & ROW for name in names[:1] for entry in places.entries(name)]
        readings = [(entry, places.reading(entry)) for entry in entries]
        city = next((e for e, r in readings if r.country == row["iso3"] and r.precision is PlacePrecision.CITY), None)
        if city is not None:
            found[row["iso3"]] = Capital(names[0], frozenset(map(fold, names)), city)
    return found


class CapitalFinder:
    """Reads one text.

    Args:
        text: The text.
        actors: Its parties.
        owners: The mention of a party that each word belongs to.

    Attributes:
        openers: The small words that may begin what ``at`` finds; none where the text has no "capital".
    """

    def __init__(self, text: Words, actors: Sequence[ActorMention], owners: Mapping[int, ActorMention]) -> None:
        self._text = text
        self._owners = owners
        self.openers = {CAPITAL} | _HOME if CAPITAL in text.vocabulary else frozenset[str]()
        self._home = _home(actors) if self.openers else None

    def at(self, start: int) -> tuple[int, Capital] | None:
        """One past the words at ``start`` that name a capital by its country, and which that is."""
        if not self.openers:
            return None
        if self._text.before(start) == "the":
            if self._text.written(start) == CAPITAL:
                return self._behind_article(start)
            if self._text.word(start) in _HOME and self._text.word(start + 1) == POSSESSIVE:
                return self._of(self._home, start + 3) if self._text.written(start + 2) == CAPITAL else None
        owner = self._owners.get(start)
        if owner is None or owner.kind not in _OWNERS or owner.start != self._text.starts[start]:
            return None
        at = past(owner, start, self._owners)
        owned = self._text.word(at) == POSSESSIVE
        at += owned
        if self._text.written(at) != CAPITAL or not (owned or owner.adjectival) or self._text.before(start) in _NO_CAPITAL:
            return None
        return self._of(owner.country, at + 1)

    def _behind_article(self, at: int) -> tuple[int, Capital] | None:
        """The one of "the capital of Sudan"; of the bare word that of the text's country."""
        land = self._owners.get(at + 2) if self._text.after(at) == "of" else None
        if land is None or land.kind is not ActorKind.COUNTRY:
            return self._of(self._home, at + 1)
        return self._of(land.country, past(land, at + 2, self._owners))

    def _of(self, country: str | None, end: int) -> tuple[int, Capital] | None:
        """The capital of a country, unless a city is named behind the words that end there, or they mean something else."""
        capital, text = capitals().get(country or ""), self._text
        if capital is None or text.word(end) in _NO_CITY:
            return None
        behind = end
        while text.word(behind) in _OF and text.before(behind):
            behind += 1
        if text.before(behind):
            is_named = text.capital(behind) and text.word(behind) not in CALENDAR
        else:
            is_named = text.gap(behind - 1) in _COMMAS and any(name.split()[0] == text.word(behind) for name in capital.names)
        return None if is_named else (end, capital)


def past(owner: ActorMention, at: int, owners: Mapping[int, ActorMention]) -> int:
    """One past the words of a party, of which one is at ``at``; ``owners`` has the party of each word."""
    while owners.get(at) is owner:
        at += 1
    return at


def _home(actors: Sequence[ActorMention]) -> str | None:
    """The country that most parties of a text are at home in."""
    counts = Counter(actor.country for actor in actors if actor.country)
    country, most = max(counts.items(), key=lambda row: (row[1], row[0]), default=(None, 0))
    return country if most >= _HOME_SHARE * sum(counts.values()) else None
