"""Where a happening was: the country that the signs of its sentences and of the article point to, and the finest place there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from processors.actors import ActorMention
from processors.coding.drafts import MATERIAL, SPOKEN
from processors.coding.merge import Happening
from processors.coding.picks import Signs, chances, likeliest, weights
from processors.coding.scene import Land, Scene
from processors.data.tables import read_table
from processors.records.event import Location, PlacePrecision, PloverEvent, Sector
from processors.records.text import In

WEIGHTS = "where.json"
LEAST = 0.12
"""A country of a smaller probability is none."""
INHERITED = 0.7
"""What is left of a country's probability for the place in it that only the rest of the article tells."""
LEADING = 4
"""So many countries that the article is most about may be where a happening was, though its own sentences do not name them."""
CLOSE = 20
"""Characters between an event's words and the place behind them: "met in London"."""
OPEN_SEA = ""
"""Stands for the country of a place that lies in none."""
_FINENESS = {precision: i for i, precision in enumerate(("site", "city", "district", "admin1", "region", "sea", "country"))}
_TOWNS = frozenset({PlacePrecision.SITE, PlacePrecision.CITY, PlacePrecision.DISTRICT})
_Named = tuple[ActorMention, In | None]


def place_of(happening: Happening, scene: Scene) -> Location | None:
    """The place of a happening; None where neither its sentences, its parties nor the article tell one.

    The finest one that its sentences name in its country, else the one that the article names most there; so, too, where they
    name no more than the country of what was done as the article's main news. Its ``p`` is at most that of the country.
    """
    options = country_signs(happening, scene)
    names = list(options)
    at, p = likeliest(chances(list(options.values()), weights(WEIGHTS)), names)
    if p < LEAST:
        return None
    country = names[at]
    place = stated_place(happening, country)
    if place is None or (place.precision is PlacePrecision.COUNTRY and happening.is_main and happening.event in MATERIAL):
        place, p = main_place(scene.places, country) or place or _land(happening, scene, country), p * INHERITED
    return place and replace(place, p=round(min(p, place.p if place.p is not None else 1.0), 3))


def stated_place(happening: Happening, country: str) -> Location | None:
    """The finest place of a country, or of the open sea, that the sentences of a happening name."""
    named = [(p.location, d.trigger.clause.part) for d in happening.telling for _, _, p in d.trigger.clause.places]
    inside = [(place, part) for place, part in named if (place.country == country if country else _is_sea(place))]
    best = min(inside, key=lambda row: (_FINENESS[row[0].precision.value], row[1] is In.TITLE), default=None)
    return None if best is None else replace(best[0], in_=best[1])


def _is_sea(place: Location) -> bool:
    return place.precision is PlacePrecision.SEA and place.country is None


def main_place(locations: Sequence[Location], country: str) -> Location | None:
    """The place of a country that a text names most often, of these the finest and then earliest; the country itself last."""
    inside = [location for location in locations if location.country == country]
    named = Counter(location.name for location in inside if location.precision is not PlacePrecision.COUNTRY)
    return min(inside, key=lambda place: (-named[place.name], _FINENESS[place.precision.value], place.span), default=None)


