"""The parties of a happening: who did it to whom, over all the sentences that tell it."""

from collections import Counter
from dataclasses import replace

from processors.actors import ActorKind, ActorMention
from processors.coding.drafts import Draft
from processors.coding.merge import Happening
from processors.records.event import Actor, Attribution, Location, PloverEvent, Sector

MAX_PARTIES = 4
_TARGETED = frozenset({None, "on", "at", "into", "toward", "towards", "against", "in", "across", "near"})
_OF_NO_PLACE = frozenset({ActorKind.GROUP, ActorKind.IGO, ActorKind.PERSON, ActorKind.LEADER, ActorKind.COUNTRY})
_DOMESTIC = frozenset({Sector.CIV, Sector.COP, Sector.JUD, Sector.GOV, Sector.OPP, Sector.MIL})


def find_parties(happening: Happening, location: Location | None) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Parties over all drafts; one that stands on both sides belongs to the side that names it more often."""
    sides: tuple[list[tuple[ActorMention, Draft]], list[tuple[ActorMention, Draft]]] = (
        [(m, d) for d in happening.telling for m in d.roles.actors],
        [(m, d) for d in happening.telling for m in d.roles.recipients],
    )
    votes = tuple(Counter(_key(m) for m, _ in side) for side in sides)
    built: list[tuple[Actor, ...]] = []
    for side, other in ((0, 1), (1, 0)):
        chosen: dict[str, Actor] = {}
        for mention, draft in sides[side]:
            key = _key(mention)
            lost = votes[other][key] > votes[side][key] or (votes[other][key] == votes[side][key] and side == 1)
            if key not in chosen and len(chosen) < MAX_PARTIES and not lost:
                chosen[key] = _actor(mention, draft, location, acting=side == 0)
            elif key in chosen and side == 0 and draft.attribution is Attribution.ASSERTED:
                chosen[key] = replace(chosen[key], attribution=Attribution.ASSERTED, by=None)  # the article says so itself
        built.append(tuple(chosen.values()))
    if happening.event is PloverEvent.ASSAULT and not any(party.country for party in built[1]):
        built[1] += _struck_place(happening, {party.country for party in built[0]})
    return built[0], built[1]


def _struck_place(happening: Happening, attackers: set[str | None]) -> tuple[Actor, ...]:
    """A struck place of another country stands for its people: "missiles hit Odesa"."""
    for draft in happening.telling:
        place = draft.place
        if (
            place is None
            or place.preposition not in _TARGETED
            or place.location.country in attackers
            or not place.location.country
        ):
            continue
        if attackers - {None}:
            where = place.location
            return (Actor(place.text, (place.start, place.end), where.name, where.country, p=0.5, in_=draft.trigger.clause.part),)
    return ()


def _key(mention: ActorMention) -> str:
    return mention.country or mention.name.lower()


def _actor(mention: ActorMention, draft: Draft, location: Location | None, *, acting: bool) -> Actor:
    country, p = mention.country, 0.8
    if country is None and mention.kind not in _OF_NO_PLACE and mention.sector in _DOMESTIC and location is not None:
        country, p = location.country, 0.5  # "police" without a nationality are those of the place
    return Actor(
        text=mention.text,
        span=(mention.start, mention.end),
        name=mention.name,
        country=country,
        sector=mention.sector,
        wikidata_id=mention.wikidata_id,
        ucdp_actor_id=mention.ucdp_actor_id,
        attribution=draft.attribution if acting else None,
        by=draft.by if acting and draft.attribution in {Attribution.ACCUSED, Attribution.DENIED} else None,
        p=p,
        in_=draft.trigger.clause.part,
    )
