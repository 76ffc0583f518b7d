"""Whose weapons, troops or money are counted, and who has lost those that are counted."""

from collections.abc import Sequence

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.governed import JOINING, begins_clause, is_gapped, stands_beside
from processors.coding.counts.kinds import OBJECTS
from processors.coding.counts.parts import HARDWARE
from processors.coding.language.numbers import Number, opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, ITS, PREPOSITIONS, PRONOUNS, REPORTING, SUBORDINATORS
from processors.coding.speech.speeches import Speech
from processors.records.event import QuantityKind

_DEFENCE = word_set("quantities_defence", "verbs")
_BARRAGE = 7
"""Words of "with a massive barrage of"."""
_USE_ENDS = (PREPOSITIONS - {"of"}) | BE | BREAKS | {"with", "and"}
_WITHDRAWING = frozenset(["withdrew", "withdraw", "withdraws", "withdrawn", "withdrawing", "pull", "pulls", "pulled", "pulling"])
_AGAINST = frozenset({"at", "against", "on", "towards", "toward", "into"})
"""In front of those to whom weapons are sent: "launched 48 missiles at Ukraine"."""
_SENT = frozenset({"launched", "fired", "sent", "launching", "firing", "sending"})
_HITTING = _AGAINST | frozenset({
    "attacked", "attacking", "hit", "hitting", "struck", "striking", "damaged", "damaging", "rammed", "targeted", "targeting",
    "bombed",
})  # fmt: skip
_TARGETS = frozenset({QuantityKind.VEHICLES, QuantityKind.AIRCRAFT})
_RECEIVED = frozenset({"received", "receive", "receives", "receiving", "secured", "secure", "got", "obtained", "accepted"})
_GIVING = frozenset({
    "give", "gives", "gave", "given", "giving", "promise", "promised", "promising", "send", "sends", "sent", "sending", "offer",
    "offers", "offered", "offering", "lend", "lent", "lending", "hand", "handed", "handing", "provide", "provided", "providing",
    "grant", "granted", "sell", "sold", "selling", "supply", "supplied", "supplying",
})  # fmt: skip
_CLAUSE_ENDS = REPORTING | SUBORDINATORS | BREAKS | {"that", "who", "which"}
_CLAUSE = 12
"""Words between an owner and a number of its clause."""
_PHRASE = 8
"""Words behind an amount among which its giver is."""
_SUBJECT = 4
"""Words behind a verb of saying among which a pronoun is the subject of what is said."""
_PREDICATE = 4
"""Words behind a noun among which its predicate starts."""
_LISTING = frozenset({"that", ",", "and"})


def loser_of(clause: Clause, number: Number) -> ActorMention | None:
    """Who has lost those that are counted."""
    return next((m for _, last, m in reversed(clause.actors) if last <= number.first and not m.locative), None)


def owner_of(clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None) -> ActorMention | None:
    """Whose weapons or troops: "… fired by Russian jets", "Russia launched …", "said he has …"."""
    words = clause.words
    hit = kind in _TARGETS and number.first > 0 and words[number.first - 1] in _HITTING
    by = next((i for i in range(end, min(end + 9, len(words))) if words[i] == "by"), None)
    taken = _crosses_verb_of_defence(words, end, by if by is not None else end + _PREDICATE)
    if by is not None and not taken:
        launcher = next((m for s, _, m in clause.actors if by < s <= by + 3 and owns(m)), None)
        if launcher is not None:
            return launcher
    if hit:
        return _holder(clause, end, kind)  # "the Houthis attacked two ships"
    user = (
        _user(clause, number, kind)
        or _sender_behind(clause, end)
        or _giver(clause, number, end, kind)
        or _holder(clause, end, kind)
    )
    if user is not None:
        return user
    if kind is QuantityKind.MONEY and (giver := _giver_of_part(clause, number)) is not None:
        return giver
    named = clause.actors if kind is QuantityKind.MONEY else reversed(clause.actors)  # "Peru gave Mali $20m": the giver's
    for first, last, mention in named:
        if _is_beyond_relative(words, last, number.first):
            break
        if (
            (kind in HARDWARE and first and words[first - 1] in _AGAINST)
            or stands_beside(words, first)
            or _receives(words, first, last, number)
            or _only_says(words, speech, (first, number.first), kind)
        ):
            continue
        held = gives(mention) if kind is QuantityKind.MONEY else owns(mention)
        if last <= number.first and number.first - last < _CLAUSE and held and not mention.locative:
            theirs = not taken or not _SENT.isdisjoint(words[max(0, first - 2) : number.first])
            return mention if theirs and not _crosses_verb_of_defence(words, last, number.first) else None
    near = words[max(0, number.first - 5) : number.first]
    pronoun = any(word in {"he", "she", "it", "they"} for word in near) and _DEFENCE.isdisjoint(near)
    return speech.mention if pronoun and speech is not None and speech.verb < number.first else None


