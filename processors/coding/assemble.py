"""Turn a happening into the published record: parties, place, time, counts and the words behind each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from processors.actors import ActorKind, ActorMention
from processors.coding.derived import derive_codes
from processors.coding.drafts import MATERIAL, Draft
from processors.coding.lexicon import lexicon
from processors.coding.merge import Happening
from processors.coding.quantities import Count
from processors.coding.reading import Clause
from processors.coding.times import Time
from processors.conflicts import name_conflict
from processors.records import ids
from processors.records.article import Article
from processors.records.event import (
    Actor,
    Attribution,
    Coder,
    ConflictEvent,
    ConflictRef,
    Evidence,
    Location,
    PlacePrecision,
    PloverEvent,
    Quantity,
    QuantityKind,
    Salience,
    Sector,
    TimePrecision,
    TimeReference,
)
from processors.records.text import In

LEAD_PLACES = 4
"""Places of the text's beginning that tell where its news is."""
MAX_PARTIES = 4
MAX_EVIDENCE = 5
MAX_QUOTE_CHARS = 400
INHERITED = 0.5
"""What is left of a place's probability where the event's own sentences do not state it."""
_TARGETED = frozenset({None, "on", "at", "into", "toward", "towards", "against", "in", "across", "near"})
_FINENESS = {precision: i for i, precision in enumerate(("site", "city", "district", "admin1", "region", "sea", "country"))}
_OWNED = frozenset({QuantityKind.DRONES, QuantityKind.MISSILES, QuantityKind.AIRCRAFT, QuantityKind.VEHICLES, QuantityKind.TROOPS, QuantityKind.MONEY})
_OF_NO_PLACE = frozenset({ActorKind.GROUP, ActorKind.IGO, ActorKind.PERSON, ActorKind.LEADER, ActorKind.COUNTRY})
_DOMESTIC = frozenset({Sector.CIV, Sector.COP, Sector.JUD, Sector.GOV, Sector.OPP, Sector.MIL})
_WEAPON_MODES = (
    ("drone", frozenset("drone drones uav uavs".split())),
    ("aerial", frozenset("airstrike airstrikes warplane warplanes missile missiles jets aerial".split())),
    ("heavy-weapons", frozenset("shelling artillery mortar mortars rocket rockets shells shelled tank tanks".split())),
    ("suicide-attack", frozenset({"suicide"})),
    ("explosives", frozenset("bomb bombs bombing explosion blast explosive ied grenade grenades".split())),
    ("firearms", frozenset("gunmen gunman gunfire shot shooting shots".split())),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article says beside its events.

    Attributes:
        article: The article.
        coder: Who codes.
        places: The places of its text, in order: where a material event that states no place may have been.
    """

    article: Article
    coder: Coder
    places: tuple[Location, ...]


def build_event(happening: Happening, p: float, ordinal: int, setting: Setting) -> ConflictEvent:
    """Build the record of one happening; ``ordinal`` numbers the events of its type from 0."""
    article, event = setting.article, happening.event
    location = _location(happening, setting)
    actors, recipients = _parties(happening, location)
    time = _time(happening)
    quantities = _quantities(happening.counts, location, recipients)
    modes, contexts = _modes(happening), _contexts(happening)
    conflict = _conflict(actors, recipients, location)
    derived = derive_codes(event, modes, contexts, actors, recipients, quantities)
    return ConflictEvent(
        event_id=ids.event_id(article.id, event.value, ordinal),
        story_id=story_id(event, conflict, location, time, article),
        article_id=article.id,
        url=article.url,
        coder=setting.coder,
        plover_event=event,
        quad=derived.quad,
        cameo_root=derived.cameo_root,
        stage=happening.stage,
        salience=_salience(happening),
        p=round(p, 3),
        evidence=_evidence(happening, location, time),
        modes=modes,
        contexts=contexts,
        acled_sub_event=derived.acled_sub_event,
        ucdp_type=derived.ucdp_type,
        iptc=derived.iptc,
        actors=actors,
        recipients=recipients,
        location=location,
        time=time,
        quantities=quantities,
        conflict=conflict,
        revision=article.revision,
        supersedes=article.revision - 1 if article.revision > 1 else None,
    )


def story_id(event: PloverEvent, conflict: ConflictRef | None, location: Location | None, time: TimeReference | None, article: Article) -> str:
    """A first, stateless key of the happening: reports by different outlets share it where they code the same facts.

    It is the digest of the conflict (else the country), the place, the first day (else the day of publication) and the type. Two reports
    that state the place more or less exactly, or the day differently, do not share it; linking those is the work of a later stage.
    """
    country = location.country if location is not None and location.country else ""
    where = "" if location is None else str(location.geonameid or location.name)
    published = article.published_at.date().isoformat() if article.published_at is not None else ""
    return ids.digest("story", conflict.name if conflict is not None else country, where, time.start if time is not None else published, event.value)


def _in(clause: Clause) -> In | None:
    return In.TITLE if clause.sentence.in_title else None


def _location(happening: Happening, setting: Setting) -> Location | None:
    stated = [(d.place.location, _in(d.trigger.clause)) for d in happening.drafts if d.place is not None]
    if stated:
        votes = Counter(location.country for location, _ in stated if location.country)
        best = min(stated, key=lambda row: (-votes[row[0].country or ""], _FINENESS[row[0].precision.value], stated.index(row)))
        return replace(best[0], in_=best[1])
    countries = {m.country for d in happening.drafts for m in (*d.roles.actors, *d.roles.recipients) if m.country}
    if happening.event not in MATERIAL | {PloverEvent.SANCTION}:
        return None
    lead = main_place(setting.places[:LEAD_PLACES])
    place = lead if lead is not None and (not countries or lead.country in countries) else main_place([p for p in setting.places if p.country in countries])
    return None if place is None else replace(place, p=None if place.p is None else round(place.p * INHERITED, 3))


def _parties(happening: Happening, location: Location | None) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Parties over all drafts; one that stands on both sides belongs to the side that names it more often."""
    sides: tuple[list[tuple[ActorMention, Draft]], list[tuple[ActorMention, Draft]]] = (
        [(m, d) for d in happening.drafts for m in d.roles.actors],
        [(m, d) for d in happening.drafts for m in d.roles.recipients],
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
        built.append(tuple(chosen.values()))
    if happening.event is PloverEvent.ASSAULT and not any(party.country for party in built[1]):
        built[1] += _struck_place(happening, {party.country for party in built[0]})
    return built[0], built[1]


def _struck_place(happening: Happening, attackers: set[str | None]) -> tuple[Actor, ...]:
    """ "Missiles hit Odesa": a struck place of another country stands for its people."""
    for draft in happening.drafts:
        place = draft.place
        if place is None or place.preposition not in _TARGETED or place.location.country in attackers or not place.location.country:
            continue
        if attackers - {None}:
            where = place.location
            return (Actor(place.text, (place.start, place.end), where.name, where.country, p=0.5, in_=_in(draft.trigger.clause)),)
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
        in_=_in(draft.trigger.clause),
    )


def _time(happening: Happening) -> TimeReference | None:
    stated = [(d.time, d.trigger.clause) for d in happening.drafts if d.time is not None]
    if not stated:
        return None
    order = {TimePrecision.DAY: 0, TimePrecision.WEEK: 1, TimePrecision.MONTH: 2, TimePrecision.YEAR: 3}
    time, clause = min(stated, key=lambda row: (order[row[0].precision], stated.index(row)))
    return _reference(time, clause)


def _reference(time: Time, clause: Clause) -> TimeReference:
    return TimeReference(
        clause.source[slice(*time.span)], time.span, time.start.isoformat(), time.end.isoformat(), time.precision, _in(clause)
    )


def _quantities(counts: Sequence[Count], location: Location | None, recipients: Sequence[Actor]) -> tuple[Quantity, ...]:
    """One entry a claim: the same number of the same kind by the same claimant is told once, in the text rather than in the title."""
    chosen: dict[tuple[object, ...], Count] = {}
    told = {count.kind for count in counts if not count.clause.sentence.in_title}
    counts = [count for count in counts if not count.clause.sentence.in_title or count.kind not in told]
    for count in sorted(counts, key=lambda c: (c.clause.sentence.in_title, c.clause.sentence.index, c.first)):
        similar = [k for k, c in chosen.items() if (c.kind, c.low, c.high) == (count.kind, count.low, count.high)]
        same = next((k for k in similar if chosen[k].claimed_by == count.claimed_by or None in {chosen[k].claimed_by, count.claimed_by}), None)
        if same is None:
            chosen[(count.kind, count.low, count.high, count.claimed_by)] = count
        elif chosen[same].claimed_by is None and count.claimed_by is not None and not count.clause.sentence.in_title:
            chosen[same] = count
    return tuple(_quantity(count, location, recipients) for count in chosen.values())


def _quantity(count: Count, location: Location | None, recipients: Sequence[Actor]) -> Quantity:
    """People without a nationality are those of the recipient, or else of the place."""
    clause = count.clause
    country = count.country
    if country is None and count.kind not in _OWNED:
        victims = {party.country for party in recipients if party.country}
        country = victims.pop() if len(victims) == 1 else location.country if location is not None and not victims else None
    return Quantity(
        kind=count.kind,
        low=count.low,
        high=count.high,
        text=clause.text(count.first, count.last),
        span=clause.span(count.first, count.last),
        party=count.party,
        party_country=country,
        claimed_by=count.claimed_by,
        cumulative=count.cumulative,
        in_=_in(clause),
    )


def _modes(happening: Happening) -> tuple[str, ...]:
    modes = [draft.trigger.family.mode for draft in happening.drafts if draft.trigger.family.mode]
    if happening.event is PloverEvent.ASSAULT:
        words = {word for draft in happening.drafts for word in draft.trigger.clause.words}
        modes += [mode for mode, signs in _WEAPON_MODES if words & signs]
    return tuple(dict.fromkeys(modes))[:MAX_PARTIES]


def _contexts(happening: Happening) -> tuple[str, ...]:
    contexts = [draft.trigger.family.context for draft in happening.drafts if draft.trigger.family.context]
    if happening.event is PloverEvent.ASSAULT and "military" not in contexts:
        forces = lexicon().classes["forces"]
        contexts += ["military"] if any(word in forces for draft in happening.drafts for word in draft.trigger.clause.words) else []
    return tuple(dict.fromkeys(contexts))


def _salience(happening: Happening) -> Salience:
    first = min(draft.trigger.clause.sentence.index for draft in happening.drafts)
    return Salience.MAIN if first <= 1 and not happening.drafts[0].background else Salience.SECONDARY


def _conflict(actors: Sequence[Actor], recipients: Sequence[Actor], location: Location | None) -> ConflictRef | None:
    parties = [p.country if p.ucdp_actor_id is None and p.country and p.sector is not Sector.REB else p.name for p in (*actors, *recipients)]
    return name_conflict(parties, [location.country] if location is not None and location.country else [])


def _evidence(happening: Happening, location: Location | None, time: TimeReference | None) -> tuple[Evidence, ...]:
    """A quote for each sentence that tells the event, the text's before the title's, with the fields it supports."""
    sentences: dict[int, tuple[Clause, int]] = {}
    for draft in happening.drafts:
        sentences.setdefault(draft.trigger.clause.sentence.index, (draft.trigger.clause, draft.trigger.first))
    told = {index: max(_telling(draft) for draft in happening.drafts if draft.trigger.clause is clause) for index, (clause, _) in sentences.items()}
    best = sorted(sentences, key=lambda index: (index < 0, -told[index], index))[:MAX_EVIDENCE]
    order = sorted(best, key=lambda index: (index < 0, index))
    return tuple(_quote(*sentences[index], happening, location, time) for index in order)


def _telling(draft: Draft) -> int:
    """How much of the event a draft tells."""
    parts = (draft.roles.actors, draft.roles.recipients, draft.place, draft.time, draft.counts, not draft.trigger.is_noun, not draft.anaphoric)
    return sum(map(bool, parts))


def _quote(clause: Clause, trigger: int, happening: Happening, location: Location | None, time: TimeReference | None) -> Evidence:
    start, end = clause.sentence.span
    if end - start > MAX_QUOTE_CHARS:
        at = clause.sentence.tokens[trigger].start
        tokens = [t for t in clause.sentence.tokens if abs(t.start - at) < MAX_QUOTE_CHARS // 2 and abs(t.end - at) < MAX_QUOTE_CHARS // 2]
        start, end = (tokens[0].start, tokens[-1].end) if tokens else (at, clause.sentence.tokens[trigger].end)
    here = _in(clause)
    drafts = [d for d in happening.drafts if d.trigger.clause is clause]
    supports = ["plover_event", "stage"]
    supports += ["actors"] if any(d.roles.actors for d in drafts) else []
    supports += ["recipients"] if any(d.roles.recipients for d in drafts) else []
    supports += ["location"] if location is not None and location.in_ == here and start <= location.span[0] < end else []
    supports += ["time"] if time is not None and time.in_ == here and start <= time.span[0] < end else []
    supports += ["quantities"] if any(c.clause is clause for c in happening.counts) else []
    return Evidence(clause.source[start:end], (start, end), tuple(supports), here)


def main_place(locations: Sequence[Location]) -> Location | None:
    """The place that an article's news is about: the most frequent country's finest and then earliest place."""
    countries = Counter(location.country for location in locations if location.country)
    if not countries:
        return None
    top = countries.most_common(1)[0][0]
    inside = [location for location in locations if location.country == top]
    named = Counter(location.name for location in inside if location.precision is not PlacePrecision.COUNTRY)
    return min(inside, key=lambda l: (-named[l.name], _FINENESS[l.precision.value], l.span))
