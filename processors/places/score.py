"""Score the readings of a name by what the text says: its countries, its other places, the place named behind a comma, size.

The weights were set by hand on two public sets of annotated news (``bench/places.py``); a point is a factor of e in odds.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from processors.actors.mentions import ActorMention
from processors.actors.tokens import Words
from processors.data.gazetteer import Reading
from processors.places.candidates import Candidate
from processors.places.states import state_behind
from processors.places.words import COUNTY
from processors.records.event import PlacePrecision

Key = TypeVar("Key", bound=Hashable)

Named = tuple[str, str, tuple[str, str] | None]
"""What the readings of a candidate are ranked by, besides the evidence: its name, the precision wanted, what lies behind it."""

SIZE = 1.6
COUNTRY_SHARE = 3.0
ADMIN1_SHARE = 2.5
CONTAINED = 9.0
WANTED = 5.0
ALTERNATE = -1.5
DIVISION = -2.0
SEA = 3.0
COUNTRY = 2.0
SAME_KM = 60.0
MAX_RANKED = 20


@dataclass(slots=True)
class Evidence:
    """What the whole text says about where it is.

    Attributes:
        countries: Weight by ISO 3166-1 alpha-3 code; the heaviest is 1.
        divisions: Weight by (country, first-level division); the heaviest is 1.
        behind: By a candidate's first word, the country and division that follow it after a comma.
        enclosed: Names that the text uses inside longer names.
        ranked: What ``rank`` found under this evidence: a name comes often, its readings are ranked once.
    """

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[tuple[str, str], float] = field(default_factory=dict)
    behind: dict[int, tuple[str, str]] = field(default_factory=dict)
    enclosed: frozenset[str] = frozenset()
    ranked: dict[Named, list["Scored"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its probability among the readings of its name."""

    reading: Reading
    p: float


def gather(text: Words, candidates: Sequence[Candidate], actors: Sequence[ActorMention]) -> Evidence:
    """Collect the evidence: first the parties' countries and what stands behind commas, then the places that these decide."""
    enclosed = frozenset(text.word(candidate.start) for candidate in candidates if candidate.enclosed)
    evidence = Evidence(behind=containers(text, candidates), enclosed=enclosed)
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
    for actor in actors:
        if actor.country:
            countries[actor.country] += 1
    evidence.countries = shares(countries)
    for candidate in candidates:
        if candidate.enclosed:
            continue
        best = rank(candidate, evidence)[0]
        weight = best.p * (2 if candidate.start in evidence.behind else 1)
        if best.reading.country:
            countries[best.reading.country] += weight
            if best.reading.admin1:
                divisions[best.reading.country, best.reading.admin1] += weight
    evidence.countries = shares(countries)
    evidence.divisions = shares(divisions)
    evidence.ranked.clear()  # they were ranked under less evidence
    return evidence


def shares(weights: Mapping[Key, float]) -> dict[Key, float]:
    """Weights relative to the heaviest."""
    heaviest = max(weights.values(), default=0.0)
    return {key: weight / heaviest for key, weight in weights.items()} if heaviest else {}


def containers(text: Words, candidates: Sequence[Candidate]) -> dict[int, tuple[str, str]]:
    """Where "X, Y" says that X lies in Y, with Y a country, a division or a US state's abbreviation."""
    by_start = {candidate.start: candidate for candidate in candidates}
    behind: dict[int, tuple[str, str]] = {}
    for candidate in candidates:
        gap = text.gap(candidate.end - 1)
        if gap not in {", ", " (", ", in "}:
            continue
        if (state := state_behind(text, candidate.end)) is not None:
            behind[candidate.start] = ("USA", state)
        elif (area := by_start.get(candidate.end)) is not None and area.readings:
            reading = max(
                area.readings, key=lambda one: (one.precision is PlacePrecision.COUNTRY, one.precision is PlacePrecision.ADMIN1)
            )
            if reading.precision in {PlacePrecision.COUNTRY, PlacePrecision.ADMIN1}:
                behind[candidate.start] = (reading.country, reading.admin1)
    return behind


def rank(candidate: Candidate, evidence: Evidence) -> list[Scored]:
    """The readings of a candidate, best first, without those that lie beside a better one in the same country."""
    key = (candidate.name, candidate.wanted, evidence.behind.get(candidate.start))
    if key not in evidence.ranked:
        evidence.ranked[key] = rank_anew(candidate, evidence)
    return evidence.ranked[key]


def rank_anew(candidate: Candidate, evidence: Evidence) -> list[Scored]:
    """``rank``, computed."""
    scored = sorted(((score(reading, candidate, evidence), -at) for at, reading in enumerate(candidate.readings)), reverse=True)
    if not scored:
        return []
    top = scored[0][0]
    odds = [(math.exp(points - top), candidate.readings[-at]) for points, at in scored]
    kept: list[tuple[float, Reading]] = []
    for weight, reading in odds[:MAX_RANKED]:
        twin = next((number for number, (_, better) in enumerate(kept) if beside(better, reading)), None)
        if twin is None:
            kept.append((weight, reading))
        else:
            kept[twin] = (kept[twin][0] + weight, kept[twin][1])
    total = sum(weight for weight, _ in kept)
    return [Scored(reading, weight / total) for weight, reading in kept]


def score(reading: Reading, candidate: Candidate, evidence: Evidence) -> float:
    """Points of one reading."""
    points = SIZE * math.log10(reading.population + 100)
    points += COUNTRY_SHARE * evidence.countries.get(reading.country, 0.0)
    if reading.admin1:
        points += ADMIN1_SHARE * evidence.divisions.get((reading.country, reading.admin1), 0.0)
    if (
        (area := evidence.behind.get(candidate.start)) is not None
        and reading.country == area[0]
        and area[1] in {"", reading.admin1}
    ):
        points += CONTAINED
    if reading.alternate:
        points += ALTERNATE
    if reading.precision is PlacePrecision.COUNTRY:
        points += COUNTRY
    if reading.precision is PlacePrecision.ADMIN1:
        points += DIVISION
    if reading.precision is PlacePrecision.SEA:
        points += SEA
    if candidate.wanted:
        points += WANTED * (reading.precision.value == ("admin1" if candidate.wanted == COUNTY else candidate.wanted))
    return points


def beside(one: Reading, other: Reading) -> bool:
    """Tell whether two readings of one name are a place and its surroundings."""
    if one.country != other.country:
        return False
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    division = one.admin1 and one.admin1 == other.admin1 and PlacePrecision.ADMIN1 in {one.precision, other.precision}
    return bool(division) or math.hypot(north, east) < SAME_KM
