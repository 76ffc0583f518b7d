"""Rank the readings of every name of a text by what the text says: containers, countries, other places, size.

A log-linear model: the probability of a reading among those of its name is the softmax of the weighted sum of its features. The
names of a text decide together: each votes for the countries, divisions and surroundings of its readings, the votes of the others
are features of a name's readings, and this is done in rounds. The weights are fitted (``training/places.py``) and lie in
``processors/data/place_weights.toml``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from processors.data.gazetteer import Reading
from processors.places.table import ALONE, Floats, Ints, Table, is_first

ROUNDS = 4
"""Rounds of votes; two find .5 % fewer places of LGL, more than four change nothing that counts."""

NO_VOTES = 1.0
"""Votes that count for no place: a text with few names decides little."""

TOGETHER = ("country_votes", "admin1_votes", "near_votes", "area_votes", "seat_votes")
"""Features that the other names give."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its probability among the readings of its name."""

    reading: Reading
    p: float


@cache
def weights() -> tuple[Floats, Floats]:
    """The fitted weights: of ``ALONE`` in the first round; of ``ALONE`` and ``TOGETHER`` in the later ones."""
    tables = tomllib.loads((files("processors.data") / "place_weights.toml").read_text(encoding="utf-8"))
    first, later = tables["first"], tables["later"]
    return np.array([first[name] for name in ALONE]), np.array([later[name] for name in ALONE + TOGETHER])


def probabilities(table: Table) -> Floats:
    """The probability of each row among the rows of its name."""
    first, later = weights()
    runs = runs_of(table.of)
    p = shares(table.alone @ first, runs)
    features = np.empty((len(p), len(ALONE + TOGETHER)))
    features[:, : len(ALONE)] = table.alone
    for _ in range(ROUNDS):
        features[:, len(ALONE) :] = votes(table, p)
        p = shares(features @ later, runs)
    return p


def votes(table: Table, p: Floats) -> Floats:
    """The features ``TOGETHER``: the shares of the other names' votes for a row's country, division and surroundings.

    ``area_votes`` are those for a row's division by its own name: "Texas" itself, not a town there. ``seat_votes`` are those for
    the country of its capital: in news of the United States, Washington is no town of Georgia.
    """
    cast = table.weight * p
    total = table.everywhere.others(cast) + NO_VOTES
    near = np.maximum(*(grid.others(cast) for grid in table.grids))
    country, division = table.countries.others(cast), table.divisions.others(cast)
    cast_for = np.array((country, division, near, table.divisions.others(cast * table.area), country * table.seat))
    return (cast_for / total).T


def softmax(points: Floats, of: Ints) -> Floats:
    """Probabilities among the rows of one name."""
    return shares(points, runs_of(of))


def runs_of(of: Ints) -> tuple[Ints, Ints]:
    """The first row of each name that has rows, and for each row the number of its name among these."""
    first = is_first(of)
    return np.flatnonzero(first), first.cumsum() - 1


def shares(points: Floats, runs: tuple[Ints, Ints]) -> Floats:
    """``softmax`` of rows whose ``runs_of`` are known."""
    if not len(points):
        return points
    starts, run = runs
    odds = np.exp(points - np.maximum.reduceat(points, starts)[run])
    p: Floats = odds / np.add.reduceat(odds, starts)[run]
    return p
