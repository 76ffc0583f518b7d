"""Acts by where they are done: deeds at a place, words where they are said."""

from processors.records.event import PloverEvent

MATERIAL = frozenset({
    PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.PROTEST, PloverEvent.MOBILIZE, PloverEvent.RETREAT, PloverEvent.AID,
    PloverEvent.COOPERATE,
})  # fmt: skip
"""Events that happen at a place, not in words."""
SPOKEN = frozenset({PloverEvent.ACCUSE, PloverEvent.REJECT, PloverEvent.REQUEST, PloverEvent.SUPPORT, PloverEvent.THREATEN})
"""Acts of words, of or to somebody: a foreign country beside them is what they are about, not where they were said."""
