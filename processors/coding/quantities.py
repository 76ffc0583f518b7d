"""How many: counts of people, weapons and money with their party, their claimant and whether they are running totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors import ActorKind, ActorMention
from processors.coding.count_types import Candidate, CountType, count_types
from processors.coding.kinds import KINDS, LOST, MARKS, OBJECTS, PEOPLE, SUFFERED, UNCOUNTED, kind_of
from processors.coding.numbers import Number, find_numbers, opens_number
from processors.coding.reading import Clause
from processors.coding.singles import SINGLE_OBJECTS, named_victims, single_nouns, single_victims
from processors.coding.speech import Speech, speaker_of
from processors.coding.stages import Dating
from processors.coding.times import WEEKDAYS
from processors.coding.vocabulary import word_set
from processors.coding.words import ADVERBS, BE, BREAKS, HAVE, HAZARDS, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

_PARTITIVE = frozenset({("of", "the"), ("of", "its"), ("of", "their"), ("of", "his"), ("of", "her"), ("out", "of")})
MAX_NUMBERS = 48
"""Numbers of a sentence that are looked at: one with more is a table."""
_TELLING = word_set("quantities", "telling")
_HARM = frozenset({QuantityKind.DEAD, QuantityKind.INJURED, QuantityKind.MISSING, QuantityKind.DISPLACED})
_UNCERTAIN = frozenset(["could", "would", "might", "may", "if"])
_USUAL = frozenset(["requires", "require", "usually", "normally", "needs"])
_PLACE_REACH = 3
_WANTED = frozenset(["demand", "demands", "demanded", "demanding", "plot", "plots", "plotted", "plotting"])
_FUNCTION = PREPOSITIONS | BE | HAVE | ADVERBS | {"said", "lives", "us", "his", "its", "this", "hours", "days", "was", "as"}
_PERSONS = ("ers", "ors", "ists", "ians", "ants", "ents", "ees", "ives", "ans", "kers", "ss", "is", "us")
"""Endings of words for people: a noun that no list holds may be one."""
_SUPPOSED = frozenset({("suspected",), ("alleged",)})
_NOT_OF_A_PARTY = frozenset(["of", "the", "more", "other", "others", "a", "them", "whom", "those", "their", "its", "our", "own"])
"""Words in front of a party that do not belong to it."""
MAX_NOUN_WORDS = 4
_NOT_BESIDE = PREPOSITIONS | BE | {"the"}
_LINKS = frozenset(["and", "that", "who", "which", "to"])
_STATIONED = frozenset(["stationed", "based", "garrisoned"])
_MODAL_REACH = 14
_NEAR = 6
"""Tokens within which a modal verb reaches over a comma."""
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
        noun: The first token of these words, where they are the noun behind the number.
        country: ISO 3166-1 alpha-3 of the party.
        claimed_by: Who gives the number.
        told: What the model takes it for.
    """

    clause: Clause
    first: int
    last: int
    kind: QuantityKind
    low: int | None
    high: int | None
    party: str | None
    noun: int | None
    country: str | None
    claimed_by: str | None
    told: CountType

    @property
    def cumulative(self) -> bool:
        """Whether it is a running total."""
        return self.told.is_cumulative


def find_candidates(clause: Clause) -> list[Candidate]:
    """The numbers of a sentence that may count something, in order, with what the rules take them for."""
    words = clause.words
    numbers = {n.first: n for n in (*single_victims(words), *named_victims(clause.sentence.tokens), *find_numbers(words))}
    singles = {n.first: n for n in single_nouns(words) if n.first not in numbers}
    found: list[Candidate] = []
    previous: QuantityKind | None = None
    for first, number in sorted((numbers | singles).items())[:MAX_NUMBERS]:
        if (found and _is_whole(words, first, found[-1].number)) or _is_model(clause, number):
            continue
        end = _phrase_end(clause, number)
        kind = None if first in singles else kind_of(words, number, end, previous)
        if _is_none_of_these(clause, number, end, kind):
            previous = None
            continue
        kind = None if _is_accident(words, kind) else kind
        found.append(Candidate(number, end, kind, previous, single=first in singles))
        previous = previous if first in singles else kind
    return found


def _is_whole(words: Sequence[str], first: int, part: Number) -> bool:
    """Whether a number is that of which another one is a part: "captured two of the four aid workers"."""
    return words[part.last : first] in _PARTITIVE