def _land(happening: Happening, scene: Scene, country: str) -> Location | None:
    """A country as a place, by the words of its first party: of the happening's sentences, else of the article."""
    name, geonameid, lat, lon = _countries().get(country, ("", 0, 0.0, 0.0))
    clauses = (*(draft.trigger.clause for draft in happening.telling), *scene.clauses)
    found = next(((m, clause.part) for clause in clauses for _, _, m in clause.actors if m.country == country), None)
    if found is None or not name:
        return None
    mention, part = found
    return Location(
        text=mention.text,
        span=(mention.start, mention.end),
        name=name,
        precision=PlacePrecision.COUNTRY,
        country=country,
        geonameid=geonameid,
        lat=lat,
        lon=lon,
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


def country_signs(happening: Happening, scene: Scene) -> dict[str, Signs]:
    """The signs of each country where a happening may have been.

    Those are the ones that its sentences or the sentences beside the first of them name, and those that the article is most
    about; of what a known party says only the ones where it is put, and the party's own: what is spoken of is no place of it.
    """
    telling = happening.telling
    clauses = [draft.trigger.clause for draft in telling]
    at = scene.position(clauses[0])
    beside = [scene.clauses[i] for i in (at - 1, at + 1) if 0 <= i < len(scene.clauses)]
    stated = list(_countries_of(d.place.location for d in telling if d.place is not None))
    places = [(d.place, d.trigger.clause.span(d.trigger.first, d.trigger.last)) for d in telling if d.place is not None]
    close = set(_countries_of(p.location for p, (_, end) in places if 0 <= p.start - end <= CLOSE))
    towns = set(_countries_of(p.location for p, _ in places if p.location.precision in _TOWNS))
    named = set(_countries_of(p.location for clause in clauses for _, _, p in clause.places))
    behind = set(_countries_of(p.location for clause in clauses for _, _, p in clause.places if p.preposition))
    near = set(_countries_of(p.location for clause in beside for _, _, p in clause.places)) - {OPEN_SEA}
    parties = {m.country for clause in clauses for _, _, m in clause.actors if m.country}
    actors = {m.country for d in telling for m in d.roles.actors if m.country}
    recipients = {m.country for d in telling for m in d.roles.recipients if m.country}
    governments = {m.country for d in telling for m in d.roles.actors if m.country and m.sector is Sector.GOV}
    is_of_body = any(m.sector is Sector.IGO for d in telling for m in d.roles.actors)
    leading = [name for name, land in scene.lands.items() if land.rank < LEADING or land.in_title]
    spoken = happening.event in SPOKEN and actors
    found: dict[str, Signs] = {}
    for country in sorted({*stated, *actors} if spoken else {*named, *near, *parties, *leading}):
        signs = {
            "stated first": country in stated[:1],
            "stated later": country in stated[1:] and country not in stated[:1],
            "another stated": bool(stated) and country not in stated,
            "none stated": not stated,
            "only stated": set(stated) == {country},
            "stated close": country in close,
            "stated as a town": country in towns,
            "named": country in named,
            "named, none stated": country in named and not stated,
            "actor, none stated": country in actors and not stated,
            "actor, another stated": country in actors and bool(stated) and country not in stated,
            "actor, another named": country in actors and bool(named) and country not in named,
            "recipient, none stated": country in recipients and not stated,
            "another named": bool(named) and country not in named,
            "none named": not named,
            "named behind preposition": country in behind,
            "named beside": country in near,
            "party": country in parties,
            **_side("actor", country, actors),
            **_side("recipient", country, recipients),
            "government acts": country in governments,
            "international body acts": is_of_body,
            "told by title": clauses[0].sentence.in_title,
        }
        found[country] = _with_kinds(happening.event, [name for name, there in signs.items() if there], scene.lands.get(country))
    return found


def _countries_of(locations: Iterable[Location]) -> Iterator[str]:
    return (place.country or OPEN_SEA for place in locations if place.country or _is_sea(place))


def _side(name: str, country: str, side: set[str]) -> dict[str, bool]:
    return {
        name: country in side,
        f"only {name}": side == {country},
        f"another {name}": bool(side) and country not in side,
        f"no {name}": not side,
    }


def _with_kinds(event: PloverEvent, names: Sequence[str], land: Land | None) -> Signs:
    """The signs by themselves, with the kind of event, and the parties' with its type."""
    kind = "deed" if event in MATERIAL else "speech" if event in SPOKEN else "words"
    signs = dict.fromkeys(names, 1.0) | ({} if land is None else _land_signs(land))
    by_type = ("bias", "none stated", "actor", "recipient")
    return (
        {"bias": 1.0, f"bias, {event.value}": 1.0}
        | signs
        | {f"{name}, {kind}": value for name, value in signs.items()}
        | {f"{name}, {event.value}": 1.0 for name in by_type if name in signs}
    )


def _land_signs(land: Land) -> dict[str, float]:
    there = {
        "leads": land.rank == 0,
        "second": land.rank == 1,
        "in title": land.in_title,
        "in opening": land.in_opening,
        "first place": land.is_first,
        "no place of it": not land.places,
    }
    return {
        "share": land.share,
        "share of places": land.places,
        "share of parties": land.parties,
        "lead": land.lead,
        **{name: 1.0 for name, is_there in there.items() if is_there},
    }
