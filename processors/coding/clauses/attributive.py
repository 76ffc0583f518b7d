"""Whose a noun is: the nationality or owner in front of it, with those that a hyphen joins."""

from processors.actors import ActorMention
from processors.actors.attributes import PAIRING
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.governed import OBLIQUE, Found
from processors.coding.language.lexicon import lexicon
from processors.coding.language.reading import Clause
from processors.coding.language.words import POSSESSIVE
from processors.records.event import PloverEvent

_ADJECTIVES = 3
"""Words between an owner and the noun: "Israel's heavy air strikes"."""
_WEAPON_REACH = 3
"""Words from "of" to whose weapons they are, and from there to the weapons."""
_REACH = 6
"""Words in front of a noun among which its owner begins."""


def attributive(trigger: Trigger) -> tuple[ActorMention, ...]:
    """The nationality or owner in front of a noun: "Israeli air strikes", "Hamas's attack"."""
    clause = trigger.clause
    for start, end, mention in reversed(clause.actors):
        if start < trigger.first < end and _paired(clause, start, end):
            return _pair(clause, mention, start, end)  # "U.S.-[South Korean military] drills"
        if end <= trigger.first and trigger.first - end <= _ADJECTIVES and not clause.breaks_between(end, trigger.first):
            between = clause.words[end : trigger.first]
            owns = mention.adjectival or clause.words[end - 1].endswith(POSSESSIVE) or not between
            if (
                owns
                and "," not in between
                and not any(w in OBLIQUE or w in {"of", "and"} for w in between)
                and not mention.locative
            ):
                return _pair(clause, mention, start, end)
        if start < trigger.first - _REACH:
            break
    return ()


def senders_behind(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Whose the weapons are that came: "the incursion of 19 [Russian] drones", "a barrage of Iranian missiles"."""
    clause = trigger.clause
    if trigger.family.event is not PloverEvent.ASSAULT or clause.words[trigger.last : trigger.last + 1] != ("of",):
        return ()
    weapons = {word for word in lexicon().classes["weapon"] if word.endswith("s")}  # not "of Ukrainian drone factories"
    near = ((end, m) for first, end, m in clause.actors if trigger.last < first <= trigger.last + _WEAPON_REACH and m.adjectival)
    return tuple(m for end, m in near if not weapons.isdisjoint(clause.words[end : end + _WEAPON_REACH]))[:1]


def _paired(clause: Clause, start: int, end: int) -> list[Found]:
    """The parties that a hyphen joins to one: "Israeli-Lebanese talks"."""
    words = clause.words
    before = [f for f in clause.actors if f[1] == start - 1 and words[start - 1] in PAIRING]
    return before + [f for f in clause.actors if f[0] == end + 1 and words[end] in PAIRING]


def _pair(clause: Clause, mention: ActorMention, start: int, end: int) -> tuple[ActorMention, ...]:
    """A party with those that a hyphen joins to it, in the order of the text."""
    return tuple(found for _, _, found in sorted([*_paired(clause, start, end), (start, end, mention)], key=lambda f: f[0]))