def _is_model(clause: Clause, number: Number) -> bool:
    """Whether a number belongs to a name in front: "Challenger 2 tanks", "M23 rebels"; not "in Kyiv 12 drones"."""
    tokens, at = clause.sentence.tokens, number.first - 1
    if at >= 0 and clause.words[at].isalpha() and tokens[at].end == tokens[number.first].start and not number.currency:
        return True
    if at < 1 or not tokens[at].capital or not clause.words[number.first].isdecimal() or clause.words[at] in WEEKDAYS:
        return False
    known = any(first <= at < last for first, last, _ in (*clause.actors, *clause.places))
    return not known and any(OBJECTS.get(word) in WEAPONS for word in clause.words[number.last : number.last + 1])


def find_counts(clause: Clause, candidates: Sequence[Candidate], speeches: Sequence[Speech], dating: Dating) -> list[Count]:
    """The numbers of a sentence that say how many were killed, arrested, launched and so on.

    Args:
        clause: The sentence.
        candidates: What ``find_candidates`` finds in it.
        speeches: Who says what in it.
        dating: When it plays.
    """
    counts: list[Count] = []
    real = [candidate for candidate in candidates if not _is_uncertain(clause.words, candidate.number.first)]
    for candidate, told in zip(real, count_types(clause, real, dating), strict=True):
        number, end = candidate.number, candidate.end
        if (counts and number.first < counts[-1].last) or not told.is_count or _is_accident(clause.words, told.kind):
            continue
        if told.kind in SUFFERED and end == number.last and _counts_things(clause, end):
            continue  # "torched at least ten houses and killed a woman"
        speech = _speech_of(speeches, number)
        if not (speech is None and _is_stationed(clause.words, end, told.kind)):
            counts.append(_count(clause, number, end, told, speech, counts[-1] if counts else None))
    return counts


def _is_accident(words: Sequence[str], kind: QuantityKind | None) -> bool:
    """Whether people came to harm by an accident, a disease or nature."""
    return kind in _HARM and not HAZARDS.isdisjoint(words)


def _speech_of(speeches: Sequence[Speech], number: Number) -> Speech | None:
    """Who says a number, before who gives it without saying it."""
    said = [speech for speech in speeches if not speech.account]
    return speaker_of(said, number.last - 1) or speaker_of(speeches, number.last - 1)


def _is_stationed(words: Sequence[str], end: int, kind: QuantityKind) -> bool:
    """Whether troops are told to be where they always are."""
    return kind is QuantityKind.TROOPS and not _STATIONED.isdisjoint(words[end : end + 3])


def _count(clause: Clause, number: Number, end: int, told: CountType, speech: Speech | None, before: Count | None) -> Count:
    kind = told.kind
    party, noun, country = _party(clause, number, end, kind, speech)
    if party is None and before is not None and {kind, before.kind} <= SUFFERED:
        party, country = before.party, country or before.country  # "killed 21 miners and wounded six"
    return Count(
        clause=clause,
        first=number.first,
        last=max(end, number.last),
        kind=kind,
        low=number.low,
        high=number.high,
        party=party,
        noun=noun,
        country=country,
        claimed_by=_claimant(speech),
        told=told,
    )


def _is_uncertain(words: Sequence[str], first: int) -> bool:
    """Whether a modal verb stands before in the same clause: "could kill 200"; the month of May is none."""
    for at in range(first - 1, max(-1, first - _MODAL_REACH), -1):
        month = words[at] == "may" and (words[at + 1][0].isdigit() or words[max(0, at - 1)][0].isdigit())
        if words[at] in _UNCERTAIN and not month:
            return words[at] != "would" or REPORTING.isdisjoint(words[max(0, at - _NEAR) : at])  # "announced it would send"
        if words[at] in BREAKS or words[at] in REPORTING or (first - at > _NEAR and words[at] in {",", "and", "but", "that"}):
            break
    return tuple(words[:1]) == ("if",) or _is_usual(words, first)


def _is_usual(words: Sequence[str], first: int) -> bool:
    """Whether it is what always holds: "a battery requires 100 troops", "sentences of up to 15 years and $250,000"."""
    return not _USUAL.isdisjoint(words[max(0, first - 3) : first])


def _is_none_of_these(clause: Clause, number: Number, end: int, kind: QuantityKind | None) -> bool:
    """Whether the number only picks somebody out, names part of a compound, or counts other things or what is only wanted."""
    words, bare = clause.words, end == number.last
    if bare and words[end : end + 1] and words[end] in UNCOUNTED:
        return True  # "27 arrest warrants"
    if words[max(0, number.first - 2) : number.first] == ("front", "of"):
        return True  # "shot dead in front of dozens of people"
    if kind is None:
        return False
    wanted = kind in SUFFERED and not _WANTED.isdisjoint(words[max(0, number.first - _NEAR) : number.first])
    return (
        wanted
        or _is_one_of_many(words, number, end)
        or _is_attribute(words, number, end, kind)
        or (kind in SUFFERED and bare and _counts_things(clause, end))
    )


