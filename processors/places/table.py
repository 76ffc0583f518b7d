"""The readings of all names of a text as one table, with the features that need no other name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Self

import numpy as np
import numpy.typing as npt

from processors.actors.mentions import ActorMention
from processors.data.fold import fold
from processors.data.gazetteer import Entries, Gazetteer
from processors.data.gazetteer_format import ADJECTIVE, ALTERNATE, CLASSES, ROW
from processors.data.tables import parts, read_table
from processors.places.candidates import Candidate
from processors.places.names import ADMIN1, COUNTRY, Container, Name
from processors.places.words import COUNTY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ALONE = (
    "size", "largest", "country", "admin1", "region", "sea", "district", "site", "alternate", "adjective", "wanted", "unwanted",
    "contained", "in_country", "contained_elsewhere", "party", "capital", "parties", "famous",
)  # fmt: skip
"""The features: of the place, of the words around the name, of the parties in the text."""

CELL_DEGREES = 1.5
"""Side of the cells of two grids, the second half a cell off, by which places near each other are found."""

FAMOUS_POPULATION = 500_000
"""From this size on the biggest city of a name is famous, as a capital always is: it is what the name is taken for first."""

ENCLOSED_VOTE = 0.05
"""What a mention inside a longer name ("Marine Gen Dunford", "John Clark") counts of one by itself: it mostly names no place."""

FEW_PARTIES = 1.0
"""Parties at home nowhere: a text with few of them decides little."""

CITY = CLASSES.index("city")
WANTED_KINDS = {"admin1": (ADMIN1,), "city": (CITY,), COUNTY: (CLASSES.index("district"), ADMIN1)}
COLUMNS = ("population", "kind", "country", "admin1", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Ballot:
    """How the rows of a table share something: a country, a division, a cell of a grid.

    Attributes:
        number: Of what each row has, alike for rows that share it.
        own: Of the pair of that and the row's folded name: a name does not vote for itself.
    """

    number: Ints
    own: Ints

    @classmethod
    def of(cls, key: Ints, group: Ints) -> Self:
        """Number a column of keys, for rows of the folded names ``group``."""
        number = numbered(key)
        return cls(number, numbered(group * (int(number.max(initial=0)) + 1) + number))

    def others(self, votes: Floats) -> Floats:
        """For each row the votes of other names for what it has."""
        if not len(votes):
            return votes
        of_all: Floats = np.bincount(self.number, votes).astype(np.float64, copy=False)
        of_own: Floats = np.bincount(self.own, votes).astype(np.float64, copy=False)
        return of_all[self.number] - of_own[self.own]


def is_first(of: Ints) -> Bools:
    """Whether each row is the first of a run of equal numbers."""
    first = np.ones(len(of), np.bool_)
    first[1:] = of[1:] != of[:-1]
    return first


def numbered(keys: Ints) -> Ints:
    """The distinct keys, numbered from 0 in their order; for a few rows, ``numpy.unique`` takes twice as long."""
    order = np.argsort(keys)
    ordered = keys[order]
    numbers = np.empty(len(keys), np.int64)
    numbers[order] = is_first(ordered).cumsum() - 1
    return numbers


@dataclass(frozen=True, slots=True)
class Table:
    """The readings of all names of a text, one row each; the rows of a name follow each other, most populous first.

    Attributes:
        names: The names, numbered.
        entries: The gazetteer's entry of each row.
        of: The number of each row's name.
        weight: How much the vote of each row's name counts.
        alone: Features (rows x ``ALONE``).
        everywhere: The ballot of all rows.
        countries: By country.
        divisions: By first-level division.
        grids: By the cells of two grids.
        area: 1 for a row that is a country or division, else 0.
        seat: 1 for the biggest city of a name that is a capital's, else 0.
    """

    names: list[Name]
    entries: Entries
    of: Ints
    weight: Floats
    alone: Floats
    everywhere: Ballot
    countries: Ballot
    divisions: Ballot
    grids: tuple[Ballot, Ballot]
    area: Floats
    seat: Floats


def tabulate(
    names: Sequence[Name],
    candidates: Sequence[Candidate],
    actors: Sequence[ActorMention],
    gazetteer: Gazetteer,
    *,
    capitals_tell: bool,
) -> Table:
    """Lay out the readings of all names.

    Args:
        names: Of each candidate.
        candidates: The candidates of the text.
        actors: Its parties.
        gazetteer: The places.
        capitals_tell: Whether the text has capitals where a name is, and not at each word.
    """
    counts: defaultdict[Name, float] = defaultdict(float)
    for name, candidate in zip(names, candidates, strict=True):
        inside = capitals_tell and candidate.enclosed and not candidate.preposition
        counts[name] += ENCLOSED_VOTE if inside else 1.0
    entries_of = {name: candidate.entries for name, candidate in zip(names, candidates, strict=True)}
    distinct = list(counts)
    entries = np.concatenate([np.zeros(0, np.uint32), *(entries_of[name] for name in distinct)])
    of = np.repeat(np.arange(len(distinct)), [len(entries_of[name]) for name in distinct])
    groups = {folded: number for number, folded in enumerate(dict.fromkeys(name.folded for name in distinct))}
    group = np.array([groups[name.folded] for name in distinct], np.int64)[of]
    rows = Rows(distinct, of, entries, *(gazetteer.columns[column][entries & ROW] for column in COLUMNS))
    biggest = rows.biggest_cities()
    seat = rows.seats(biggest)
    return Table(
        names=distinct,
        entries=entries,
        of=of,
        weight=np.sqrt(np.array([counts[name] for name in distinct], np.float64))[of],
        alone=rows.features(party_shares(candidates, actors, gazetteer), biggest, seat),
        everywhere=Ballot(np.zeros_like(of), group),
        countries=Ballot.of(rows.country.astype(np.int64), group),
        divisions=Ballot.of(rows.divisions(), group),
        grids=(Ballot.of(rows.cells(0.0), group), Ballot.of(rows.cells(0.5), group)),
        area=((rows.kind == COUNTRY) | (rows.kind == ADMIN1)).astype(np.float64),
        seat=seat,
    )


@cache
def capital_names() -> frozenset[str]:
    """The folded names of the world's capitals."""
    with as_file(files("processors.data")) as folder:
        return frozenset(fold(name) for row in read_table(folder, "countries.csv") for name in parts(row["capitals"]))


