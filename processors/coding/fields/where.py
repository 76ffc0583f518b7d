"""Where a happening was: the country that the signs of its sentences and of the article point to, and the finest place there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.acts import MATERIAL, SPOKEN
from processors.coding.clauses.governed import is_served
from processors.coding.clauses.routes import is_end_of_voyage
from processors.coding.clauses.stated import closes_airspace, is_beside_it, is_of_cause, named_there
from processors.coding.fields.scene import Land, Scene
from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.models.picks import Signs, chances, likeliest, weights
from processors.data.tables import read_table
from processors.places import PlaceMention
from processors.records.event import Location, PlacePrecision, PloverEvent, Sector

WEIGHTS = "where.json"
LEAST = 0.12
"""A country of a smaller probability is none."""
INHERITED = 0.7
"""What is left of a country's probability for the place in it that only the rest of the article tells."""
LEADING = 4
"""So many countries that the article is most about may be where a happening was, though its own sentences do not name them."""
CLOSE = 20
"""Characters between an event's words and the place behind them: "met in London"."""
NO_COUNTRY = ""
"""Stands for the country of a place that lies in none: of the open sea, or claimed by several."""
_CLAIMED = frozenset({
    "Spratly Islands", "Paracel Islands", "Senkaku Islands", "Line of Control", "Line of Actual Control", "Demilitarized Zone",
})  # fmt: skip
"""Areas where something happens, though they are no country's; continents and the like are not."""
_HOSTING = frozenset({"host", "hosts", "hosted", "hosting"})
_JUDGING = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
_DECIDING = frozenset({"approve", "ratify", "vote", "adopt", "pass", "reject"})
_SHIPS = word_set("where", "ships")
_VISITING = frozenset({"visit", "visits", "visited", "visiting"})
_FINENESS = {precision: i for i, precision in enumerate(("site", "city", "district", "admin1", "region", "sea", "country"))}
_TOWNS = frozenset({PlacePrecision.SITE, PlacePrecision.CITY, PlacePrecision.DISTRICT})


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
        filed = happening.event not in MATERIAL or any(draft.trigger.clause.dateline for draft in happening.telling)
        where = main_place(scene.places if filed else scene.told, country)
        where = where or place or main_place(scene.places, country)
        if where is not None and _is_decided_elsewhere(happening):
            where = place or _land(happening, scene, country)
        place, p = where or _land(happening, scene, country), p * INHERITED
    return place and replace(place, p=round(min(p, place.p if place.p is not None else 1.0), 3))


def _is_decided_elsewhere(happening: Happening) -> bool:
    """Whether a body of states decides, at no place of the country of which: "the UN Security Council extended the sanctions"."""
    actors = [m for draft in happening.telling for m in draft.roles.actors]
    decides = happening.event not in MATERIAL and happening.event is not PloverEvent.CONSULT
    punishes = happening.event is PloverEvent.SANCTION and happening.drafts[0].trigger.family.mode != "convict"
    kinds = {m.kind for m in actors}
    return bool(kinds) and ((decides and kinds == {ActorKind.IGO}) or (punishes and kinds <= _JUDGING))


def stated_place(happening: Happening, country: str) -> Location | None:
    """The finest place of a country, or of none, that the sentences of a happening name."""
    named = [
        (place, draft)
        for draft in happening.telling
        for first, _, place in draft.trigger.clause.places
        if not is_beside_it(draft.trigger, first)
        and not (happening.event in MATERIAL and _in_dateline(place, draft.trigger.clause))
    ]
    inside = [(place, draft) for place, draft in named if _lies_in(place.location, country)]
    best = min(inside, key=lambda row: _vagueness(*row), default=None)
    return None if best is None else replace(best[0].location, in_=best[1].trigger.clause.part)