def _counts_things(clause: Clause, at: int) -> bool:
    """Whether a plural follows that names no people: "arrested over 108 alleged offences"."""
    for token in clause.sentence.tokens[at : at + 2]:
        word = token.low
        if token.capital or not word.isalpha() or word in KINDS or word in _FUNCTION or word in SUBORDINATORS:
            return False
        if word.endswith("s"):
            return not word.endswith(_PERSONS)
    return False


def _is_attribute(words: Sequence[str], number: Number, end: int, kind: QuantityKind) -> bool:
    """Whether a weapon's name only describes what is counted: "four missile destroyers"."""
    after = words[end] if end < len(words) else ""
    several = number.low is None or number.low > 1
    plural = after.isalpha() and after.endswith("s") and after not in BE | HAVE | {"shells"}
    return several and kind in WEAPONS and words[end - 1] in SINGLE_OBJECTS and plural


def _is_one_of_many(words: Sequence[str], number: Number, end: int) -> bool:
    """Whether "one of …" only picks somebody out: it counts where something is said to have been done to that one."""
    picks = words[number.last - 1] == "one" and words[number.last : number.last + 1] == ("of",)
    return picks and not (end < len(words) and words[end] in BE)


def _claimant(speech: Speech | None) -> str | None:
    """Who gives a number; words that tell the event itself are no name."""
    if speech is None or any(word in _TELLING for word in speech.speaker.lower().split()):
        return None
    return speech.speaker or None


def _phrase_end(clause: Clause, number: Number) -> int:
    """One past the noun phrase that a number opens: "18 anti-coup protesters", "five other abducted oil workers", "five"."""
    if number.named is not None:
        return number.named
    words, tokens, at = clause.words, clause.sentence.tokens, number.last
    end, limit = number.last, min(number.last + 6, len(words))
    name = _beyond_name(clause, at + (words[at : at + 1] in _SUPPOSED))
    if name is not None:
        return name + 1 if words[name : name + 1] and words[name] in PEOPLE else name
    while at < limit and words[at] not in MARKS and words[at] not in BE | HAVE and words[at] not in SUBORDINATORS:
        word = words[at]
        if at > number.last and opens_number(word) and word != "one":
            return end  # "two groups left 11 people injured"
        if word in PEOPLE or word in OBJECTS:
            end = _with_hyphen(words, at + 1)
            following = words[end] if end < len(words) else ""
            begins_name = bool(following) and tokens[end].capital and not tokens[at].capital
            goes_on = (following in PEOPLE or following in OBJECTS) and not begins_name  # not "14 people Human Rights Watch said"
            if not goes_on and not (word == "other" and _noun_follows(words, end)):
                return end
        elif (word in KINDS and not _noun_follows(words, at + 1)) or (word in PREPOSITIONS and word != "of") or word in _LINKS:
            break
        at += 1
    return _mention_end(clause, number, limit) if end == number.last else end


def _beyond_name(clause: Clause, at: int) -> int | None:
    """One past a body's name of several words that starts behind a number, and its short form: "two Students Movement (SM) …"."""
    end = next((last for first, last, m in clause.actors if first == at and last > at + 1 and m.kind is ActorKind.GROUP), None)
    if end is None or (clause.words[end : end + 1], clause.words[end + 2 : end + 3]) != (("(",), (")",)):
        return end
    return end + 3


def _with_hyphen(words: Sequence[str], end: int) -> int:
    """One past a compound whose first part a list knows: "passer-by"."""
    return end + 2 if words[end : end + 1] == ("-",) and end + 1 < len(words) else end


def _open_noun(clause: Clause, number: Number) -> tuple[int, int]:
    """The words behind a number of people that no list knows, up to a plural: "the lives of 129 loyalists"."""
    words, first = clause.words, number.last
    while first < len(words) and words[first] in _NOT_OF_A_PARTY:
        first += 1
    for at in range(first, min(first + MAX_NOUN_WORDS, len(words))):
        word = words[at]
        if word in MARKS or word in _FUNCTION or word in KINDS or word in SUBORDINATORS or word in _LINKS:
            break
        if word.endswith("s") and word.isalpha():
            return first, at + 1
    return first, first


