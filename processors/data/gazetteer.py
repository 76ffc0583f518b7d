"""Look places up by name in the compiled gazetteer."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from processors.data.fold import fold, name_hash
from processors.data.gazetteer_format import ALTERNATE, CLASSES, OUTPUT, read_sections
from processors.records.event import PlacePrecision

MAX_READINGS = 150
"""Readings of one name, most populous first: "San Antonio" has some 400, of which the last are hamlets."""


class GazetteerMissingError(RuntimeError):
    """The compiled gazetteer is not there, or not one of this version."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that a name can mean.

    Attributes:
        country: ISO 3166-1 alpha-3; empty for a place of several countries or of none.
        admin1: Name of the first-level division that holds it; empty where unknown.
        population: Of a division the sum of its places, of a region a weight of the same order; 0 where unknown.
        geonameid: 0 for a place that is not from GeoNames.
        alternate: Found by one of the place's alternate names.
    """

    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    precision: PlacePrecision
    geonameid: int
    alternate: bool


class Gazetteer:
    """All places, as columns, with one binary search a look-up.

    Args:
        data: The bytes of the compiled file.
    """

    def __init__(self, data: bytes) -> None:
        self._columns = read_sections(data)
        self._hashes = self._columns["hashes"]
        self._rows = self._columns["rows"]
        self._texts = self._columns["texts"]
        self._countries = self._columns["countries"].tobytes().decode().split(",")

    def find(self, name: str) -> tuple[Reading, ...]:
        """Find the places of a name in any spelling that folds alike, most populous first, at most ``MAX_READINGS``."""
        wanted = name_hash(fold(name))
        hashes, at = self._hashes, bisect_left(self._hashes, wanted)
        found: list[Reading] = []
        while at < len(hashes) and hashes[at] == wanted and len(found) < MAX_READINGS:
            found.append(self._reading(self._rows[at]))
            at += 1
        return tuple(found)

    def _reading(self, entry: int) -> Reading:
        row, columns = entry & ~ALTERNATE, self._columns
        return Reading(
            name=self._text(columns["name"][row]),
            country=self._countries[columns["country"][row]],
            admin1=self._text(columns["admin1"][row]),
            lat=round(columns["lat"][row], 5),
            lon=round(columns["lon"][row], 5),
            population=columns["population"][row],
            precision=PlacePrecision(CLASSES[columns["kind"][row]]),
            geonameid=columns["geonameid"][row],
            alternate=bool(entry & ALTERNATE),
        )

    def _text(self, number: int) -> str:
        ends = self._columns["text_end"]
        start = ends[number - 1] if number else 0
        return self._texts[start : ends[number]].tobytes().decode()


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this installation, loaded once.

    Raises:
        GazetteerMissingError: The package was not built (or the file was damaged): says what to do.
    """
    try:
        return Gazetteer((files("processors.data") / OUTPUT).read_bytes())
    except (OSError, ValueError) as error:
        raise GazetteerMissingError(
            f"the compiled gazetteer is missing or unusable ({error}); reinstall the package, which compiles it"
        ) from error
