"""Infinitives that tell what was done with something, or what one's own forces are to do.

"Used drones hidden in trucks to strike four air bases", "ordered its military to hold drills".
"""

from collections.abc import Sequence

from processors.coding.language.words import BREAKS, MODALS, negates

_USING = frozenset({"used", "using", "employed", "employing"})
_REACH = 12
"""Words from such a verb to the infinitive."""
_NOT_YET = MODALS | {"to", "if"}
_NEAR = 3
_ANOTHER_CLAUSE = BREAKS | {",", "that", "which", "who", "but"}
_COMMANDING = frozenset({"ordered", "orders", "ordering", "instructed", "directed"})
_OWN = frozenset({"its", "his", "her", "their", "the"})
_FORCES = frozenset(
    {"military", "army", "troops", "forces", "soldiers", "navy", "units", "commanders", "reservists", "brigade", "brigades"}
)


def is_done_with(before: Sequence[str]) -> bool:
    """Whether the words in front of an infinitive, its "to" among them, tell what it was done with; not "could be used to"."""
    near = before[-_REACH:]
    at = next((i for i in range(len(near) - 2, -1, -1) if near[i] in _USING), None)
    if at is None or len(near) - at < _NEAR or not _ANOTHER_CLAUSE.isdisjoint(near[at:]):
        return False
    auxiliary = near[max(0, at - _NEAR) : at]
    return _NOT_YET.isdisjoint(auxiliary) and not any(map(negates, auxiliary))


def is_commanded(before: Sequence[str]) -> bool:
    """Whether the words in front of an infinitive order one's own forces to do it: "ordered his army to"; not "Israel to"."""
    near = before[-_REACH:]
    at = next((i for i in range(len(near) - 1, -1, -1) if near[i] in _COMMANDING), None)
    if at is None or not _ANOTHER_CLAUSE.isdisjoint(near[at:]):
        return False
    return near[at + 1 : at + 2] != () and near[at + 1] in _OWN and not _FORCES.isdisjoint(near[at + 2 :])
