"""Find the places of a text: candidates by name, then the reading that fits the rest of the text best.

    words ─candidates→ names with readings ─rank→ a probability for each reading ─accept→ mentions

``candidates``, ``rank`` and ``accept`` are files of this package.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import Words, cut
from processors.data.gazetteer import Gazetteer, gazetteer
from processors.places.accept import Surroundings, acceptance
from processors.places.candidates import Candidate, Finder
from processors.places.mentions import PlaceMention, PlaceUse
from processors.places.rank import Name, Scored, Table, containers, name_of, probabilities, tabulate
from processors.places.twins import merge_twins
from processors.records.event import Location, PlaceAlternative, PlacePrecision

MAX_ALTERNATIVES = 3
MAX_RANKED = 20
MIN_ALTERNATIVE_P = 0.01


def find_places(text: str, actors: Sequence[ActorMention]) -> tuple[PlaceMention, ...]:
    """Find the mentions of places where something is or happens, and decide which place each one means.

    A country is a place only where a preposition puts something there ("in Ukraine"); a capital that stands for its government
    ("Moscow said") is a party and no place.

    Args:
        text: An article's text or title.
        actors: ``find_actors(text)``: capitals that stand for a government are not places; countries weigh on the readings.
    """
    return tuple(mention for mention in find_toponyms(text, actors) if mention.use is PlaceUse.PLACE)


def find_toponyms(text: str, actors: Sequence[ActorMention]) -> tuple[PlaceMention, ...]:
    """Find every mention of a place, also those that stand for a government or are part of a longer name.

    Args:
        text: An article's text or title.
        actors: ``find_actors(text)``.
    """
    places, words = gazetteer(), cut(text)
    candidates = Finder(words, actors, places).candidates()
    behind = containers(words, candidates, places)
    names = [name_of(candidate, area, places) for candidate, area in zip(candidates, behind, strict=True)]
    table = tabulate(names, candidates, actors, places)
    p = probabilities(table)
    ranked = best_readings(table, p, places)
    countries = country_weights(names, candidates, ranked, actors)
    enclosed = frozenset(words.word(candidate.start) for candidate in candidates if candidate.enclosed)
    mentions = (
        settle(words, candidate, ranked[name], Surroundings(name.container is not None, countries, enclosed))
        for candidate, name in zip(candidates, names, strict=True)
    )
    return tuple(mention for mention in mentions if mention is not None)


def best_readings(table: Table, p: np.ndarray, places: Gazetteer) -> dict[Name, list[Scored]]:
    """For each name its readings, best first, without those that lie beside a better one."""
    bounds = np.searchsorted(table.of, np.arange(len(table.names) + 1))
    found = {}
    for number, name in enumerate(table.names):
        first, last = int(bounds[number]), int(bounds[number + 1])
        order = first + np.argsort(-p[first:last], kind="stable")[:MAX_RANKED]
        order = order[p[order] >= MIN_ALTERNATIVE_P / 10]
        found[name] = merge_twins([Scored(places.reading(int(table.entries[row])), float(p[row])) for row in order])
    return found


def country_weights(
    names: Sequence[Name], candidates: Sequence[Candidate], ranked: dict[Name, list[Scored]], actors: Sequence[ActorMention]
) -> dict[str, float]:
    """The weight of each country in the text; the heaviest is 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    for actor in actors:
        if actor.country:
            weights[actor.country] += 1
    for name, candidate in zip(names, candidates, strict=True):
        if ranked[name] and not candidate.enclosed:
            weights[ranked[name][0].reading.country] += ranked[name][0].p * (2 if name.container else 1)
    heaviest = max(weights.values(), default=1.0)
    return {country: weight / heaviest for country, weight in weights.items()}


def settle(words: Words, candidate: Candidate, ranked: list[Scored], around: Surroundings) -> PlaceMention | None:
    """Choose the reading of a candidate, or drop it."""
    if not ranked:
        return None
    best, party = ranked[0].reading, candidate.party
    acts = party is not None and party.kind is ActorKind.GOVERNMENT and party.country == best.country
    sure = 0.0 if acts else acceptance(words, candidate, best, around)
    use = PlaceUse.PLACE
    if not sure:
        use = PlaceUse.PARTY if acts or best.adjective or best.precision is PlacePrecision.COUNTRY else PlaceUse.PART
        sure = 0.5
    start, end = words.starts[candidate.start], words.point_end(candidate.end)
    location = locate(words.text[start:end], (start, end), ranked, sure)
    return PlaceMention(start, end, words.text[start:end], location, candidate.preposition or None, use)


def locate(text: str, span: tuple[int, int], ranked: list[Scored], sure: float) -> Location:
    """The record of the best reading, with the next ones as alternatives."""
    best = ranked[0].reading
    return Location(
        text=text,
        span=span,
        name=best.name,
        precision=best.precision,
        country=best.country or None,
        geonameid=best.geonameid or None,
        admin1=best.admin1 or None,
        lat=best.lat,
        lon=best.lon,
        p=round(ranked[0].p * sure, 3),
        alternatives=tuple(
            PlaceAlternative(
                scored.reading.name, scored.reading.country or None, round(scored.p * sure, 3), scored.reading.geonameid or None
            )
            for scored in ranked[1 : MAX_ALTERNATIVES + 1]
            if scored.p * sure >= MIN_ALTERNATIVE_P
        ),
    )
