"""Readings of one name that are a place and its surroundings, or the same place twice."""

import math
from collections.abc import Sequence

from processors.data.gazetteer import Reading
from processors.places.rank import Scored
from processors.records.event import PlacePrecision

SAME_KM = 60.0
KM_PER_DEGREE = 111.2


def merge_twins(ranked: Sequence[Scored]) -> list[Scored]:
    """Leave out readings that lie beside a better one in the same country; the better one takes their probability."""
    kept: list[Scored] = []
    for scored in ranked:
        twin = next((number for number, better in enumerate(kept) if beside(better.reading, scored.reading)), None)
        if twin is None:
            kept.append(scored)
        else:
            kept[twin] = Scored(kept[twin].reading, kept[twin].p + scored.p)
    return kept


def beside(one: Reading, other: Reading) -> bool:
    """Tell whether two readings of one name are a place and its surroundings."""
    if one.country != other.country:
        return False
    north = (one.lat - other.lat) * KM_PER_DEGREE
    east = (one.lon - other.lon) * KM_PER_DEGREE * math.cos(math.radians(one.lat))
    division = one.admin1 and one.admin1 == other.admin1 and PlacePrecision.ADMIN1 in {one.precision, other.precision}
    return bool(division) or math.hypot(north, east) < SAME_KM
