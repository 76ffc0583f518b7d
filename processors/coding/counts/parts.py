"""Numbers that count some of what the number in front counts: "of which 65", "12 were lost", "four of them seriously"."""

from collections.abc import Sequence

from processors.coding.language.numbers import Number
from processors.coding.language.words import BE, MARKS
from processors.records.event import QuantityKind

HARDWARE = frozenset({QuantityKind.DRONES, QuantityKind.MISSILES, QuantityKind.AIRCRAFT, QuantityKind.VEHICLES})
WEAPONS = HARDWARE | {QuantityKind.MONEY}
"""What belongs to somebody; people without a nationality are those of the recipient or the place."""
_UNHARMED = frozenset({QuantityKind.TROOPS, QuantityKind.MONEY})
_OF_THOSE = frozenset({("of", "them"), ("of", "whom"), ("of", "those"), ("of", "which"), ("of", "these")})
_PART_REACH = 7
"""Words from "of which" to a number: "of which air defences destroyed 65"."""
_DOWNED = frozenset({"downed", "intercepted", "jammed", "suppressed", "lost", "launched", "fired"})
"""What is done to weapons, and lost on the radar."""
_WOUNDED_REACH = 8
_LATER = frozenset({"had", "have", "later", "also", "subsequently", "since"})
_WORSE = frozenset({"seriously", "critically", "severely", "badly", "gravely"})
_CONDITIONS = frozenset({"critical", "serious", "grave", "severe"})
_PILOTLESS = frozenset({"unmanned", "uncrewed"})
_VEHICLES = frozenset({"vehicles", "vehicle", "boats", "boat", "vessels", "vessel", "aircraft"})


def are_pilotless(noun: Sequence[str]) -> bool:
    """Whether vehicles or boats are drones: "112 unmanned aerial vehicles"."""
    return not _PILOTLESS.isdisjoint(noun) and not _VEHICLES.isdisjoint(noun)


def goes_on(words: Sequence[str], number: Number, end: int, previous: QuantityKind | None) -> bool:
    """Whether a number counts some of those in front: "six were killed, four of them nurses", "100 drones, of which 65"."""
    if previous is None or previous in _UNHARMED:
        return False
    if previous not in HARDWARE:
        return _is_of_those(words, number.last) or (previous is QuantityKind.INJURED and are_worse(words, number.last))
    return end == number.last and (_is_part(words, number) or _is_downed(words, end))


def are_worse(words: Sequence[str], at: int) -> bool:
    """Whether some of the wounded are told to be worse off: "four of them seriously", "two in critical condition"."""
    at += 2 if words[at : at + 2] in _OF_THOSE else 0
    if not _WORSE.isdisjoint(words[at : at + 1]):
        return words[at + 1 : at + 2] in {(",",), (".",), (";",), (")",), ("and",), ("in",), ()}
    return (
        words[at : at + 1] == ("in",) and not _CONDITIONS.isdisjoint(words[at + 1 : at + 3]) and "condition" in words[at : at + 4]
    )


def succumb(words: Sequence[str], at: int) -> bool:
    """Whether some of the wounded die: "four of the injured succumbed to their wounds", "one of three wounded men later died"."""
    if words[at : at + 1] != ("of",):
        return False
    if words[at : at + 2] in _OF_THOSE:
        behind = [word for word in words[at + 2 : at + _WOUNDED_REACH] if word not in _LATER]
        return behind[:1] == ["died"]  # "eight of whom had died"
    near = words[at + 1 : at + _WOUNDED_REACH]
    stop = next((i for i, word in enumerate(near) if word in MARKS or word in BE), len(near))
    hurt = next((i for i, word in enumerate(near[:stop]) if word in {"wounded", "injured"}), stop)
    return not {"died", "succumbed"}.isdisjoint(near[hurt:stop])


def _is_of_those(words: Sequence[str], at: int) -> bool:
    """Whether a number counts some of those that were told before: "four of them were nurses"."""
    after = words[at + 2] if at + 2 < len(words) else ""
    return tuple(words[at : at + 2]) in _OF_THOSE and after in {"were", "was", "are", "as", ""}


def _is_part(words: Sequence[str], number: Number) -> bool:
    """Whether a number counts some of what was told before: "of which 65", "60 of them"."""
    return words[number.last : number.last + 2] in _OF_THOSE or any(
        words[at : at + 2] in _OF_THOSE for at in range(max(0, number.first - _PART_REACH), number.first - 1)
    )


def _is_downed(words: Sequence[str], at: int) -> bool:
    """Whether a predicate follows that only weapons have: "and 65 were shot down", "another 22 failed to reach their targets"."""
    at += words[at : at + 1] in {("more",), ("others",)}
    if words[at : at + 1] in {("were",), ("was",)}:
        return words[at + 1 : at + 3] == ("shot", "down") or not _DOWNED.isdisjoint(words[at + 1 : at + 2])
    return words[at : at + 3] == ("failed", "to", "reach") or words[at : at + 4] == ("did", "not", "reach", "their")