def _vagueness(place: PlaceMention, draft: Draft) -> tuple[bool, int, bool, bool, bool]:
    """A reporter's city behind all others; a city before its country; where the event is put before what is only named."""
    clause, fineness = draft.trigger.clause, _FINENESS[place.location.precision.value]
    return (
        _in_dateline(place, clause), fineness, place.preposition is None, place is not draft.place, clause.sentence.in_title
    )  # fmt: skip


def _in_dateline(place: PlaceMention, clause: Clause) -> bool:
    return clause.dateline > 0 and place.start < clause.sentence.tokens[clause.dateline - 1].end


def _lies_in(place: Location, country: str) -> bool:
    return place.country == country if country else _is_nobodys(place)


def _is_nobodys(place: Location) -> bool:
    """Whether something can be at a place that is no country's: a sea, a reef, a line of control."""
    return place.country is None and (place.precision in {PlacePrecision.SEA, PlacePrecision.SITE} or place.name in _CLAIMED)


def main_place(locations: Sequence[Location], country: str) -> Location | None:
    """The place of a country, or of none, that a text names most often, of these the finest and then earliest; itself last."""
    inside = [location for location in locations if _lies_in(location, country)]
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
    clauses = [draft.trigger.clause for draft in happening.telling]
    actors = _of_parties(m for draft in happening.telling for m in draft.roles.actors if draft.names(m))
    there = ((clause, first, m) for clause in clauses for first, _, m in clause.actors if m.locative or not m.aside)
    halted = happening.event in {PloverEvent.ASSAULT, PloverEvent.COERCE}
    parties = _of_parties(
        m
        for clause, first, m in there
        if not is_served(clause.words, first) and not (halted and is_end_of_voyage(clause.words, first))
    )
    near = _named_beside(clauses[0], scene)
    if actors and (_does_justice(happening.telling[0]) or _decides(happening.telling[0])):
        options = _of_parties(happening.telling[0].roles.actors[:1]) if _decides(happening.telling[0]) else set(actors)
    elif happening.event in SPOKEN and actors:
        options = {*_of_places(d.place.location for d in happening.telling if d.place is not None), *actors}
    else:
        leading = (name for name, land in scene.lands.items() if land.rank < LEADING or land.in_title)
        named = (
            p.location
            for draft in happening.telling
            for first, _, p in draft.trigger.clause.places
            if not is_of_cause(draft.trigger, first) and not (halted and is_end_of_voyage(draft.trigger.clause.words, first))
        )
        options = {*_of_places(named), *parties, *near, *leading}
    has_ships = any(not _SHIPS.isdisjoint(clause.words) for clause in clauses)
    if has_ships and any(_is_nobodys(place) for place in scene.places):
        options.add(NO_COUNTRY)
    pointed_to = named_there(happening.telling[0].trigger)
    if pointed_to is not None:
        options = set(_of_places([pointed_to.location]))  # "the governor of Belgorod said drones had wounded two people there"
    sea = options & {NO_COUNTRY}
    own = {"party": parties, "named beside": near, "sea": sea, "sea, ships": sea if has_ships else set()}
    holding = _holding(happening, options) | own
    found = {}
    for country in sorted(options):
        names = [name for name, held in holding.items() if country in held]
        found[country] = _with_kinds(happening.event, names, scene.lands.get(country))
    return found


def _does_justice(draft: Draft) -> bool:
    """Whether a state punishes, which it does at home: "Iran executed a man who spied for Israel", "a German court jailed"."""
    convicts = draft.event is PloverEvent.SANCTION and draft.trigger.family.mode == "convict"
    executes = draft.trigger.base == "execute"
    return (
        (convicts or executes or closes_airspace(draft.trigger))
        and all(m.kind in _JUDGING for m in draft.roles.actors)
        and bool(draft.roles.actors)
    )


def _decides(draft: Draft) -> bool:
    """Whether a parliament or government decides, which it does at home: "the German parliament approved tanks for Ukraine"."""
    decides = draft.trigger.base in _DECIDING and bool(draft.roles.actors)
    return decides and draft.roles.actors[0].kind is ActorKind.GOVERNMENT and draft.roles.actors[0].country is not None


