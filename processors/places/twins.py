"""Readings of one name that are a place and its surroundings, or the same place twice."""

import math
from collections.abc import Sequence

from processors.data.gazetteer import Reading
from processors.data.near import near_km
from processors.places.rank import Scored
from processors.records.event import PlacePrecision

SAME_KM = 60.0
CHOOSABLE_KM = 161.0
"""A city and its division this near to each other mean much the same: the better known one is meant, not the likelier one."""

SIZE = 1.6
DIVISION = -2.5
WANTED = 5.0
ALTERNATE = -1.5


def merge_twins(ranked: Sequence[Scored], wanted: str) -> list[Scored]:
    """Make one of the readings that are a place and its surroundings.

    Args:
        ranked: Readings of one name, best first.
        wanted: The precision that the words around the name speak for; empty for any.
    """
    kept: list[Scored] = []
    for scored in ranked:
        twin = next((number for number, better in enumerate(kept) if beside(better.reading, scored.reading)), None)
        if twin is None:
            kept.append(scored)
        else:
            kept[twin] = Scored(chosen(kept[twin].reading, scored.reading, wanted), kept[twin].p + scored.p)
    return kept


def chosen(likelier: Reading, other: Reading, wanted: str) -> Reading:
    """Which of two twins the name means."""
    if wanted not in {likelier.precision, other.precision} and near_km(likelier, other) > CHOOSABLE_KM:
        return likelier
    return max(likelier, other, key=lambda reading: familiarity(reading, wanted))


def familiarity(reading: Reading, wanted: str) -> float:
    """How readily a bare name is taken for a reading: set by hand, since the annotated sets hardly tell twins apart."""
    points = SIZE * math.log10(reading.population + 100)
    points += DIVISION * (reading.precision is PlacePrecision.ADMIN1)
    return points + WANTED * (reading.precision == wanted) + ALTERNATE * reading.alternate


def beside(one: Reading, other: Reading) -> bool:
    """Tell whether two readings of one name are a place and its surroundings."""
    if one.country != other.country:
        return False
    division = one.admin1 and one.admin1 == other.admin1 and PlacePrecision.ADMIN1 in {one.precision, other.precision}
    return bool(division) or near_km(one, other) < SAME_KM
