"""Measure places on annotated news: how many toponyms are found, and how many within 161 km of where they are.

    .venv/bin/python bench/places.py [--corpus DIR]

The sets (LGL: small American newspapers; GeoWebNews: a random sample of the web) annotate also names that say nothing about
where something is: nationalities, countries that act, parts of the names of bodies. A toponym counts as found where a mention of
``find_toponyms``, or a party of a country, covers it; as right where that lies within 161 km (100 miles, the usual bound: Gritta
et al. 2020, "A pragmatic guide to geoparsing evaluation"). For each set, and its half that ``training/places.py`` leaves out:

    found       of the annotated toponyms
    right       found and within 161 km, of all toponyms
    of found    the same, of those found: what the choice of the reading is worth
    reachable   the place is among the readings of the words: what the best choice could reach
    precision   of the mentions, those on an annotated toponym
    placed      of ``find_places`` alone (where something is), right of found
    populous    the baseline: of the toponyms whose words the gazetteer has, those right by the most populous place

The last line is the headline.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus import add_corpus_option, part_of

from processors.actors import ActorMention, find_actors
from processors.actors.lexicon import country_names
from processors.data.gazetteer import gazetteer
from processors.places import PlaceUse, find_toponyms
from processors.records.event import PlacePrecision
from training.toponyms import RIGHT_KM, SETS, AnnotatedArticle, Point, Toponym, distance_km, read_articles

Spot = tuple[int, int, Point]

COLUMNS = {
    "found": ("found", "gold"),
    "right": ("right", "gold"),
    "of found": ("right", "found"),
    "reachable": ("reachable", "gold"),
    "precision": ("on gold", "mentions"),
    "placed": ("placed right", "placed"),
    "populous": ("populous right", "populous"),
}
"""Which count of which other each column shows."""


@dataclass(slots=True)
class Tally:
    """Counts over articles."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float:
        """One count of another."""
        return self.counts[part] / max(self.counts[whole], 1)

    def row(self, name: str) -> str:
        """The line of the table."""
        shares = "".join(f" {self.share(part, whole):9.3f}" for part, whole in COLUMNS.values())
        return f"{name:26} {self.counts['gold']:6}{shares}"


def country_point(actor: ActorMention) -> Point | None:
    """Where the country of a party lies."""
    if actor.country is None:
        return None
    readings = (one for one in gazetteer().find(country_names()[actor.country]) if one.precision is PlacePrecision.COUNTRY)
    return next(((one.lat, one.lon) for one in readings), None)


def covering(toponym: Toponym, spots: Iterable[Spot]) -> list[Point]:
    """Where the mentions that cover a toponym are."""
    return [point for start, end, point in spots if toponym.covers(start, end)]


def right(toponym: Toponym, points: Iterable[Point]) -> bool:
    """Whether one of the points is near enough."""
    return any(distance_km(toponym.point, point) <= RIGHT_KM for point in points)


def measure(article: AnnotatedArticle, seconds: Counter[str]) -> Counter[str]:
    """Count one article."""
    began = time.process_time()
    actors = find_actors(article.text)
    between = time.process_time()
    mentions = find_toponyms(article.text, actors)
    seconds["actors"] += between - began
    seconds["places"] += time.process_time() - between
    spots = [(one.start, one.end, (one.location.lat or 0.0, one.location.lon or 0.0)) for one in mentions]
    placed = [spot for spot, one in zip(spots, mentions, strict=True) if one.use is PlaceUse.PLACE]
    parties = [(actor.start, actor.end, point) for actor in actors if (point := country_point(actor))]
    known = [(one.start, one.end) for one in article.toponyms] + list(article.unplaced)
    counts = Counter(mentions=len(spots), gold=len(article.toponyms))
    counts["on gold"] = sum(any(start < last and first < end for first, last in known) for start, end, _ in spots)
    for toponym in article.toponyms:
        points = covering(toponym, spots) or covering(toponym, parties)
        here = covering(toponym, placed)
        readings = gazetteer().find(article.text[toponym.start : toponym.end])
        counts["found"] += bool(points)
        counts["right"] += right(toponym, points)
        counts["placed"] += bool(here)
        counts["placed right"] += right(toponym, here)
        counts["populous"] += bool(readings)
        counts["populous right"] += right(toponym, [(one.lat, one.lon) for one in readings[:1]])
        counts["reachable"] += right(toponym, [*((one.lat, one.lon) for one in readings), *covering(toponym, parties), *points])
    return counts


def main() -> None:
    """Measure both sets and the speed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_corpus_option(parser)
    folder = part_of(parser, parser.parse_args().corpus, "places")
    seconds, chars = Counter[str](), 0
    find_toponyms("Warm-up in Berlin.", find_actors("Warm-up in Berlin."))
    print(f"{'':26} {'gold':>6}", *(f"{name:>9}" for name in COLUMNS))
    tallies: dict[str, Tally] = {}
    for name in SETS:
        for article in read_articles(folder, name):
            counts = measure(article, seconds)
            chars += len(article.text)
            for key in (name, f"{name}, held-out half") if article.held_out else (name,):
                tallies.setdefault(key, Tally()).counts.update(counts)
    for name, tally in tallies.items():
        print(tally.row(name))
    speed = {part: value / chars * 4000 * 1000 for part, value in seconds.items()}
    print(f"CPU per 4,000 characters: actors {speed['actors']:.2f} ms, places {speed['places']:.2f} ms ({chars:,} characters)")
    shares = ", ".join(
        f"{name} {tallies[name].share('right', 'gold'):.2f} (of found {tallies[name].share('right', 'found'):.2f})"
        for name in SETS
    )
    total = sum(tallies[name].counts["right"] for name in SETS) / sum(tallies[name].counts["gold"] for name in SETS)
    print(f"places {total:.2f}: toponyms found and within 161 km; {shares}")


if __name__ == "__main__":
    main()
