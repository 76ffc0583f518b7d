"""Decide whether a name is a place's at all: names of places are also words, persons, companies and teams."""

from dataclasses import dataclass

from processors.actors.attributes import ATTACKS, is_attribute
from processors.actors.compose import BORDERS
from processors.actors.tokens import Words
from processors.data.gazetteer import Reading
from processors.data.word_lists import common_words
from processors.places.candidates import Candidate
from processors.places.table import FAMOUS_POPULATION
from processors.places.words import AGREED, AGREED_ON, COUNTRY_LOCATING, COUNTY, LOCATING, NAMED_AFTER, NEVER, POSSESSIVE, WEAPONS
from processors.records.event import PlacePrecision

KNOWN_POPULATION = 100_000
"""A name of a place of this size is taken for the place without further support."""

SUPPORTED_POPULATION = 5_000
"""Likewise in a country that the text is about."""

SUPPORTED_SHARE = 0.25

COASTS = frozenset({"coast", "coastline", "shore", "shores"})
STRIKES = ATTACKS | {"crash", "crashes", "shooting", "shootings", "barrage", "blast", "blasts", "explosion"}
"""What is done where the place before the weapon is."""
MIN_CHARS = 3

SURE = 0.97
LIKELY = 0.9
POSSIBLE = 0.75


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text says beside the name.

    Attributes:
        contained: The country or division follows the name ("Paris, Texas").
        countries: The weight of each country in the text, ISO 3166-1 alpha-3; the heaviest is 1.
        enclosed: Names that the text uses inside longer names.
    """

    contained: bool
    countries: dict[str, float]
    enclosed: frozenset[str]


def acceptance(text: Words, candidate: Candidate, best: Reading, around: Surroundings) -> float:
    """Probability that something is said to be at the candidate; 0 where it is taken for something else."""
    if best.adjective or (best.precision is PlacePrecision.COUNTRY and not _is_inside(text, candidate)):
        return 0.0
    if around.contained:
        return SURE
    located = candidate.preposition in LOCATING
    if candidate.wanted == COUNTY and best.precision is not PlacePrecision.ADMIN1:
        return 0.0
    in_a_name = candidate.enclosed and not (candidate.name_end - candidate.start > 1 and located)
    if in_a_name or is_namesake(text, candidate.end, located=located):
        return 0.0
    single = candidate.name_end - candidate.start == 1
    word = text.word(candidate.start)
    if (
        single
        and not is_called_city(candidate, best)
        and (
            len(word) < MIN_CHARS
            or word in NEVER
            or (word in common_words() and not (located and best.population >= SUPPORTED_POPULATION))
        )
    ):
        return 0.0
    if candidate.wanted and not best.alternate:
        return SURE
    supported = around.countries.get(best.country, 0.0) >= SUPPORTED_SHARE or not best.country
    if not located and single and word in around.enclosed and best.population < FAMOUS_POPULATION:
        return 0.0
    if located:
        return SURE if supported or best.population >= KNOWN_POPULATION else POSSIBLE
    if best.population >= KNOWN_POPULATION and not (best.alternate and not supported):
        return LIKELY
    return POSSIBLE if supported and not best.alternate and best.population >= SUPPORTED_POPULATION else 0.0


def is_called_city(candidate: Candidate, best: Reading) -> bool:
    """Whether the words around a name that is also a word say that it is a city's: "the mayor of Van", "the city of Nice"."""
    return bool(candidate.wanted) and candidate.preposition == "of" and best.population >= KNOWN_POPULATION


def is_namesake(text: Words, end: int, *, located: bool) -> bool:
    """Tell whether what stands from word ``end`` on only has the name of a place: "the Minsk agreements", "Molotov cocktails".

    Not where the weapon is that of an attack at the place: "Kharkiv drone attack".
    """
    after, next_word = text.after(end - 1), text.after(end)
    if after in NAMED_AFTER or (after in AGREED_ON and next_word in AGREED):
        return True
    return after in WEAPONS and not located and next_word not in STRIKES and not text.capital(end)


def _is_inside(text: Words, candidate: Candidate) -> bool:
    """Whether something is put inside a country, not "near the Cameroon border" on either side, or "off Libya's coast"."""
    at_border = candidate.preposition != "in" and text.after(candidate.end - 1) in BORDERS
    behind = candidate.end + (text.word(candidate.end) == POSSESSIVE)
    at_coast = candidate.preposition in {"near", "off"} and text.after(behind - 1) in COASTS
    return candidate.preposition in COUNTRY_LOCATING and not (at_border or at_coast or is_attribute(text, candidate.end))
