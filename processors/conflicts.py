"""Name the conflict that a report belongs to, from its parties and its places together."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from processors.actors.mentions import ActorKind, ActorMention
from processors.data.tables import read_table
from processors.records.event import ConflictRef

ISO3_CHARS = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """One row of ``conflicts.toml``."""

    ref: ConflictRef
    sides: tuple[frozenset[str], frozenset[str]]
    theatre: frozenset[str]
    main: frozenset[str]


@cache
def conflicts() -> tuple[Conflict, ...]:
    """All conflicts of the data file, in its order."""
    rows = tomllib.loads((files("processors.data") / "conflicts.toml").read_text(encoding="utf-8"))["conflicts"]
    return tuple(
        Conflict(
            ref=ConflictRef(row["name"], row.get("ucdp_conflict_id")),
            sides=(frozenset(row["sides"][0]), frozenset(row["sides"][1])),
            theatre=frozenset(row["theatre"]),
            main=frozenset(row.get("main", ())),
        )
        for row in rows
    )


@cache
def _bodies() -> frozenset[str]:
    """International bodies: they speak of many wars, so that without a place they name none."""
    with as_file(files("processors.data")) as folder:
        return frozenset(row["name"] for row in read_table(folder, "organisations.csv"))


def party_of(actor: ActorMention) -> str | None:
    """What ``name_conflict`` knows an actor by: the group's name, the state's code; None for an unnamed party of no country."""
    if actor.kind in {ActorKind.GROUP, ActorKind.IGO}:
        return actor.name
    return actor.country or (actor.name.lower() if actor.kind is ActorKind.GENERIC else None)


def name_conflict(parties: Iterable[str], countries: Iterable[str], *, violent: bool = False) -> ConflictRef | None:
    """Name the armed conflict that these parties and places point to, or None where they point to none.

    It takes both sides of a conflict, or one side and a place of the other ("Israel" and Lebanon), or a group that fights in one
    of the places. Of several conflicts the one with most support is named, then the first of the data file.

    Args:
        parties: ``party_of`` of the actors and recipients: codes of states ("RUS") and standard names of groups ("Hamas").
        countries: ISO 3166-1 alpha-3 codes of the places.
        violent: The report is of an attack or a clash: where nothing else decides, the main war of the place is meant.
    """
    named, placed = frozenset(parties), frozenset(countries)
    best, most = None, 0.0
    for number in sorted({number for name in named | placed for number in _conflicts_by_name().get(name, ())}):
        conflict = conflicts()[number]
        points = support(conflict, named, placed, violent=violent)
        if points > most:
            best, most = conflict.ref, points
    return best


@cache
def deciding_parties() -> frozenset[str]:
    """Groups on a side of any conflict, and states that fight a state: without one of them, only violence names a conflict."""
    sides = [pair for conflict in conflicts() for pair in (conflict.sides, conflict.sides[::-1])]
    return frozenset(
        party for side, other in sides for party in side if len(party) > ISO3_CHARS or min(map(len, other)) <= ISO3_CHARS
    )


@cache
def _conflicts_by_name() -> dict[str, list[int]]:
    """The conflicts, by number, that each party and each country where the war mainly is can point to."""
    found: dict[str, list[int]] = {}
    for number, conflict in enumerate(conflicts()):
        for name in conflict.main.union(*conflict.sides):
            found.setdefault(name, []).append(number)
    return found


def support(conflict: Conflict, named: frozenset[str], placed: frozenset[str], *, violent: bool) -> float:
    """Points of one conflict; 0 where nothing points to it."""
    present = [side & named for side in conflict.sides]
    here = bool(conflict.theatre & placed)
    if all(present):
        return 4.0 + here + 0.1 * sum(map(len, present))
    if any(present):
        side = 0 if present[0] else 1
        if here and any(len(party) > ISO3_CHARS for party in present[side]):
            return 4.0
        if not placed and any(len(party) > ISO3_CHARS and party not in _bodies() for party in present[side]):
            return 3.0
        if conflict.sides[1 - side] & placed and not conflict.sides[side] & placed:
            return 2.0
    if violent and conflict.main & placed:
        return 1.0
    return 0.0
