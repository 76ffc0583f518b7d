"""Decide whether a name is a place's at all: names of places are also words, persons, companies and teams."""

from processors.actors.tokens import Words
from processors.places.candidates import Candidate
from processors.places.score import Evidence, Scored
from processors.places.words import COUNTY, LOCATING, NEVER, common_words
from processors.records.event import PlacePrecision

KNOWN_POPULATION = 100_000
"""A name of a place of this size is taken for the place without further support."""

SUPPORTED_POPULATION = 5_000
"""Likewise in a country that the text is about."""

SUPPORTED_SHARE = 0.25

FAMOUS_POPULATION = 500_000
"""A name that the text also uses inside longer names ("John Clark") is a place, without a preposition, only from this size on."""

MIN_CHARS = 3

SURE = 0.97
LIKELY = 0.9
POSSIBLE = 0.75


def acceptance(text: Words, candidate: Candidate, best: Scored, evidence: Evidence) -> float:
    """Probability that the candidate is a place; 0 where it is taken for something else."""
    if candidate.start in evidence.behind:
        return SURE
    located = candidate.preposition in LOCATING
    if candidate.wanted == COUNTY and best.reading.precision is not PlacePrecision.ADMIN1:
        return 0.0
    if candidate.enclosed and not (candidate.name_end - candidate.start > 1 and located):
        return 0.0
    single = candidate.name_end - candidate.start == 1
    word = text.word(candidate.start)
    if single and (
        len(word) < MIN_CHARS
        or word in NEVER
        or (word in common_words() and not (located and best.reading.population >= SUPPORTED_POPULATION))
    ):
        return 0.0
    if candidate.wanted and not best.reading.alternate:
        return SURE
    supported = evidence.countries.get(best.reading.country, 0.0) >= SUPPORTED_SHARE or not best.reading.country
    if not located and single and word in evidence.enclosed and best.reading.population < FAMOUS_POPULATION:
        return 0.0
    if located:
        return SURE if supported or best.reading.population >= KNOWN_POPULATION else POSSIBLE
    if best.reading.population >= KNOWN_POPULATION and not (best.reading.alternate and not supported):
        return LIKELY
    return POSSIBLE if supported and not best.reading.alternate and best.reading.population >= SUPPORTED_POPULATION else 0.0
