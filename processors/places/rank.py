"""Rank the readings of every name of a text by what the text says: containers, countries, other places, size.

A log-linear model: each reading has features, the probability of a reading among those of its name is the softmax of their
weighted sum. The names of a text decide together: each votes for the countries, divisions and surroundings of its readings, the
votes of the others are features of a name's readings, and this is done in rounds. The weights are fitted
(``training/places.py``) and lie in ``processors/data/place_weights.toml``.
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import Words
from processors.data.fold import fold
from processors.data.gazetteer import Entries, Gazetteer, Reading
from processors.data.gazetteer_format import ADJECTIVE, ALTERNATE, CLASSES, ROW
from processors.places.candidates import Candidate
from processors.places.words import COUNTY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROUNDS = 4
"""Rounds of votes: more change less than one reading in a thousand."""

CELL_DEGREES = 1.5
"""Side of the cells of two grids, the second half a cell off, by which places near each other are found."""

SMOOTHING = 1.0
"""Votes that count for no place: a text with few names decides little."""

ALONE = (
    "size", "largest", "country", "admin1", "region", "sea", "district", "site", "alternate", "adjective", "wanted", "unwanted",
    "contained", "in_country", "contained_elsewhere", "party", "capital", "parties",
)  # fmt: skip
"""Features of a reading that need no other name."""

TOGETHER = ("country_votes", "admin1_votes", "near_votes", "area_votes")
"""Features that the other names give."""

WANTED_KINDS = {
    "admin1": (CLASSES.index("admin1"),),
    "city": (CLASSES.index("city"),),
    COUNTY: (CLASSES.index("district"), CLASSES.index("admin1")),
}
COUNTRY, ADMIN1 = CLASSES.index("country"), CLASSES.index("admin1")


@dataclass(frozen=True, slots=True)
class Container:
    """What a comma behind a name says: "X, Y" lies in Y. ``admin1`` is -1 for a whole country; both are the gazetteer's numbers."""

    country: int
    admin1: int


@dataclass(frozen=True, slots=True)
class Name:
    """What the ranking of a name depends on: mentions that are alike are ranked once."""

    folded: str
    wanted: str
    container: Container | None
    party: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its probability among the readings of its name."""

    reading: Reading
    p: float


@dataclass(frozen=True, slots=True)
class Table:
    """The readings of all names of a text, one row each.

    Attributes:
        names: The names, numbered.
        entries: The gazetteer's entry of each row.
        of: The number of each row's name.
        group: The number of the folded name, alike for names that differ in their surroundings only: they do not vote on each other.
        weight: Of each row's name: how much its vote counts.
        alone: Features (rows x ``ALONE``).
        keys: Country, division and the cells of two grids of each row.
        area: Whether a row is a country or division.
    """

    names: list[Name]
    entries: Entries
    of: Ints
    group: Ints
    weight: Floats
    alone: Floats
    keys: tuple[Ints, Ints, Ints, Ints]
    area: Floats


@cache
def weights() -> tuple[Floats, Floats]:
    """The fitted weights: of ``ALONE`` in the first round; of ``ALONE`` and ``TOGETHER`` in the later ones."""
    tables = tomllib.loads((files("processors.data") / "place_weights.toml").read_text(encoding="utf-8"))
    first, later = tables["first"], tables["later"]
    return np.array([first[name] for name in ALONE]), np.array([later[name] for name in ALONE + TOGETHER])


def containers(text: Words, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> list[Container | None]:
    """For each candidate what "X, Y" or "X (Y)" says, with Y a country, a division or its abbreviation."""
    found: list[Container | None] = []
    for number, candidate in enumerate(candidates):
        area = candidates[number + 1] if number + 1 < len(candidates) else None
        container = None
        if area is not None and area.start == candidate.end and text.gap(candidate.end - 1) in {", ", " (", ", in ", ","}:
            container = widest(area.entries, gazetteer)
        found.append(container)
    return found


def widest(entries: Entries, gazetteer: Gazetteer) -> Container | None:
    """The country, else the most populous division, that a name can mean."""
    rows = entries & ROW
    kinds = gazetteer.columns["kind"][rows]
    for kind in (COUNTRY, ADMIN1):
        for row in rows[kinds == kind]:
            admin1 = -1 if kind == COUNTRY else int(gazetteer.columns["admin1"][row])
            return Container(int(gazetteer.columns["country"][row]), admin1)
    return None


def name_of(candidate: Candidate, container: Container | None, gazetteer: Gazetteer) -> Name:
    """What a candidate is ranked by."""
    party = candidate.party
    home = gazetteer.countries.index(party.country) if party and party.country in gazetteer.countries else -1
    return Name(fold(candidate.name), candidate.wanted, container, home, party is not None and party.kind is ActorKind.GOVERNMENT)


def tabulate(names: Sequence[Name], candidates: Sequence[Candidate], actors: Sequence[ActorMention], gazetteer: Gazetteer) -> Table:
    """Lay out the readings of all names with the features that need no other name.

    Args:
        names: ``name_of`` each candidate.
        candidates: Likewise.
        actors: The parties of the text.
        gazetteer: The places.
    """
    counts = Counter(names)
    firsts = {name: candidate for name, candidate in zip(reversed(names), reversed(candidates), strict=True)}
    distinct = list(counts)
    parts = [firsts[name].entries for name in distinct]
    sizes = [len(part) for part in parts]
    entries = np.concatenate(parts) if parts else np.zeros(0, np.uint32)
    of = np.repeat(np.arange(len(distinct)), sizes)
    groups = {folded: number for number, folded in enumerate(dict.fromkeys(name.folded for name in distinct))}
    rows = entries & ROW
    columns = {key: gazetteer.columns[key][rows] for key in ("population", "kind", "country", "admin1", "lat", "lon")}
    country = columns["country"].astype(np.int64)
    division = country * (1 << 32) + columns["admin1"]
    kind = columns["kind"]
    return Table(
        names=distinct,
        entries=entries,
        of=of,
        group=np.array([groups[name.folded] for name in distinct], np.int64)[of],
        weight=np.sqrt([float(counts[name]) for name in distinct])[of],
        alone=features_alone(distinct, entries, columns, of, party_shares(candidates, actors, gazetteer)),
        keys=(country, np.where(columns["admin1"] > 0, division, -1 - of), *cells(columns["lat"], columns["lon"])),
        area=((kind == COUNTRY) | (kind == ADMIN1)).astype(np.float64),
    )


def cells(lat: npt.NDArray[np.float32], lon: npt.NDArray[np.float32]) -> tuple[Ints, Ints]:
    """The cells of the two grids that points lie in."""

    def grid(shift: float) -> Ints:
        row, column = np.floor(lat / CELL_DEGREES + shift), np.floor(lon / CELL_DEGREES + shift)
        return (row * 1000 + column).astype(np.int64)

    return grid(0.0), grid(0.5)


def party_shares(candidates: Sequence[Candidate], actors: Sequence[ActorMention], gazetteer: Gazetteer) -> Floats:
    """By the gazetteer's country number the share of parties at home there, without those that are candidates themselves."""
    own = {candidate.party.start for candidate in candidates if candidate.party}
    counts = Counter(actor.country for actor in actors if actor.country and actor.start not in own)
    total = sum(counts.values()) + SMOOTHING
    return np.array([counts[country] / total if country else 0.0 for country in gazetteer.countries])