def _noun_follows(words: Sequence[str], at: int) -> bool:
    """Whether people follow within two words, so that what stands before describes them: "abducted oil workers"."""
    near = words[at : at + 3]
    stop = next((i for i, word in enumerate(near) if word in PREPOSITIONS or word in MARKS or word in BE or word in _LINKS), 3)
    return any(word in PEOPLE for word in near[:stop])


def _mention_end(clause: Clause, number: Number, limit: int) -> int:
    """One past a party behind the number, where its noun is in no list: "three Hutus"."""
    for first, last, mention in clause.actors:
        between = clause.words[number.last : first]
        beside = first >= number.last and len(between) < MAX_NOUN_WORDS - 1 and _NOT_BESIDE.isdisjoint(between)
        if beside and last <= limit and not mention.adjectival:
            told = any(w in KINDS or w in MARKS for w in clause.words[number.last : last])
            return number.last if told else last
    return number.last


def _party(
    clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None
) -> tuple[str | None, int | None, str | None]:
    """Words, their first token and country of whose they are: the noun for people, the owner for weapons."""
    words = clause.words
    first = number.last
    while first < end and words[first] in _NOT_OF_A_PARTY:
        first += 1
    named = next((m for s, e, m in clause.actors if s < max(end, number.last + 1) and e > number.first), None)
    country = named.country if named is not None else _country_around(clause, end)
    if kind in OWNED:
        owner = named if named is not None and _owns(named) else _owner(clause, number, end, kind, speech)
        country = owner.country if owner is not None else None
        described = (
            kind is QuantityKind.TROOPS and end - first > 1
        )  # "Polish soldiers" tells more than their owner, "soldiers" less
        if owner is not None and not described:
            return owner.name, None, country
        return None if kind is QuantityKind.MONEY else _plain(clause, first, end), None, country
    if number.first and words[number.first - 1] in LOST and (loser := _loser(clause, number)) is not None:
        country = loser.country or country  # "Russia has lost 12 soldiers in Syria"
    if first >= end:
        first, end = _open_noun(clause, number)
    if first >= end:
        return "others" if "others" in words[number.last : number.last + 2] else None, None, country
    return _plain(clause, first, end), first, country


def _loser(clause: Clause, number: Number) -> ActorMention | None:
    """Who has lost those that are counted."""
    return next((m for _, last, m in reversed(clause.actors) if last <= number.first and not m.locative), None)


def _plain(clause: Clause, first: int, end: int) -> str | None:
    """Words of a clause with one blank between them; None of none."""
    return " ".join(clause.text(first, end).split()) if first < end else None


def _country_around(clause: Clause, end: int) -> str | None:
    """The country of the place that follows the people: "12 miners in Peru have been killed"."""
    for first, _, place in clause.places:
        if first >= end and place.preposition in {"in", "at", "near", "from", "across"}:
            return place.location.country if first - end <= _PLACE_REACH else None
    return None


def _owner(clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None) -> ActorMention | None:
    """Whose weapons or troops: "… fired by Russian jets", "Russia launched …", "said he has …"."""
    words = clause.words
    by = next((i for i in range(end, min(end + 9, len(words))) if words[i] == "by"), None)
    if by is not None:
        launcher = next((m for s, _, m in clause.actors if by < s <= by + 3 and _owns(m)), None)
        if launcher is not None:
            return launcher
    named = clause.actors if kind is QuantityKind.MONEY else reversed(clause.actors)  # "Peru gave Mali $20m": the giver's
    for _, last, mention in named:
        if _is_beyond_relative(words, last, number.first):
            break
        if last <= number.first and number.first - last < 12 and _owns(mention) and not mention.locative:  # noqa: PLR2004 (a clause)
            return None if _crosses_verb_of_defence(words, last, number.first) else mention
    pronoun = any(word in {"he", "she", "it", "they"} for word in words[max(0, number.first - 5) : number.first])
    return speech.mention if pronoun and speech is not None else None


def _is_beyond_relative(words: Sequence[str], last: int, number: int) -> bool:
    """Whether a relative clause with a subject of its own lies between: "the attack, which Israel said involved 180 missiles"."""
    between = words[last:number]
    return "which" in between[2:] or (len(between) > 1 and between[0] in REPORTING and "which" in words[max(0, last - 4) : last])


def _owns(mention: ActorMention) -> bool:
    """Whether a party is known well enough to be named as an owner."""
    return mention.country is not None or mention.kind is ActorKind.GROUP


def _crosses_verb_of_defence(words: Sequence[str], first: int, last: int) -> bool:
    """Who shoots a drone down does not own it."""
    return not _DEFENCE.isdisjoint(words[first:last])
