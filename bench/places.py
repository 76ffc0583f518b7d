"""Measure places on annotated news: how many toponyms are found, and how many within 161 km of where they are.

    python bench/places.py [FOLDER with lgl.jsonl.gz and geowebnews.jsonl.gz]

The sets annotate nationalities and countries that act as toponyms too. A toponym counts as found where a place, or a party of a
country, covers it; as right where its coordinates lie within 161 km
(100 miles, the usual bound: Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation"). The last line is the headline.
"""

import argparse
import gzip
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import add_corpus_option, part_of

from processors.actors import ActorMention, find_actors
from processors.actors.lexicon import country_names
from processors.data.gazetteer import gazetteer
from processors.places import find_places
from processors.records.event import PlacePrecision

RIGHT_KM = 161.0
Point = tuple[float, float]
SETS = ("lgl", "geowebnews")


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of one set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def gold(article: dict[str, Any]) -> Iterator[tuple[int, int, Point]]:
    """Spans and coordinates of the toponyms that have coordinates."""
    for toponym in article["toponyms"]:
        place = toponym.get("gaztag") or toponym
        lat, lon = place.get("lat") or place.get("latitude"), place.get("lon") or place.get("longitude")
        if lat and lon:
            yield int(toponym["start"]), int(toponym["end"]), (float(lat), float(lon))


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def country_point(actor: ActorMention) -> Point | None:
    """Where the country of a party lies."""
    if actor.country is None:
        return None
    readings = (one for one in gazetteer().find(country_names()[actor.country]) if one.precision is PlacePrecision.COUNTRY)
    return next(((one.lat, one.lon) for one in readings), None)


def main() -> None:
    """Measure both sets and the speed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_corpus_option(parser)
    folder = part_of(parser, parser.parse_args().corpus, "places")
    all_gold = all_found = all_right = all_placed = all_hit = 0
    seconds = {"actors": 0.0, "places": 0.0}
    chars = 0
    find_places("Warm-up in Berlin.", find_actors("Warm-up in Berlin."))
    for name in SETS:
        wanted = found = right = placed = hit = 0
        for article in articles(folder / f"{name}.jsonl.gz"):
            text = article["text"]
            chars += len(text)
            began = time.process_time()
            actors = find_actors(text)
            seconds["actors"] += time.process_time() - began
            began = time.process_time()
            places = find_places(text, actors)
            seconds["places"] += time.process_time() - began
            points = [(one.start, one.end, (one.location.lat or 0.0, one.location.lon or 0.0)) for one in places]
            placed += len(points)
            spans = list(gold(article))
            hit += sum(any(start < last and first < end for first, last, _ in spans) for start, end, _ in points)
            points += [(actor.start, actor.end, point) for actor in actors if (point := country_point(actor))]
            for start, end, point in spans:
                wanted += 1
                covering = [where for first, last, where in points if first < end and start < last]
                found += bool(covering)
                right += any(distance_km(point, where) <= RIGHT_KM for where in covering)
        print(
            f"{name}: {wanted} toponyms, found {found / wanted:.3f}, within 161 km {right / wanted:.3f} "
            f"(of found {right / found:.3f}); {placed} places, on a toponym {hit / placed:.3f}"
        )
        all_gold, all_found, all_right = all_gold + wanted, all_found + found, all_right + right
        all_placed, all_hit = all_placed + placed, all_hit + hit
    speed = {part: value / chars * 4000 * 1000 for part, value in seconds.items()}
    print(
        f"speed: actors {speed['actors']:.2f} ms, places {speed['places']:.2f} ms CPU per 4,000 characters ({chars:,} characters)"
    )
    print(
        f"places {all_right / all_gold:.2f} within 161 km: {all_right} of {all_gold} toponyms, found {all_found / all_gold:.2f}, "
        f"right of found {all_right / all_found:.2f}, precision {all_hit / all_placed:.2f}"
    )


if __name__ == "__main__":
    main()
