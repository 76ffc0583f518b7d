"""Find the places of a text: candidates by name, then the reading that fits the rest of the text best.

    words ─candidates→ names with readings ─rank→ a probability for each reading ─accept, naming→ mentions
          └────────────────── survey ─────────────────────────────────────────┘

All of these are files of this package.
"""

from collections.abc import Sequence
from dataclasses import replace

from processors.actors.capitals import is_verb
from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import Words
from processors.data.gazetteer import Reading
from processors.places.accept import KNOWN_POPULATION, SUPPORTED_SHARE, Surroundings, acceptance, is_called_city
from processors.places.candidates import Candidate
from processors.places.mentions import PlaceMention, PlaceUse
from processors.places.names import Name, stands_before
from processors.places.naming import MIN_P, all_signs, naming_p
from processors.places.rank import Scored
from processors.places.survey import Survey, survey
from processors.places.table import capital_names
from processors.records.event import Location, PlaceAlternative, PlacePrecision

MAX_ALTERNATIVES = 3
MIN_ALTERNATIVE_P = 0.01
MIN_SUPPORTED_P = 0.12
MIN_UNSUPPORTED_P = 0.5
AREAS = frozenset({PlacePrecision.COUNTRY, PlacePrecision.ADMIN1})
"""What may stand behind the name of a place in it: "Maga, Kebbi State"."""
SITE_PREPOSITIONS = frozenset({"at", "inside", "outside"})
"""Words before a building that is also a name of its government, behind which it is the building."""

STATE_BODIES = frozenset({"ministry", "ministries", "government", "junta", "regime", "embassy", "presidency"})
"""Bodies that are in a capital, whatever they tell of: "the interior ministry in Kabul said"."""


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
    found = survey(text, actors)
    mentions: list[PlaceMention] = []
    seats: list[PlaceMention] = []
    for number, values in enumerate(all_signs(found)):
        candidate, name = found.candidates[number], found.names[number]
        ranked = found.ranked[name]
        if not ranked:
            continue
        around = Surroundings(name.container is not None, found.countries, found.enclosed)
        named_p = naming_p(values)
        sure, use = placed(found.words, candidate, ranked[0].reading, around, named_p)
        if use is PlaceUse.PLACE and is_elsewhere(found, number):
            use = PlaceUse.PART
        if use is not PlaceUse.PLACE:
            sure = named_p
        if use is PlaceUse.PLACE or sure >= MIN_P:
            mention = mention_of(found.words, candidate, ranked, sure, use)
            mentions.append(mention)
            if use is PlaceUse.PLACE and is_seat_of_speaker(found.words, candidate, name):
                seats.append(mention)
    return tuple(without_seats(mentions, seats) if seats else mentions)


def without_seats(mentions: list[PlaceMention], seats: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions, of which the seats of speakers are no places where the text places something elsewhere in their country."""
    elsewhere = {one.location.country for one in mentions if one.use is PlaceUse.PLACE and one not in seats}
    return [replace(one, use=PlaceUse.PART) if one in seats and one.location.country in elsewhere else one for one in mentions]


def is_elsewhere(found: Survey, number: int) -> bool:
    """Tell whether the area behind a name lies in another country than the place that the name means: "Maga, Kebbi State".

    Such a name is that of a place that the gazetteer does not have.
    """
    if number + 1 == len(found.candidates):
        return False
    candidate, area = found.candidates[number], found.candidates[number + 1]
    named, around = found.ranked[found.names[number]][0].reading, found.ranked[found.names[number + 1]]
    if not stands_before(found.words, candidate, area) or not around:
        return False
    holding = around[0].reading
    is_area = holding.precision in AREAS and named.population < KNOWN_POPULATION
    return is_area and bool(holding.country) and named.country not in {"", holding.country}


def is_seat_of_speaker(text: Words, candidate: Candidate, name: Name) -> bool:
    """Tell whether a capital is only where those who tell something sit: "the defence ministry in Moscow said"."""
    at = candidate.start - 2
    if name.folded not in capital_names() or text.before(candidate.start) != "in" or text.before(at + 1) not in STATE_BODIES:
        return False
    told = text.gap(candidate.end - 1) == " " and is_verb(text, candidate.end, bare=False)
    while text.before(at):
        at -= 1
        if text.word(at) == "to" and text.before(at) == "according":
            return True
    return told


def placed(words: Words, candidate: Candidate, best: Reading, around: Surroundings, named_p: float) -> tuple[float, PlaceUse]:
    """How sure something is said to be at a candidate, and what else its words do where nothing is.

    Args:
        words: The text.
        candidate: The name.
        best: What it means.
        around: What the text says beside it.
        named_p: The probability that it names a place at all; the more is asked of it in a country that the text is not about.
    """
    supported = not best.country or around.countries.get(best.country, 0.0) >= SUPPORTED_SHARE
    party = candidate.party
    there = best.precision is PlacePrecision.SITE and candidate.preposition in SITE_PREPOSITIONS  # "signed at the White House"
    acts = party is not None and party.kind is ActorKind.GOVERNMENT and not around.contained and not there
    doubtful = not is_called_city(candidate, best) and named_p < (MIN_SUPPORTED_P if supported else MIN_UNSUPPORTED_P)
    sure = 0.0 if acts or doubtful else acceptance(words, candidate, best, around)
    if sure:
        return sure, PlaceUse.PLACE
    people = acts or best.adjective or best.precision is PlacePrecision.COUNTRY
    return 0.0, PlaceUse.PARTY if people else PlaceUse.PART


def mention_of(words: Words, candidate: Candidate, ranked: list[Scored], sure: float, use: PlaceUse) -> PlaceMention:
    """The public form of a mention."""
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