def _only_says(words: Sequence[str], speech: Speech | None, at: tuple[int, int], kind: QuantityKind) -> bool:
    """Whether a party only says the number: "Austin said the war has cost Russia $211 billion", "said a missile was fired"."""
    first, number = at
    if speech is None or kind is QuantityKind.TROOPS or not speech.named[0] <= first < speech.named[1]:
        return False
    reported = words[speech.verb + 1 : number] if speech.verb < number else ()
    if kind is QuantityKind.MONEY:
        return PRONOUNS.isdisjoint(reported[:_SUBJECT])  # not "Germany said it would give"
    listed = all(word in OBJECTS or word in _LISTING or opens_number(word) for word in reported)
    return speech.verb < number and listed  # "the governor said 48 drones, two missiles and four bombs hit"


def _giver(clause: Clause, number: Number, end: int, kind: QuantityKind) -> ActorMention | None:
    """Who gives money that another one receives: "has received $42 billion in aid from the United States"."""
    words = clause.words
    if kind is not QuantityKind.MONEY or _RECEIVED.isdisjoint(words[max(0, number.first - _PREDICATE) : number.first]):
        return None
    source = next((i for i in range(end, min(end + _PHRASE, len(words))) if words[i] == "from"), len(words))
    return next((m for first, _, m in clause.actors if source < first <= source + 2 and gives(m)), None)


def _giver_of_part(clause: Clause, number: Number) -> ActorMention | None:
    """Who gives money in a part of its own: "promised 100 drones and [Norway] pledged $700 million", "and [Canada] $500m"."""
    words = clause.words
    before = [found for found in clause.actors if found[1] <= number.first and number.first - found[1] < _CLAUSE]
    opening = (f for f in reversed(before) if begins_clause(words, *f[:2]) or is_gapped(words, *f[:2]))
    first, last, giver = next(opening, (0, 0, None))
    second = any(map(opens_number, words[max(0, first - _CLAUSE) : first]))  # not "Germany and Norway pledged $700 million"
    if not second or giver is None or giver.locative or not JOINING.isdisjoint(words[last : number.first]):
        return None
    return giver if gives(giver) else None


def _receives(words: Sequence[str], first: int, last: int, number: Number) -> bool:
    """Whether a party is to whom something is given: "promised [Ukraine] 100,000 drones", "gave [Mali] another 20 vehicles"."""
    return 0 <= number.first - last <= 1 and not _GIVING.isdisjoint(words[max(0, first - 1) : first])


def _holder(clause: Clause, end: int, kind: QuantityKind) -> ActorMention | None:
    """Whose ships or soldiers they are by the words behind: "a dozen boats of the Revolutionary Guards"."""
    near = clause.words[end : end + 1] in {("of",), ("from",), ("belonging",)} and kind is not QuantityKind.MONEY
    near = near and (clause.words[end] != "from" or _WITHDRAWING.isdisjoint(clause.words[max(0, end - _PHRASE) : end]))
    near = near and ITS.isdisjoint(clause.words[max(0, end - _PREDICATE) : end])  # "withdrew its 1,000 troops from Niger"
    return next((m for first, _, m in clause.actors if near and end < first <= end + 2 and owns(m) and not m.locative), None)


def gives(mention: ActorMention) -> bool:
    """Whether a party may own money or troops: a state, a group, or a body of states."""
    return owns(mention) or mention.kind is ActorKind.IGO


def _sender_behind(clause: Clause, end: int) -> ActorMention | None:
    """Who sends them in a relative clause: "40 drones that Russia launched", "70 of the 110 drones Russia launched"."""
    words = clause.words
    if words[end : end + 2] == ("of", "the"):  # "70 of the 110 drones"
        end = next((i + 1 for i in range(end, min(end + _PREDICATE + 1, len(words))) if words[i] in OBJECTS), end)
    relative = words[end : end + 1] in {("that",), ("which",)} or (words[end : end + 2] == (",", "which"))
    near = range(end, end + (_PREDICATE if relative else 1))
    found = ((last, m) for first, last, m in clause.actors if first in near and owns(m))
    last, sender = next(found, (end, None))
    return None if _SENT.isdisjoint(words[last : last + _PREDICATE]) else sender


def _user(clause: Clause, number: Number, kind: QuantityKind) -> ActorMention | None:
    """The subject, where it does something with them: "Russia attacked Ukraine with 215 drones"."""
    words, at = clause.words, number.first
    near = range(at - 1, max(-1, at - _BARRAGE), -1)
    opening = next((i for i in near if words[i] in _USE_ENDS or not words[i].isalpha()), None)
    if opening is None or words[opening] != "with":
        return None
    at = opening + 1
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i] in _CLAUSE_ENDS), 0)
    has = gives if kind is QuantityKind.MONEY else owns
    found = ((last, m) for first, last, m in clause.actors if first >= start and last < at and has(m) and not m.locative)
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
