"""Codes of other schemes, derived from PLOVER's event, modes and parties by ``derived.toml``."""

import tomllib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from processors.records.event import Actor, PloverEvent, Quad, Quantity, QuantityKind, Sector

_STATE = frozenset({Sector.MIL, Sector.GOV, Sector.COP, Sector.SPY})
_ARMED = frozenset({Sector.MIL, Sector.REB, Sector.COP, Sector.SPY})
_CIVIL = frozenset({Sector.CIV, Sector.OPP, Sector.MED, Sector.NGO, Sector.BUS})


@dataclass(frozen=True, slots=True)
class Derived:
    """Codes of other schemes; None or empty where a scheme has none for the event."""

    quad: Quad
    cameo_root: str
    acled_sub_event: str | None
    ucdp_type: int | None
    iptc: tuple[str, ...]


def derive_codes(
    event: PloverEvent,
    modes: Sequence[str],
    contexts: Sequence[str],
    actors: Sequence[Actor],
    recipients: Sequence[Actor],
    quantities: Sequence[Quantity],
    words: AbstractSet[str] = frozenset(),
) -> Derived:
    """Look the codes up; the first mode that a scheme knows decides.

    Args:
        event: PLOVER's event.
        modes: Its modes.
        contexts: Its contexts.
        actors: Who did it.
        recipients: To whom.
        quantities: Its counts.
        words: The lower-case words of the sentences that tell it.
    """
    table = _table()
    keys = [*modes, *contexts]
    cameo = _pick(table["cameo"][event.value], keys)
    iptc = tuple(_pick(table["iptc"].get(event.value, {}), keys) or ())
    terror = ("medtop:20000053",) if event is PloverEvent.ASSAULT and "terrorism" in contexts else ()
    return Derived(
        quad=quad_of(event),
        cameo_root=str(cameo),
        acled_sub_event=_acled_sub_event(event, modes, words, _sides(actors), _sides(recipients)),
        ucdp_type=_ucdp_type(event, actors, recipients, quantities),
        iptc=iptc + terror,
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for ACLED's sub-event; an empty set asks for nothing."""

    event: PloverEvent
    sub_event: str
    modes: frozenset[str]
    words: frozenset[str]
    without: frozenset[str]
    actor: str | None
    recipient: str | None


def _acled_sub_event(
    event: PloverEvent, modes: Sequence[str], words: AbstractSet[str], actors: AbstractSet[str], recipients: AbstractSet[str]
) -> str | None:
    for rule in _rules():
        if (
            rule.event is event
            and (not rule.modes or rule.modes.intersection(modes))
            and (not rule.words or rule.words & words)
            and not rule.without & words
            and (rule.actor is None or rule.actor in actors)
            and (rule.recipient is None or rule.recipient in recipients)
        ):
            return rule.sub_event
    return None


def _sides(parties: Sequence[Actor]) -> frozenset[str]:
    """What the parties are to ACLED: state, group, civil, armed."""
    sides: set[str] = set()
    for party in parties:
        if party.sector in _CIVIL:
            sides.add("civil")
        elif party.sector is Sector.REB or party.ucdp_actor_id is not None:
            sides |= {"group", "armed"}
        elif _is_state(party):
            sides |= {"state", "armed"} if party.sector in _ARMED else {"state"}
    return frozenset(sides)


def quad_of(event: PloverEvent) -> Quad:
    """The quad class of an event."""
    return _quads()[event]


def _ucdp_type(
    event: PloverEvent, actors: Sequence[Actor], recipients: Sequence[Actor], quantities: Sequence[Quantity]
) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided: only lethal violence of an organised actor against a known side.

    Source: UCDP GED codebook, "type of violence".
    """
    lethal = any(q.kind is QuantityKind.DEAD and not q.cumulative for q in quantities)
    if event is not PloverEvent.ASSAULT or not lethal or not actors or not recipients:
        return None
    one, other = actors[0], recipients[0]
    organised = one.sector in _ARMED | _STATE or one.ucdp_actor_id is not None or (one.sector is None and one.country is not None)
    if not organised:
        return None
    if other.sector in _CIVIL:
        return 3
    sides = [_is_state(party) for party in (one, other)]
    if any(sides):
        return 1
    return 2 if all(party.sector is Sector.REB or party.ucdp_actor_id is not None for party in (one, other)) else None


def _is_state(party: Actor) -> bool:
    return party.sector in _STATE or (party.sector is None and party.country is not None)


def _pick(choices: dict[str, Any], keys: Sequence[str]) -> Any:
    return next((choices[key] for key in keys if key in choices), choices.get("*"))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("derived.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            event=PloverEvent(row["event"]),
            sub_event=row["sub_event"],
            modes=frozenset(row.get("modes", "").split()),
            words=frozenset(row.get("words", "").split()),
            without=frozenset(row.get("without", "").split()),
            actor=row.get("actor"),
            recipient=row.get("recipient"),
        )
        for row in _table()["acled"]
    )


@cache
def _quads() -> dict[PloverEvent, Quad]:
    return {PloverEvent(name): Quad(quad) for quad, names in _table()["quad"].items() for name in names.split()}