def features_alone(
    names: Sequence[Name], entries: Entries, columns: dict[str, npt.NDArray[np.uint32]], of: Ints, parties: Floats
) -> Floats:
    """The features ``ALONE``."""
    kind, country, admin1 = columns["kind"], columns["country"].astype(np.int64), columns["admin1"].astype(np.int64)
    first = np.ones(len(of))
    first[1:] = of[1:] != of[:-1]
    found: dict[str, npt.NDArray[Any]] = {name: np.zeros(len(of)) for name in ALONE}
    found |= {
        "size": np.log10(columns["population"].astype(np.float64) + 100.0),
        "largest": first,
        "alternate": (entries & ALTERNATE) > 0,
        "adjective": (entries & ADJECTIVE) > 0,
        "parties": parties[country],
    }
    for name in ("country", "admin1", "region", "sea", "district", "site"):
        found[name] = kind == CLASSES.index(name)
    elsewhere = {name.folded: name.container for name in names if name.container}
    bounds = np.searchsorted(of, np.arange(len(names) + 1))
    for number, name in enumerate(names):
        part = slice(int(bounds[number]), int(bounds[number + 1]))
        if name.wanted:
            fits = np.isin(kind[part], WANTED_KINDS[name.wanted])
            found["wanted"][part], found["unwanted"][part] = fits, ~fits
        if name.container:
            inside = country[part] == name.container.country
            found["in_country"][part] = inside
            found["contained"][part] = inside & ((name.container.admin1 < 0) | (admin1[part] == name.container.admin1))
        elif (container := elsewhere.get(name.folded)) is not None:
            inside = country[part] == container.country
            found["contained_elsewhere"][part] = inside & ((container.admin1 < 0) | (admin1[part] == container.admin1))
        if name.party >= 0:
            at_home = country[part] == name.party
            found["capital" if name.capital else "party"][part] = at_home & (first[part] > 0)
    return np.column_stack([np.asarray(found[name], np.float64) for name in ALONE])


def votes(table: Table, p: Floats) -> Floats:
    """The features ``TOGETHER``: the shares of the other names' votes for a row's country, division, surroundings and area."""
    total = float(np.sum(table.weight * p))
    own = np.bincount(table.group, table.weight * p)[table.group] if len(p) else p
    others = total - own + SMOOTHING
    country, division, *near = (others_votes(key, table, p) / others for key in table.keys)
    area = others_votes(table.keys[1], table, p * table.area) / others
    return np.column_stack([country, division, np.maximum(*near), area])


def others_votes(key: Ints, table: Table, p: Floats) -> Floats:
    """For each row the votes of other names for rows of the same key."""
    votes_of = table.weight * p
    _, number = np.unique(key, return_inverse=True)
    pair = table.group * (int(number.max(initial=0)) + 1) + number
    _, pair_number = np.unique(pair, return_inverse=True)
    return np.bincount(number, votes_of)[number] - np.bincount(pair_number, votes_of)[pair_number] if len(p) else p


def softmax(points: Floats, of: Ints) -> Floats:
    """Probabilities among the rows of one name."""
    if not len(of):
        return points
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    sizes = np.diff(np.r_[starts, len(of)])
    odds = np.exp(points - np.repeat(np.maximum.reduceat(points, starts), sizes))
    return odds / np.repeat(np.add.reduceat(odds, starts), sizes)


def probabilities(table: Table) -> Floats:
    """The probability of each row among the rows of its name."""
    first, later = weights()
    p = softmax(table.alone @ first, table.of)
    for _ in range(ROUNDS):
        p = softmax(np.column_stack([table.alone, votes(table, p)]) @ later, table.of)
    return p
