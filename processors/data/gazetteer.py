"""Look places up by name in the compiled gazetteer."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from processors.data.fold import fold, name_hash
from processors.data.gazetteer_format import ADJECTIVE, ALTERNATE, CLASSES, OUTPUT, ROW, read_sections
from processors.records.event import PlacePrecision

KEPT = 20_000
"""Names, and places, whose look-up is kept: the news names the same ones again and again."""

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
        population: Of a division the sum of its places, of a region or county a weight of the same order; 0 where unknown.
        geonameid: 0 for a place that is not from GeoNames.
        alternate: Found by one of the place's alternate names.
        adjective: Found by an adjective or a people of the place.
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
    adjective: bool


DTYPES = {"Q": np.uint64, "I": np.uint32, "f": np.float32, "B": np.uint8}
"""By type code."""

Entries = npt.NDArray[np.uint32]
"""Readings as the file holds them: row numbers with the flags ``ALTERNATE`` and ``ADJECTIVE``."""


class Gazetteer:
    """All places, as columns, with one binary search a look-up.

    Args:
        data: The bytes of the compiled file.

    Attributes:
        columns: The file's numeric columns by name, one element a row: views, nothing is copied.
        countries: ISO 3166-1 alpha-3 codes, as the column ``country`` numbers them; the first may be empty.
        country_numbers: Their numbers, of the empty one none.
    """

    def __init__(self, data: bytes) -> None:
        sections = read_sections(data)
        self.columns = {name: np.frombuffer(section, DTYPES[section.format]) for name, section in sections.items()}
        self.countries = sections["countries"].tobytes().decode().split(",")
        self.country_numbers = {country: number for number, country in enumerate(self.countries) if country}
        self._hashes = sections["hashes"]  # a memoryview: a bisection in it costs a third of numpy's
        self._rows = self.columns["rows"]
        self._texts = sections["texts"]
        self._kept_entries = lru_cache(KEPT)(self._look_up)
        self._kept_reading = lru_cache(KEPT)(self._read)

    def entries(self, name: str) -> Entries:
        """The entries of a name in any spelling that folds alike, most populous first, at most ``MAX_READINGS``."""
        return self._kept_entries(name)

    def _look_up(self, name: str) -> Entries:
        wanted, hashes = name_hash(fold(name)), self._hashes
        first = last = bisect_left(hashes, wanted)
        end = min(len(hashes), first + MAX_READINGS)
        while last < end and hashes[last] == wanted:
            last += 1
        return self._rows[first:last]

    def find(self, name: str) -> tuple[Reading, ...]:
        """``entries`` as readings."""
        return tuple(self.reading(int(entry)) for entry in self.entries(name))

    def reading(self, entry: int) -> Reading:
        """The place of one entry."""
        return self._kept_reading(entry)

    def _read(self, entry: int) -> Reading:
        row, columns = entry & ROW, self.columns
        return Reading(
            name=self._text(int(columns["name"][row])),
            country=self.countries[columns["country"][row]],
            admin1=self._text(int(columns["admin1"][row])),
            lat=round(float(columns["lat"][row]), 5),
            lon=round(float(columns["lon"][row]), 5),
            population=int(columns["population"][row]),
            precision=PlacePrecision(CLASSES[columns["kind"][row]]),
            geonameid=int(columns["geonameid"][row]),
            alternate=bool(entry & ALTERNATE),
            adjective=bool(entry & ADJECTIVE),
        )

    def _text(self, number: int) -> str:
        ends = self.columns["text_end"]
        start = int(ends[number - 1]) if number else 0
        return self._texts[start : int(ends[number])].tobytes().decode()


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
