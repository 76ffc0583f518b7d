"""How many: counts of people, weapons and money with their party, their claimant and whether they are running totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors import ActorKind, ActorMention
from processors.coding.numbers import Number, find_numbers
from processors.coding.reading import Clause
from processors.coding.speech import Speech, speaker_of
from processors.coding.words import ADVERBS, BE, BREAKS, HAVE, PREPOSITIONS, SUBORDINATORS
from processors.records.event import QuantityKind

_KIND_WORDS: dict[QuantityKind, str] = {
    QuantityKind.DEAD: "killed kill kills killing dead died die dies slain murdered executed massacred massacring perished beheaded lynched claimed deaths fatalities assassinated",
    QuantityKind.INJURED: "injured injuring injures injure injuries wounded wounding wounds wound hurt hurting hospitalised hospitalized maimed",
    QuantityKind.ARRESTED: "arrested arresting arrests arrest detained detaining detains detain imprisoned jailed rounded custody remanded apprehended charged",
    QuantityKind.CAPTURED: "captured capturing capture trapped surrendered captive prisoners",
    QuantityKind.MISSING: "missing disappeared unaccounted",
    QuantityKind.DISPLACED: "displaced displacing fled flee fleeing evacuated homeless uprooted refugees evacuating",
    QuantityKind.HOSTAGES: "kidnapped abducted kidnapping abducting hostage hostages captives",
    QuantityKind.RELEASED: "released freed releasing freeing rescued",
}
_OBJECTS: dict[QuantityKind, str] = {
    QuantityKind.DRONES: "drones drone uavs uav",
    QuantityKind.MISSILES: "missiles missile rockets rocket projectiles",
    QuantityKind.AIRCRAFT: "aircraft helicopter helicopters jets jet planes plane warplanes warplane fighters-jets chopper choppers bombers",
    QuantityKind.VEHICLES: "tanks tank vehicles vehicle trucks armoured-vehicles cars apcs buses motorcycles",
    QuantityKind.TROOPS: "troops soldiers reservists personnel servicemen marines forces fighters reinforcements peacekeepers mercenaries",
}
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_OBJECT_OF = {word: kind for kind, words in _OBJECTS.items() for word in words.split()}
_PEOPLE = frozenset(
    "people persons person civilians civilian soldiers soldier troops militants militant fighters fighter protesters protester protestors demonstrators officers officer "
    "children child women woman men man policemen policeman others other journalists journalist workers worker residents villagers victims members rebels terrorists "
    "insurgents gunmen attackers suspects students girls boys guards bodyguards passengers pilots activists nationals citizens combatants miners refugees prisoners "
    "hostages detainees servicemen inhabitants thais palestinians israelis ukrainians russians syrians iraqis afghans somalis sailors aid families employees individuals "
    "crew commanders commander officials supporters leaders peacekeepers personnel mourners monks priests bystanders bystander farmers foreigners teenagers lawyers doctors medics".split()
)
_CUMULATIVE = re.compile(
    r"\b(?:since (?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|then|yesterday)|so far|in total|altogether|overall|(?:this|last|that) year|to date|in recent (?:months|years)"
    r"|over the (?:past|last) (?:\w+ )?(?:weeks?|months?|years?)|(?:war|conflict|uprising|insurgency|crisis|revolt) (?:began|started|erupted|broke out)|in the (?:\w+ )?(?:war|conflict))\b",
    re.IGNORECASE,
)
_BREAK = BREAKS | {","}
_BEFORE_REACH = 6
_AFTER_REACH = 12
_TRANSPARENT = frozenset("more of the a an were was been are is have has had being than and her his their its left reported confirmed them those us".split()) | ADVERBS | BE | HAVE
_SINGLE_OBJECTS = frozenset("rocket missile drone helicopter jet plane warplane aircraft chopper tank".split())
_HANDLED = frozenset("fired launched down downed intercepted destroyed".split())
_WEAPONS = frozenset({QuantityKind.DRONES, QuantityKind.MISSILES, QuantityKind.AIRCRAFT, QuantityKind.VEHICLES})
_OWNED = _WEAPONS | {QuantityKind.TROOPS, QuantityKind.MONEY}


@dataclass(frozen=True, slots=True)
class Count:
    """A count found in a sentence.

    Attributes:
        clause: The sentence.
        first: First token.
        last: One past its last: number and noun.
        kind: What was counted.
        low: Lower bound or None.
        high: Upper bound or None.
        party: The words for whose, or of what kind, without article; None where there are none.
        country: ISO 3166-1 alpha-3 of the party.
        claimed_by: Who gives the number.
        cumulative: It is a running total.
    """

    clause: Clause
    first: int
    last: int
    kind: QuantityKind
    low: int | None
    high: int | None
    party: str | None
    country: str | None
    claimed_by: str | None
    cumulative: bool


def find_counts(clause: Clause, speeches: Sequence[Speech]) -> list[Count]:
    """Find the counts of a sentence that say how many were killed, arrested, launched and so on."""
    counts: list[Count] = []
    numbers = [*find_numbers(clause.words), *_single_victims(clause)]
    previous: QuantityKind | None = None
    cumulative = _is_cumulative(clause)
    for number in sorted(numbers, key=lambda n: n.first):
        if counts and number.first < counts[-1].last:
            continue
        if clause.words[number.first] == "one" and clause.words[number.last : number.last + 1] == ("of",):
            continue
        end = _phrase_end(clause, number)
        kind = _kind(clause, number, end, previous)
        previous = kind
        if kind is None:
            continue
        speech = speaker_of(speeches, number.last - 1)
        party, country = _party(clause, number, end, kind, speech)
        if party is None and country is None and counts and kind in _KIND_WORDS and counts[-1].kind in _KIND_WORDS:
            party, country = counts[-1].party, counts[-1].country  # "killed 21 miners and wounded six"
        counts.append(Count(clause, number.first, max(end, number.last), kind, number.low, number.high, party, country, _claimant(speech), cumulative))
    return counts


def _claimant(speech: Speech | None) -> str | None:
    """Who gives a number; words that tell the event itself are no name."""
    if speech is None or any(word in _KIND_OF for word in speech.speaker.lower().split()):
        return None
    return speech.speaker or None


def _is_cumulative(clause: Clause) -> bool:
    return _CUMULATIVE.search(clause.source, *clause.sentence.span) is not None


def _single_victims(clause: Clause) -> list[Number]:
    """ "A soldier was killed", "arrested a demonstrator", "shot down a helicopter": one, under an indefinite article."""
    words, found = clause.words, []
    for at, word in enumerate(words[:-1]):
        if word not in {"a", "an"}:
            continue
        before = words[at - 1] if at else ""
        for head in range(at + 1, min(at + 5, len(words))):
            after = words[head + 1] if head + 1 < len(words) else ""
            suffers = words[head] in _PEOPLE and (after in BE | {"killed", "wounded", "injured", "died"} or before in _KIND_OF or before == "including")
            if suffers or (words[head] in _SINGLE_OBJECTS and after not in _SINGLE_OBJECTS and before in _HANDLED):
                found.append(Number(at, at + 1, 1, 1))
            if words[head] in _PEOPLE or words[head] in _OBJECT_OF or words[head] in BREAKS or words[head] in PREPOSITIONS:
                break
    return found


def _phrase_end(clause: Clause, number: Number) -> int:
    """One past the noun phrase that a number opens: "18 anti-coup protesters", "five"."""
    words, at, limit = clause.words, number.last, min(number.last + 6, len(clause.words))
    end = number.last
    while at < limit and words[at] not in _BREAK and words[at] not in BE | HAVE and words[at] not in SUBORDINATORS:
        word = words[at]
        if word in _PEOPLE or word in _OBJECT_OF:
            end = at + 1
            following = words[end] if end < len(words) else ""
            if following not in _PEOPLE and following not in _OBJECT_OF:
                return end
        elif word in _KIND_OF or (word in PREPOSITIONS and word != "of") or word in {"and", "that", "who", "which", "to"}:
            break
        at += 1
    if end == number.last:
        mention = next(((s, e) for s, e, m in clause.actors if number.last <= s <= number.last + 2 and e <= limit and not m.adjectival), None)  # noqa: PLR2004 (an adjective or two)
        end = mention[1] if mention and not any(w in _KIND_OF or w in _BREAK for w in words[number.last : mention[1]]) else number.last
    return end


def _kind(clause: Clause, number: Number, end: int, previous: QuantityKind | None) -> QuantityKind | None:
    words = clause.words
    if number.currency:
        return QuantityKind.MONEY
    noun = next((_OBJECT_OF[w] for w in reversed(words[number.last : end]) if w in _OBJECT_OF), None)
    if noun is not None and noun is not QuantityKind.TROOPS:
        return noun
    after = _after(words, end, bare=end == number.last)
    if after is not None:
        return after
    before = _before(words, number.first) or _left(words, number)
    if before is not None:
        return before
    if previous is not None and noun is None and number.first and words[number.first - 1] in {"and", ",", "including", "as"} and end > number.last:
        return previous if previous in _KIND_WORDS else None
    if noun is QuantityKind.TROOPS and not any(w in _KIND_OF for w in words):
        return noun
    return None


def _after(words: Sequence[str], end: int, *, bare: bool) -> QuantityKind | None:
    """The predicate behind: "… were killed", "… dead", "… have been arrested"."""
    plain = True
    for at in range(end, min(end + _AFTER_REACH, len(words))):
        word = words[at]
        if word in _KIND_OF and (plain or words[at - 1] in BE or words[at - 1] in ADVERBS or words[at - 1] in {"and", "or"}):
            return _KIND_OF[word]
        if word in BREAKS or word in {"killing", "wounding", "injuring", "and", "while"} or (word == "," and plain and at > end):
            return None
        if word not in _TRANSPARENT:
            plain = False
            if bare:
                return None
    return None


def _before(words: Sequence[str], first: int) -> QuantityKind | None:
    """The verb or noun in front: "killed at least …", "a death toll of …"."""
    for at in range(first - 1, max(-1, first - 1 - _BEFORE_REACH), -1):
        word = words[at]
        if word in _KIND_OF:
            return _KIND_OF[word]
        if word == "toll":
            return QuantityKind.DEAD
        if word in _BREAK or word in {"in", "at", "on", "by", "with", "after", "from", "to", "into"} - {"to" if "toll" in words else ""}:
            return None
    return None


def _left(words: Sequence[str], number: Number) -> QuantityKind | None:
    """ "Leaving 23 civilians, nine of them children, dead"."""
    if not any(word in {"leaving", "left"} for word in words[max(0, number.first - 4) : number.first]):
        return None
    return next((_KIND_OF[w] for w in words[number.last : number.last + 16] if w in {"dead", "wounded", "injured", "missing", "homeless"}), None)


def _party(clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None) -> tuple[str | None, str | None]:
    """Words and country of whose they are: the noun for people, the owner for weapons."""
    words = clause.words
    first = number.last
    while first < end and words[first] in {"of", "the", "more", "other", "others", "a"}:
        first += 1
    named = next((m for s, e, m in clause.actors if s < max(end, number.last + 1) and e > number.first), None)
    country = named.country if named is not None else None
    if kind in _OWNED:
        owner = named if named is not None and _owns(named) else _owner(clause, number, end, speech)
        return (owner.name, owner.country) if owner is not None else (None, None)
    if first >= end:
        return None, country
    return " ".join(clause.text(first, end).split()), country


def _owner(clause: Clause, number: Number, end: int, speech: Speech | None) -> ActorMention | None:
    """Whose weapons or troops: "… fired by Russian jets", "Russia launched …", "said he has …"."""
    words = clause.words
    by = next((i for i in range(end, min(end + 5, len(words))) if words[i] == "by"), None)
    if by is not None:
        launcher = next((m for s, _, m in clause.actors if by < s <= by + 3 and _owns(m)), None)  # noqa: PLR2004 (an article and an adjective)
        if launcher is not None:
            return launcher
    for _, last, mention in reversed(clause.actors):
        if last <= number.first and number.first - last < 12 and _owns(mention) and not mention.locative:  # noqa: PLR2004 (a clause)
            return None if _crosses_verb_of_defence(words, last, number.first) else mention
    pronoun = any(word in {"he", "she", "it", "they"} for word in words[max(0, number.first - 5) : number.first])
    return speech.mention if pronoun and speech is not None else None


def _owns(mention: ActorMention) -> bool:
    """Whether a party is known well enough to be named as an owner."""
    return mention.country is not None or mention.kind is ActorKind.GROUP


def _crosses_verb_of_defence(words: Sequence[str], first: int, last: int) -> bool:
    """Who shoots a drone down does not own it."""
    return any(w in {"downed", "down", "intercepted", "destroyed", "shot", "neutralised", "neutralized", "repelled"} for w in words[first:last])
