"""The annotated toponyms of the public sets LGL and GeoWebNews, split into two halves by article."""

import gzip
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RIGHT_KM = 161.0
"""100 miles, the usual bound. Source: Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation"."""

SETS = ("lgl", "geowebnews")
NO_PLACES = frozenset({"Non_Toponym", "Homonym", "Demonym", "Language"})
"""Kinds of annotation in GeoWebNews that mark what is no place's name."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place's name in an article, and where the place is.

    Attributes:
        start: First character in the text.
        end: One past the last one.
        geonameid: 0 where the set gives none.
        point: Latitude and longitude.
    """

    start: int
    end: int
    geonameid: int
    point: Point

    def covers(self, start: int, end: int) -> bool:
        """Tell whether it shares characters with a span."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with the toponyms that have coordinates; ``unplaced`` are spans whose place nobody knows.

    ``held_out`` halves the set by the hash of the id.
    """

    id: str
    text: str
    toponyms: tuple[Toponym, ...]
    unplaced: tuple[tuple[int, int], ...]
    held_out: bool


def read_articles(folder: Path, name: str) -> Iterator[AnnotatedArticle]:
    """The articles of one set in the folder ``places`` of the corpus."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            placed, unplaced = [], []
            for toponym in row["toponyms"]:
                place = toponym.get("gaztag") or toponym
                lat, lon = place.get("lat") or place.get("latitude"), place.get("lon") or place.get("longitude")
                start, end = int(toponym["start"]), int(toponym["end"])
                if lat and lon:
                    number = int(place.get("geonameid") or place.get("geonamesID") or 0)
                    placed.append(Toponym(start, end, number, (float(lat), float(lon))))
                elif toponym.get("type") not in NO_PLACES:
                    unplaced.append((start, end))
            held_out = hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 1
            yield AnnotatedArticle(row["id"], row["text"], tuple(placed), tuple(unplaced), held_out)


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