def party_shares(candidates: Sequence[Candidate], actors: Sequence[ActorMention], gazetteer: Gazetteer) -> Floats:
    """By the gazetteer's country number the share of parties at home there, without those that are candidates themselves."""
    own = {candidate.party.start for candidate in candidates if candidate.party}
    counts = Counter(actor.country for actor in actors if actor.country and actor.start not in own)
    total = sum(counts.values()) + FEW_PARTIES
    shares = np.zeros(len(gazetteer.countries))
    for country, count in counts.items():
        if country in gazetteer.country_numbers:
            shares[gazetteer.country_numbers[country]] = count / total
    return shares


@dataclass(frozen=True, slots=True)
class Rows:
    """The gazetteer's columns for the rows of a table."""

    names: list[Name]
    of: Ints
    entries: Entries
    population: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    country: npt.NDArray[np.uint8]
    admin1: npt.NDArray[np.uint32]
    lat: npt.NDArray[np.float32]
    lon: npt.NDArray[np.float32]

    def divisions(self) -> Ints:
        """A number for each division; the rows of a name that lie in none share one that no other name has."""
        return np.where(self.admin1 > 0, self.country * np.int64(1 << 32) + self.admin1, -1 - self.of)

    def seats(self, biggest: Ints) -> Floats:
        """1 for the most populous city (``biggest_cities``) of each name that a capital has, else 0."""
        found = np.zeros(len(self.of))
        found[biggest] = [self.names[number].folded in capital_names() for number in self.of[biggest].tolist()]
        return found

    def biggest_cities(self) -> Ints:
        """The row of the most populous city of each name that is one."""
        cities = np.flatnonzero(self.kind == CITY)
        return cities[is_first(self.of[cities])]

    def cells(self, shift: float) -> Ints:
        """A number for the cell that each row lies in, of a grid that is shifted by a part of a cell."""
        row, column = np.floor(self.lat / CELL_DEGREES + shift), np.floor(self.lon / CELL_DEGREES + shift)
        numbers: Ints = (row * 1000 + column).astype(np.int64)
        return numbers

    def inside(self, part: slice, container: Container) -> Bools:
        """Which rows of a part lie in the container."""
        fits: Bools = self.country[part] == container.country
        return fits if container.admin1 < 0 else fits & (self.admin1[part] == container.admin1)

    def features(self, parties: Floats, biggest: Ints, seat: Floats) -> Floats:
        """The features ``ALONE``.

        Args:
            parties: ``party_shares`` of the text.
            biggest: ``biggest_cities``.
            seat: ``seats``.
        """
        found = np.zeros((len(self.of), len(ALONE)))
        column = {name: found[:, number] for number, name in enumerate(ALONE)}
        column["size"][:] = np.log10(self.population + 100.0)
        column["largest"][:] = is_first(self.of)
        column["alternate"][:] = (self.entries & ALTERNATE) > 0
        column["adjective"][:] = (self.entries & ADJECTIVE) > 0
        column["parties"][:] = parties[self.country]
        column["famous"][biggest] = (self.population[biggest] >= FAMOUS_POPULATION) | (seat[biggest] > 0)
        for kind in ("country", "admin1", "region", "sea", "district", "site"):
            column[kind][:] = self.kind == CLASSES.index(kind)
        elsewhere = {name.folded: name.container for name in self.names if name.container}
        bounds = np.searchsorted(self.of, np.arange(len(self.names) + 1)).tolist()
        for name, first, last in zip(self.names, bounds, bounds[1:], strict=False):
            self._around(column, name, elsewhere.get(name.folded), slice(first, last))
        return found

    def _around(self, column: dict[str, Floats], name: Name, elsewhere: Container | None, part: slice) -> None:
        """Fill in what stands around a name."""
        if name.wanted:
            fits = np.isin(self.kind[part], WANTED_KINDS[name.wanted])
            column["wanted"][part], column["unwanted"][part] = fits, ~fits
        if name.container:
            column["in_country"][part] = self.country[part] == name.container.country
            column["contained"][part] = self.inside(part, name.container)
        elif elsewhere:
            column["contained_elsewhere"][part] = self.inside(part, elsewhere)
        if name.party >= 0:  # the party's own country or capital is the most populous place of the name
            home = (self.country[part] == name.party) & (column["largest"][part] > 0)
            column["capital" if name.capital else "party"][part] = home
