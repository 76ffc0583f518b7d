"""Whose weapons, troops or money are counted, and who has lost those that are counted."""

from collections.abc import Sequence

from processors.actors import ActorKind, ActorMention
from processors.coding.numbers import Number
from processors.coding.reading import Clause
from processors.coding.speech import Speech
from processors.coding.subjects import stands_beside
from processors.coding.vocabulary import word_set
from processors.coding.words import BE, BREAKS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

_DEFENCE = word_set("quantities_defence", "verbs")
_SENT = frozenset({"launched", "fired", "sent", "launching", "firing", "sending"})
_CLAUSE_ENDS = REPORTING | SUBORDINATORS | BREAKS | {"that", "who", "which"}
_CLAUSE = 12
"""Words between an owner and a number of its clause."""
_PREDICATE = 4
"""Words behind a noun among which its predicate starts."""


def loser_of(clause: Clause, number: Number) -> ActorMention | None:
    """Who has lost those that are counted."""
    return next((m for _, last, m in reversed(clause.actors) if last <= number.first and not m.locative), None)


def owner_of(clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None) -> ActorMention | None:
    """Whose weapons or troops: "… fired by Russian jets", "Russia launched …", "said he has …"."""
    words = clause.words
    by = next((i for i in range(end, min(end + 9, len(words))) if words[i] == "by"), None)
    taken = _crosses_verb_of_defence(words, end, by if by is not None else end + _PREDICATE)
    if by is not None and not taken:
        launcher = next((m for s, _, m in clause.actors if by < s <= by + 3 and owns(m)), None)
        if launcher is not None:
            return launcher
    user = _user(clause, number) or _sender_behind(clause, end)
    if user is not None:
        return user
    named = clause.actors if kind is QuantityKind.MONEY else reversed(clause.actors)  # "Peru gave Mali $20m": the giver's
    for first, last, mention in named:
        if _is_beyond_relative(words, last, number.first):
            break
        if stands_beside(words, first):
            continue
        if last <= number.first and number.first - last < _CLAUSE and owns(mention) and not mention.locative:
            theirs = not taken or not _SENT.isdisjoint(words[max(0, first - 2) : number.first])
            return mention if theirs and not _crosses_verb_of_defence(words, last, number.first) else None
    near = words[max(0, number.first - 5) : number.first]
    pronoun = any(word in {"he", "she", "it", "they"} for word in near) and _DEFENCE.isdisjoint(near)
    return speech.mention if pronoun and speech is not None else None


def _sender_behind(clause: Clause, end: int) -> ActorMention | None:
    """Who sends them in a relative clause: "40 drones that Russia launched"."""
    words = clause.words
    relative = words[end : end + 1] in {("that",), ("which",)} or (words[end : end + 2] == (",", "which"))
    near = range(end, end + _PREDICATE) if relative else ()
    found = ((last, m) for first, last, m in clause.actors if first in near and owns(m))
    last, sender = next(found, (end, None))
    return None if _SENT.isdisjoint(words[last : last + _PREDICATE]) else sender


def _user(clause: Clause, number: Number) -> ActorMention | None:
    """The subject, where it does something with them: "Russia attacked Ukraine with 215 drones"."""
    words, at = clause.words, number.first
    if words[max(0, at - 1) : at] != ("with",):
        return None
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i] in _CLAUSE_ENDS), 0)
    found = ((last, m) for first, last, m in clause.actors if first >= start and last < at and owns(m) and not m.locative)
    last, subject = next(found, (at, None))
    return None if BE.intersection(words[last : last + 3]) else subject


def _is_beyond_relative(words: Sequence[str], last: int, number: int) -> bool:
    """Whether a relative clause with a subject of its own lies between: "the attack, which Israel said involved 180 missiles"."""
    between = words[last:number]
    return "which" in between[2:] or (len(between) > 1 and between[0] in REPORTING and "which" in words[max(0, last - 4) : last])


def owns(mention: ActorMention) -> bool:
    """Whether a party is known well enough to be named as an owner."""
    return mention.country is not None or mention.kind is ActorKind.GROUP


def _crosses_verb_of_defence(words: Sequence[str], first: int, last: int) -> bool:
    """Who shoots a drone down or seizes a ship does not own it."""
    return not _DEFENCE.isdisjoint(words[first:last])
