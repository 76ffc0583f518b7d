"""Where a happening was: the place that its sentences state, else one that the article is about, else its party's country."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

from processors.coding.drafts import MATERIAL, SPOKEN
from processors.coding.merge import AREAS, Happening
from processors.coding.reading import Clause
from processors.data.tables import read_table
from processors.records.event import Location, PlacePrecision, PloverEvent, Sector

LEAD_PLACES = 4
"""Places of the text's beginning that tell where its news is."""
INHERITED = 0.5
"""What is left of a place's probability where the event's own sentences do not state it."""
AT_HOME = 0.35
"""The probability that an act was done at home, or at the article's scene, where no place is stated."""
OPENING_SENTENCES = 2
_TITLE, _OPENING, _PLACE, _STATED = 3, 2, 2.5, 1.5
"""How much a mention in the title or the opening, one of a place, and one that something is put at, weighs against a party's."""
_FINENESS = {precision: i for i, precision in enumerate(("site", "city", "district", "admin1", "region", "sea", "country"))}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an article's news is.

    Attributes:
        places: The places of its text, in order.
        opening: The place that the first of them are about.
        main: The place that its text names most in the country that it names most, by places and by parties, above all in title
            and opening; None where it names no place there.
    """

    places: tuple[Location, ...] = ()
    opening: Location | None = None
    main: Location | None = None


def scene_of(clauses: Sequence[Clause], places: tuple[Location, ...]) -> Scene:
    """The scene of an article."""
    weights: defaultdict[str, float] = defaultdict(float)
    for clause in clauses:
        weight = _TITLE if clause.sentence.in_title else _OPENING if clause.sentence.index < OPENING_SENTENCES else 1
        for _, _, place in clause.places:
            weights[place.location.country or ""] += weight * _PLACE * (_STATED if place.preposition else 1)
        for _, _, party in clause.actors:
            weights[party.country or ""] += weight
    weights.pop("", None)
    country = max(weights, key=lambda name: weights[name], default=None)
    return Scene(places, main_place(places[:LEAD_PLACES]), main_place([place for place in places if place.country == country]))


def place_of(happening: Happening, scene: Scene) -> Location | None:
    """The place of a happening; None where neither its sentences, its parties nor the article tell one.

    What is only inherited, or the home of a party, gives way to the scene of the article where something was done, not said.
    """
    place, main = _place_of(happening, scene), scene.main
    stays = happening.event not in MATERIAL and (place is not None or _is_of_nowhere(happening))
    if stays or main is None or (place is not None and (place.country == main.country or (place.p or 0.0) > INHERITED)):
        return place
    return replace(main, p=AT_HOME)


def _is_of_nowhere(happening: Happening) -> bool:
    """Whether an international body acts, which is nowhere at home."""
    return any(m.sector is Sector.IGO for d in happening.telling for m in d.roles.actors)


def _place_of(happening: Happening, scene: Scene) -> Location | None:
    """What its sentences and parties tell. What is imposed is imposed at home: a sanction names the places that it is about."""
    if happening.event is PloverEvent.SANCTION:
        return _home(happening, scene) or told_place(happening, scene)
    told, home = told_place(happening, scene), _home(happening, scene)
    return home if told is None or (home is not None and _is_only_about(happening, told, home)) else told


def _is_only_about(happening: Happening, told: Location, home: Location) -> bool:
    """Whether a place is what an act is about, not where it was: a continent, and for acts of words another country."""
    if told.country is None:
        return told.precision is PlacePrecision.REGION
    return happening.event in SPOKEN and told.precision in AREAS and told.country != home.country


def told_place(happening: Happening, scene: Scene) -> Location | None:
    """The finest place in the country that the sentences state first, or, of a material event, that of the article's opening."""
    stated = [(d.place.location, d.trigger.clause.part) for d in happening.telling if d.place is not None]
    if stated:
        country = stated[0][0].country
        best = min(stated, key=lambda row: (row[0].country != country, _FINENESS[row[0].precision.value], stated.index(row)))
        return replace(best[0], in_=best[1])
    return _inherited(happening, scene) if happening.event in MATERIAL else None


def _inherited(happening: Happening, scene: Scene) -> Location | None:
    suffering = {m.country for d in happening.telling for m in d.roles.recipients if m.country}
    countries = suffering or {m.country for d in happening.telling for m in d.roles.actors if m.country}
    place = scene.opening
    if place is None or (countries and place.country not in countries):
        place = main_place([place for place in scene.places if place.country in countries])
    return None if place is None else replace(place, p=None if place.p is None else round(place.p * INHERITED, 3))


def _home(happening: Happening, scene: Scene) -> Location | None:
    """The country of those who act (in a material event else of those who suffer), where it is one."""
    parties = [(m, d.trigger.clause.part) for d in happening.telling for m in d.roles.actors if m.country]
    if not parties and happening.event in MATERIAL:
        parties = [(m, d.trigger.clause.part) for d in happening.telling for m in d.roles.recipients if m.country]
    if len({mention.country for mention, _ in parties}) != 1:
        return None
    mention, part = parties[0]
    name, geonameid, lat, lon = _countries().get(mention.country or "", ("", 0, 0.0, 0.0))
    if not name:
        return None
    if scene.opening is not None and scene.opening.country == mention.country:
        return replace(scene.opening, p=AT_HOME)
    return Location(
        text=mention.text,
        span=(mention.start, mention.end),
        name=name,
        precision=PlacePrecision.COUNTRY,
        country=mention.country,
        geonameid=geonameid,
        lat=lat,
        lon=lon,
        p=AT_HOME,
        in_=part,
    )


@cache
def _countries() -> Mapping[str, tuple[str, int, float, float]]:
    with as_file(files("processors.data")) as folder:
        return {
            row["iso3"]: (row["name"], int(row["geonameid"]), float(row["lat"]), float(row["lon"]))
            for row in read_table(folder, "countries.csv")
            if row["lat"] and row["geonameid"]
        }


def main_place(locations: Sequence[Location]) -> Location | None:
    """The place that an article's news is about: the most frequent country's finest and then earliest place."""
    countries = Counter(location.country for location in locations if location.country)
    if not countries:
        return None
    top = countries.most_common(1)[0][0]
    inside = [location for location in locations if location.country == top]
    named = Counter(location.name for location in inside if location.precision is not PlacePrecision.COUNTRY)
    return min(inside, key=lambda place: (-named[place.name], _FINENESS[place.precision.value], place.span))
