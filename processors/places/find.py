"""Find the places of a text: candidates by name, then the reading that fits the rest of the text best.

    words ─candidates→ names with readings ─evidence→ countries and divisions ─score→ one reading each ─accept→ mentions

``candidates``, ``score`` and ``accept`` are files of this package.
"""

from collections.abc import Sequence

from processors.actors.mentions import ActorMention
from processors.actors.tokens import Words, cut
from processors.data.gazetteer import gazetteer
from processors.places.accept import acceptance
from processors.places.candidates import Candidate, find_candidates
from processors.places.mentions import PlaceMention
from processors.places.score import Evidence, Scored, gather, rank
from processors.records.event import Location, PlaceAlternative

MAX_ALTERNATIVES = 3
MIN_ALTERNATIVE_P = 0.01


def find_places(text: str, actors: Sequence[ActorMention]) -> tuple[PlaceMention, ...]:
    """Find the mentions of places and decide which place each one means.

    A country is a place only where a preposition puts something there ("in Ukraine"); a capital that stands for its government
    ("Moscow said") is a party and no place.

    Args:
        text: An article's text or title.
        actors: ``find_actors(text)``: capitals that stand for a government are not places; countries weigh on the readings.
    """
    words = cut(text)
    candidates = find_candidates(words, actors, gazetteer())
    evidence = gather(words, candidates, actors)
    mentions = (settle(text, words, candidate, evidence) for candidate in candidates)
    return tuple(mention for mention in mentions if mention is not None)


def settle(text: str, words: Words, candidate: Candidate, evidence: Evidence) -> PlaceMention | None:
    """Choose the reading of a candidate, or drop it."""
    ranked = rank(candidate, evidence)
    sure = acceptance(words, candidate, ranked[0], evidence) if ranked else 0.0
    if not sure:
        return None
    start, end = words.starts[candidate.start], words.point_end(candidate.end)
    location = locate(text[start:end], (start, end), ranked, sure)
    return PlaceMention(start, end, text[start:end], location, candidate.preposition or None)


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
