"""How many: counts of people, weapons and money with their party, their claimant and whether they are running totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors import ActorKind, ActorMention
from processors.coding.numbers import Number, find_numbers
from processors.coding.reading import Clause
from processors.coding.speech import Speech, speaker_of
from processors.coding.vocabulary import word_set, word_table
from processors.coding.words import ADVERBS, BE, BREAKS, HAVE, HAZARDS, PREPOSITIONS, SUBORDINATORS
from processors.records.event import QuantityKind

_KINDS = {word: QuantityKind(kind) for kind, words in word_table("quantities", "suffered").items() for word in words}
_OBJECTS = {word: QuantityKind(kind) for kind, words in word_table("quantities", "objects").items() for word in words}
_STATES = {word: QuantityKind(kind) for kind, words in word_table("quantities", "states").items() for word in words}
_SUFFERED = frozenset(_KINDS.values())
_PEOPLE = word_set("quantities", "people")
_CUMULATIVE = re.compile(
    r"\b(?:since (?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|then|yesterday)|so far|in total|altogether|overall|to date"
    r"|(?:this|last|that) year|in recent (?:months|years)|over the (?:past|last) (?:\w+ )?(?:weeks?|months?|years?)"
    r"|(?:war|conflict|uprising|insurgency|crisis|revolt) (?:began|started|erupted|broke out)"
    r"|in the (?:\w+ )?(?:war|conflict))\b",
    re.IGNORECASE,
)
_BREAK = BREAKS | {","}
_BEFORE_REACH = 6
_AFTER_REACH = 12
_TRANSPARENT = word_set("quantities", "transparent") | ADVERBS | BE | HAVE
_TELLING = word_set("quantities", "telling")
_HARM = frozenset({QuantityKind.DEAD, QuantityKind.INJURED, QuantityKind.MISSING, QuantityKind.DISPLACED})
_UNCERTAIN = frozenset(["could", "would", "might", "may", "if"])
_SINGLE_OBJECTS = word_set("quantities", "single_objects")
_HANDLED = word_set("quantities", "handled")
_DEFENCE = word_set("quantities_defence", "verbs")
WEAPONS = frozenset({
    QuantityKind.DRONES, QuantityKind.MISSILES, QuantityKind.AIRCRAFT, QuantityKind.VEHICLES, QuantityKind.MONEY,
})  # fmt: skip
"""What belongs to somebody; people without a nationality are those of the recipient or the place."""
OWNED = WEAPONS | {QuantityKind.TROOPS}


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
    accident = not HAZARDS.isdisjoint(clause.words)
    numbers = [*find_numbers(clause.words), *_single_victims(clause)]
    previous: QuantityKind | None = None
    cumulative = _is_cumulative(clause)
    for number in sorted(numbers, key=lambda n: n.first):
        if counts and number.first < counts[-1].last:
            continue
        if _is_uncertain(clause.words, number.first):
            continue
        end = _phrase_end(clause, number)
        kind = _kind(clause, number, end, previous)
        if kind is None or (accident and kind in _HARM) or _is_one_of_many(clause.words, number, end):
            previous = None
            continue
        previous = kind
        speech = speaker_of(speeches, number.last - 1)
        party, country = _party(clause, number, end, kind, speech)
        if party is None and country is None and counts and kind in _SUFFERED and counts[-1].kind in _SUFFERED:
            party, country = counts[-1].party, counts[-1].country  # "killed 21 miners and wounded six"
        counts.append(
            Count(
                clause,
                number.first,
                max(end, number.last),
                kind,
                number.low,
                number.high,
                party,
                country,
                _claimant(speech),
                cumulative,
            )
        )
    return counts


def _is_uncertain(words: Sequence[str], first: int) -> bool:
    """Whether a modal verb stands shortly before: "could kill 200"; the month of May is none."""
    near = range(max(0, first - 6), first)
    return any(words[i] in _UNCERTAIN and not (words[i] == "may" and words[i + 1][0].isdigit()) for i in near)


def _is_one_of_many(words: Sequence[str], number: Number, end: int) -> bool:
    """Whether "one of …" only picks somebody out: it counts where something is said to have been done to that one."""
    picks = words[number.first] == "one" and words[number.last : number.last + 1] == ("of",)
    return picks and not (end < len(words) and words[end] in BE)


def _claimant(speech: Speech | None) -> str | None:
    """Who gives a number; words that tell the event itself are no name."""
    if speech is None or any(word in _TELLING for word in speech.speaker.lower().split()):
        return None
    return speech.speaker or None


def _is_cumulative(clause: Clause) -> bool:
    return _CUMULATIVE.search(clause.source, *clause.sentence.span) is not None


def _single_victims(clause: Clause) -> list[Number]:
    """One, under an indefinite article: "a soldier was killed", "arrested a demonstrator", "shot down a helicopter"."""
    words, found = clause.words, []
    for at, word in enumerate(words[:-1]):
        before = words[at - 1] if at else ""
        if word == "another" and before in _KINDS:
            found.append(Number(at, at + 1, 1, 1))
        if word not in {"a", "an", "another"}:
            continue
        for head in range(at + 1, min(at + 5, len(words))):
            after = words[head + 1] if head + 1 < len(words) else ""
            suffers = words[head] in _PEOPLE and (
                _suffers_next(words, head + 1) or before in _KINDS or before in {"including", "dead"}
            )
            if suffers or (words[head] in _SINGLE_OBJECTS and after not in _SINGLE_OBJECTS and before in _HANDLED):
                found.append(Number(at, at + 1, 1, 1))
            if words[head] in _PEOPLE or words[head] in _OBJECTS or words[head] in BREAKS or words[head] in PREPOSITIONS:
                break
    return found


def _suffers_next(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of suffering follows: "was shot", "died", "killed in"; not "killed twelve", which that one did."""
    word, after = words[at] if at < len(words) else "", words[at + 1] if at + 1 < len(words) else ""
    return (
        word in BE
        or word == "died"
        or (word in {"killed", "wounded", "injured"} and (after in PREPOSITIONS or not after.isalnum()))
    )


