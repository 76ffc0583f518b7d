"""The distance of two places, exact enough for near ones."""

import math
from typing import Protocol

KM_PER_DEGREE = 111.2


class Spot(Protocol):
    """What has coordinates, in degrees."""

    @property
    def lat(self) -> float:
        """North."""

    @property
    def lon(self) -> float:
        """East."""


def near_km(one: Spot, other: Spot) -> float:
    """Kilometres, on a flat map at the first one's latitude."""
    north = (one.lat - other.lat) * KM_PER_DEGREE
    east = (one.lon - other.lon) * KM_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