def _holding(happening: Happening, options: set[str]) -> dict[str, set[str]]:
    """The signs that its own sentences give, each with the countries for which it holds."""
    telling = happening.telling
    put = [(d.place, d.trigger.clause.span(d.trigger.first, d.trigger.last)[1]) for d in telling if d.place is not None]
    inside = [p for d in telling for first, _, p in d.trigger.clause.places if not is_beside_it(d.trigger, first)]
    hosts = _hosts(telling)
    order = list(_of_places(place.location for place, _ in put)) or sorted(hosts)
    stated, named = set(order), set(_of_places(place.location for place in inside))
    unstated, unnamed = (set() if stated else options), (set() if named else options)
    actors = _of_parties(m for d in telling for m in d.roles.actors if d.names(m))
    recipients = _of_parties(m for d in telling for m in d.roles.recipients if d.names(m))
    return {
        "stated first": set(order[:1]),
        "stated later": stated - set(order[:1]),
        "only stated": stated if len(stated) == 1 else set(),
        "another stated": options - stated - unstated,
        "none stated": unstated,
        "stated close": set(_of_places(place.location for place, end in put if 0 <= place.start - end <= CLOSE)),
        "stated as a town": set(_of_places(place.location for place, _ in put if place.location.precision in _TOWNS)),
        "named": named,
        "named, none stated": named & unstated,
        "another named": options - named - unnamed,
        "none named": unnamed,
        "named behind preposition": set(_of_places(place.location for place in inside if place.preposition)),
        **_side_signs("actor", actors, options),
        **_side_signs("recipient", recipients, options),
        "actor, none stated": actors & unstated,
        "actor, another stated": actors - stated - unstated,
        "actor, another named": actors - named - unnamed,
        "recipient, none stated": recipients & unstated,
        "receives": hosts,
        "government acts": _of_parties(m for d in telling for m in d.roles.actors if m.sector is Sector.GOV),
        "international body acts": options if any(m.sector is Sector.IGO for d in telling for m in d.roles.actors) else set(),
        "told by title": options if telling[0].trigger.clause.sentence.in_title else set(),
    }


def _hosts(telling: Sequence[Draft]) -> set[str]:
    """The countries of those who receive others: "Qatar is hosting talks between …", "will visit Poland"."""
    found: list[ActorMention] = []
    for draft in telling if telling[0].event is PloverEvent.CONSULT else ():
        trigger = draft.trigger
        told = trigger.clause.words[trigger.first : trigger.last]
        if not _HOSTING.isdisjoint(told):
            found += draft.roles.actors
        elif not _VISITING.isdisjoint(told):
            found += [
                m for first, _, m in trigger.clause.actors if first - trigger.last in {0, 1} and m.kind is ActorKind.COUNTRY
            ]
    return _of_parties(found)


def _side_signs(name: str, side: set[str], options: set[str]) -> dict[str, set[str]]:
    absent = set() if side else options
    return {
        name: side,
        f"only {name}": side if len(side) == 1 else set(),
        f"another {name}": options - side - absent,
        f"no {name}": absent,
    }


def _named_beside(clause: Clause, scene: Scene) -> set[str]:
    """The countries of the places that the sentences beside one name."""
    at = scene.position(clause)
    beside = [scene.clauses[i] for i in (at - 1, at + 1) if 0 <= i < len(scene.clauses)]
    named = (p.location for one in beside for first, _, p in one.places if not is_end_of_voyage(one.words, first))
    return set(_of_places(named)) - {NO_COUNTRY}


def _of_places(locations: Iterable[Location]) -> Iterator[str]:
    return (place.country or NO_COUNTRY for place in locations if place.country or _is_nobodys(place))


def _of_parties(mentions: Iterable[ActorMention]) -> set[str]:
    return {mention.country for mention in mentions if mention.country}


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