def _phrase_end(clause: Clause, number: Number) -> int:
    """One past the noun phrase that a number opens: "18 anti-coup protesters", "five"."""
    words, at, limit = clause.words, number.last, min(number.last + 6, len(clause.words))
    end = number.last
    while at < limit and words[at] not in _BREAK and words[at] not in BE | HAVE and words[at] not in SUBORDINATORS:
        word = words[at]
        if word in _PEOPLE or word in _OBJECTS:
            end = at + 1
            following = words[end] if end < len(words) else ""
            if following not in _PEOPLE and following not in _OBJECTS:
                return end
        elif word in _KINDS or (word in PREPOSITIONS and word != "of") or word in {"and", "that", "who", "which", "to"}:
            break
        at += 1
    if end == number.last:
        mention = next(
            ((s, e) for s, e, m in clause.actors if number.last <= s <= number.last + 2 and e <= limit and not m.adjectival), None
        )
        end = (
            mention[1]
            if mention and not any(w in _KINDS or w in _BREAK for w in words[number.last : mention[1]])
            else number.last
        )
    return end


def _kind(clause: Clause, number: Number, end: int, previous: QuantityKind | None) -> QuantityKind | None:
    words = clause.words
    if number.currency:
        return QuantityKind.MONEY
    noun = next((_OBJECTS[w] for w in reversed(words[number.last : end]) if w in _OBJECTS), None)
    if noun is not None and noun is not QuantityKind.TROOPS:
        return noun
    after = _after(words, end, bare=end == number.last)
    if after is not None:
        return after
    before = _before(words, number.first) or _left(words, number)
    if before is not None:
        return before
    if (
        previous is not None
        and noun is None
        and number.first
        and words[number.first - 1] in {"and", ",", "including", "as"}
        and end > number.last
    ):
        return previous if previous in _SUFFERED else None
    if noun is QuantityKind.TROOPS and not any(w in _KINDS for w in words):
        return noun
    return _STATES.get(words[end - 1]) if end > number.last else None


def _after(words: Sequence[str], end: int, *, bare: bool) -> QuantityKind | None:
    """The predicate behind: "… were killed", "… dead", "… have been arrested"."""
    plain = True
    for at in range(end, min(end + _AFTER_REACH, len(words))):
        word = words[at]
        if word == "held" and at and words[at - 1] in BE:
            return QuantityKind.ARRESTED
        if (word == "lives" and at == end) or words[at - 1 : at + 1] == ("to", "death"):
            return QuantityKind.DEAD
        if word == "to" and words[at + 1 : at + 2] and _KINDS.get(words[at + 1]) is QuantityKind.DISPLACED:
            return QuantityKind.DISPLACED
        if word in _KINDS and (plain or words[at - 1] in BE or words[at - 1] in ADVERBS or words[at - 1] in {"and", "or"}):
            return _KINDS[word]
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
        if word in _KINDS:
            return _KINDS[word]
        if word in _BREAK or word in {"in", "at", "on", "by", "with", "after", "from", "to", "into"}:
            break
    toll = first and words[first - 1] in {"to", "of", "at"} and "toll" in words[max(0, first - 12) : first]
    return QuantityKind.DEAD if toll else None


def _left(words: Sequence[str], number: Number) -> QuantityKind | None:
    """The predicate far behind: "leaving 23 civilians, nine of them children, dead"."""
    if not any(word in {"leaving", "left"} for word in words[max(0, number.first - 4) : number.first]):
        return None
    return next(
        (_KINDS[w] for w in words[number.last : number.last + 16] if w in {"dead", "wounded", "injured", "missing", "homeless"}),
        None,
    )


def _party(clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None) -> tuple[str | None, str | None]:
    """Words and country of whose they are: the noun for people, the owner for weapons."""
    words = clause.words
    first = number.last
    while first < end and words[first] in {"of", "the", "more", "other", "others", "a"}:
        first += 1
    named = next((m for s, e, m in clause.actors if s < max(end, number.last + 1) and e > number.first), None)
    country = named.country if named is not None else None
    if kind in OWNED:
        owner = named if named is not None and _owns(named) else _owner(clause, number, end, speech)
        if owner is not None:
            return owner.name, owner.country
        if kind is not QuantityKind.TROOPS:
            return None, None
    if first >= end:
        return None, country
    return " ".join(clause.text(first, end).split()), country


def _owner(clause: Clause, number: Number, end: int, speech: Speech | None) -> ActorMention | None:
    """Whose weapons or troops: "… fired by Russian jets", "Russia launched …", "said he has …"."""
    words = clause.words
    by = next((i for i in range(end, min(end + 9, len(words))) if words[i] == "by"), None)
    if by is not None:
        launcher = next((m for s, _, m in clause.actors if by < s <= by + 3 and _owns(m)), None)
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
    return not _DEFENCE.isdisjoint(words[first:last])
