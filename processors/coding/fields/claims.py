"""The numbers of an event: one entry for each claim, with the party that is counted and who gives it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from processors.coding.counts.parts import WEAPONS
from processors.coding.counts.quantities import OWNED, Count
from processors.coding.fields.voice import SUPPOSED
from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.happenings.identity import tells_same
from processors.coding.language.abbreviations import lengthened
from processors.records.event import Actor, Location, PloverEvent, Quantity, QuantityKind

MAX_QUANTITIES = 24
_TOTAL = 2
"""How many times the number of the news a running total of it is at least."""
_REBELS = frozenset(
    {"militants", "attackers", "terrorists", "gunmen", "rebels", "insurgents", "bandits", "jihadists", "assailants"}
)
_STATE_FORCES = frozenset(
    {"soldiers", "troops", "policemen", "officers", "personnel", "police", "civilians", "constables", "men"}
)
Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
"""Actors and recipients."""


def drop_echoes(happenings: Sequence[Happening]) -> None:
    """Take a number of the title away where the text tells it more exactly: "kill 35" is its "at least 35"."""
    counts = [count for happening in happenings for count in happening.counts if not count.clause.sentence.in_title]
    told = {(count.kind, bound) for count in counts for bound in (count.low, count.high)}
    for draft in (draft for happening in happenings for draft in happening.drafts):
        draft.counts = [c for c in draft.counts if not c.clause.sentence.in_title or (c.kind, c.low or c.high) not in told]


def move_totals(happenings: Sequence[Happening]) -> None:
    """Give running totals to the happening of their type that was told first: "The war has killed tens of thousands of people".

    A sentence that only gives totals, of the same sides, tells of it, too: "Israel's campaign has killed 54,000".
    """
    for happening in happenings:
        alike = (other for other in happenings if other.event is happening.event)
        first = min(alike, key=lambda other: other.drafts[0].trigger.clause.sentence.index)
        for draft in happening.drafts[1:] if first is not happening else ():
            if _sums_up(draft) and tells_same(first, draft):
                happening.drafts.remove(draft)
                first.drafts.append(draft)
        for draft in happening.drafts if first is not happening else ():
            totals = [count for count in draft.counts if count.cumulative and count.clause is not draft.trigger.clause]
            first.drafts[0].counts += totals
            draft.counts = [count for count in draft.counts if count not in totals]


def _sums_up(draft: Draft) -> bool:
    """Whether a sentence tells running totals and no day."""
    return bool(draft.counts) and draft.time is None and all(count.cumulative for count in draft.counts)


def quantities_of(
    happening: Happening, location: Location | None, sides: Sides, names: Mapping[str, str]
) -> tuple[Quantity, ...]:
    """The numbers of an event, at most ``MAX_QUANTITIES``, in the order of the text.

    Args:
        happening: What is told.
        location: Its place.
        sides: Its actors and its recipients.
        names: Long names of abbreviations.
    """
    counts = _one_a_claim([_placed(count, draft) for draft in happening.drafts for count in draft.counts])
    owner = _only(sides[0])
    owned = [_owned(count, happening.event, owner) for count in counts[:MAX_QUANTITIES]]
    return tuple(_quantity(count, location, sides, names) for count in owned)


def _one_a_claim(counts: Sequence[Count]) -> list[Count]:
    """A number of one kind by one claimant is told once, in the text rather than in the title."""
    chosen: dict[tuple[object, ...], Count] = {}
    text = [count for count in counts if not count.clause.sentence.in_title]
    counts = [count for count in counts if not (count.clause.sentence.in_title and _is_told(count, text))]
    for count in sorted(counts, key=lambda c: (c.clause.sentence.in_title, c.clause.sentence.index, c.first)):
        similar = [
            k
            for k, c in chosen.items()
            if (c.kind, c.low, c.high) == (count.kind, count.low, count.high)
            and (c.clause is not count.clause or c.party == count.party)
            and not _are_foes(c.party, count.party)
        ]
        same = next(
            (k for k in similar if chosen[k].claimed_by == count.claimed_by or None in {chosen[k].claimed_by, count.claimed_by}),
            None,
        )
        if same is None:
            chosen[(count.kind, count.low, count.high, count.claimed_by, count.first, count.clause.sentence.index)] = count
        elif chosen[same].claimed_by is None and count.claimed_by is not None and not count.clause.sentence.in_title:
            chosen[same] = count
    return list(chosen.values())


def _is_told(title: Count, text: Sequence[Count]) -> bool:
    """Whether the text tells numbers of a title's kind, and not only running totals far above it: "lost 1,170 in a day"."""
    same = [count for count in text if count.kind is title.kind]
    return any(not count.cumulative or _size(count) < _TOTAL * _size(title) for count in same)


def _size(count: Count) -> int:
    return count.low or count.high or 0


def _are_foes(one: str | None, other: str | None) -> bool:
    """Whether two are counted on two sides: "three militants" and "three security personnel"."""
    if one is None or other is None:
        return False
    rebels = [not _REBELS.isdisjoint(party.lower().split()) for party in (one, other)]
    forces = [not _STATE_FORCES.isdisjoint(party.lower().split()) for party in (one, other)]
    return (rebels[0] and forces[1]) or (rebels[1] and forces[0])


def _placed(count: Count, draft: Draft) -> Count:
    """People without a nationality are, first of all, those of the recipient or of the place of their own sentence."""
    if count.country is not None or count.kind in OWNED or draft.trigger.clause is not count.clause:
        return count
    source = count.clause.source
    victims = {m.country for m in draft.roles.recipients if m.country and source[m.end : m.end + 1] != "-"}  # not "UK-based"
    place = draft.place.location.country if draft.place is not None else None
    return replace(count, country=victims.pop() if len(victims) == 1 else place)


def _only(parties: Sequence[Actor]) -> Actor | None:
    """The party of a side where it is of one country; a nationality that is stated counts before one that is inferred."""
    known = [party for party in parties if party.country]
    stated = [party for party in known if (party.p or 0) > SUPPOSED]
    countries = {party.country for party in stated or known}
    return (stated or known)[0] if len(countries) == 1 else None


def _owned(count: Count, event: PloverEvent, actor: Actor | None) -> Count:
    """Drones and missiles without an owner are those of who attacks, money is that of who gives aid, troops are the actor's."""
    if actor is None or count.country is not None:
        return count
    launched = event is PloverEvent.ASSAULT and count.kind in {QuantityKind.DRONES, QuantityKind.MISSILES}
    if launched or (event is PloverEvent.AID and count.kind is QuantityKind.MONEY):
        return replace(count, party=actor.name, country=actor.country)
    return replace(count, country=actor.country) if count.kind is QuantityKind.TROOPS else count


def _quantity(count: Count, location: Location | None, sides: Sides, names: Mapping[str, str]) -> Quantity:
    """People without a nationality are those of the recipient, or else of the place."""
    clause = count.clause
    country = count.country
    if country is None and count.kind not in WEAPONS:
        victim = _only(sides[1])
        country = victim.country if victim is not None else location.country if location is not None else None
    return Quantity(
        kind=count.kind,
        low=count.low,
        high=count.high,
        text=clause.text(count.first, count.last),
        span=clause.span(count.first, count.last),
        party=count.party,
        party_country=country,
        claimed_by=lengthened(count.claimed_by, names),
        cumulative=count.cumulative,
        in_=clause.part,
    )
