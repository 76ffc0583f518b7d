"""What is only to be done on a condition: a state that will punish "if" or "unless" threatens."""

from dataclasses import replace

from processors.coding.language.lexicon import Family
from processors.coding.language.reading import Clause
from processors.coding.language.words import ADVERBS
from processors.records.event import EventStage, PloverEvent

_WILL = frozenset({"will", "would", "'ll"})
_UNLESS = frozenset({"if", "unless"})
_CONDITION_REACH = 14
"""Words from a penalty to its condition."""
_PENALTIES = frozenset({"withdraw", "expel", "discontinue"})
"""Modes of what states do to each other: no sentences of courts."""

_BLOCKED = {
    PloverEvent.REJECT: frozenset({"veto", "block", "boycott"}),
    PloverEvent.COERCE: frozenset({"close", "shut", "block", "seal", "expel", "deport"}),
}
"""By what states and parties stop others, by type."""
_NO_POWERS = frozenset({"court", "judge", "tribunal", "company", "firm", "bank", "club", "league", "regulator"})


def as_told(family: Family, clause: Clause, at: int, end: int) -> Family:
    """What words tell: a threat where a penalty has a condition: "[would cut ties] with Paris if its envoy was not recalled".

    So, too, where somebody will stop something: "would veto the sanctions unless", "would close the border if".
    """
    blocks = _BLOCKED.get(family.event, frozenset())
    if (family.event is not PloverEvent.SANCTION or family.mode not in _PENALTIES) and clause.words[at] not in blocks:
        return family
    if not clause.actors or not _NO_POWERS.isdisjoint(clause.words[:at]):
        return family
    before = [word for word in clause.words[max(0, at - 3) : at] if word not in ADVERBS]
    if not _WILL.intersection(before[-1:]) or _UNLESS.isdisjoint(clause.words[end : end + _CONDITION_REACH]):
        return family
    return replace(family, event=PloverEvent.THREATEN, mode="violence", stage=EventStage.THREATENED)
