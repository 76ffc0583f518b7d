"""How far a noun phrase reaches that a number opens: "18 anti-coup protesters", "five other abducted oil workers"."""

from collections.abc import Sequence

from processors.actors import ActorKind
from processors.coding.counts.kinds import KINDS, OBJECTS, PEOPLE
from processors.coding.counts.singles import is_age, is_age_of_somebody, one_past
from processors.coding.language.numbers import Number, opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.words import ADVERBS, BE, HAVE, MARKS, PREPOSITIONS, SUBORDINATORS
from processors.records.event import QuantityKind

MAX_NOUN_WORDS = 4
_REACH = 6
"""Words of a noun phrase, a compound being one."""
FUNCTION = PREPOSITIONS | BE | HAVE | ADVERBS | {"said", "lives", "us", "his", "its", "this", "hours", "days", "was", "as"}
"""Words of no noun phrase."""
NOT_OF_A_PARTY = frozenset({"of", "the", "more", "additional", "extra", "other", "others", "a", "them", "whom", "those"}) | {
    "their", "its", "our", "own", "number",
}  # fmt: skip
"""Words in front of a party that do not belong to it."""
_SUPPOSED = frozenset({("suspected",), ("alleged",)})
_ADJECTIVES = frozenset({"other", "israeli", "palestinian", "lebanese", "sudanese", "christian", "muslim"})
"""Words for people that describe others: "10 Israeli special forces"."""
_FORCES = frozenset({"forces", "police", "reinforcements"})
_FOLK = frozenset({"druze", "bedouin", "bedouins", "alawites", "rohingya", "houthis"})
"""Peoples that may be counted: "46 Druze and 18 Bedouin"; with another noun they describe it."""
_OF_PEOPLE = frozenset({QuantityKind.DEAD, QuantityKind.INJURED, QuantityKind.ARRESTED, QuantityKind.HOSTAGES})
_TAKEN = frozenset({"hostage", "prisoner", "captive"})
_WAS = frozenset({("was",), ("were",), ("is",)})
_NOT_BESIDE = PREPOSITIONS | BE | {"the"}
_LINKS = frozenset(["and", "that", "who", "which", "to"])


def phrase_end(clause: Clause, number: Number) -> int:
    """One past the noun phrase that a number opens: "18 anti-coup protesters", "five other abducted oil workers", "five"."""
    if number.named is not None:
        return number.named
    words, tokens = clause.words, clause.sentence.tokens
    at = beyond_whole(words, number.last)
    end, limit = number.last, one_past(words, at, _REACH)
    name = _beyond_name(clause, at + (words[at : at + 1] in _SUPPOSED))
    if name is not None:
        return name + 1 if words[name : name + 1] and words[name] in PEOPLE else name
    while at < limit and words[at] not in MARKS and words[at] not in BE | HAVE and words[at] not in SUBORDINATORS:
        word = words[at]
        if at > number.last and opens_number(word) and word != "one" and "-" not in {words[at - 1], *words[at + 1 : at + 2]}:
            return end  # "two groups left 11 people injured"
        if (
            word in PEOPLE
            or word in _FOLK
            or word in OBJECTS
            or is_age_of_somebody(words, at)
            or (word == "major" and words[at + 1 : at + 2] in _WAS)
        ):
            end = _with_hyphen(words, at + 1)
            following = words[end] if end < len(words) else ""
            begins_name = bool(following) and tokens[end].capital and not tokens[at].capital
            taken = following in _TAKEN and word.endswith(("s", "people", "men", "women"))  # "took 182 people hostage"
            goes_on = (
                (following in PEOPLE or following in OBJECTS) and not begins_name and not taken
            )  # not "14 people Human Rights Watch said"
            if not goes_on and not (word in _ADJECTIVES and _noun_follows(words, end)):
                return end
        elif (
            (word in KINDS and not _noun_follows(words, at + 1))
            or (word in PREPOSITIONS and word != "of")
            or word in _LINKS
            or word == "taken"
        ):
            break
        at += 1
    if end > number.last:
        return end
    return number.last + 1 if _is_harmed_noun(words, number.last) else _mention_end(clause, number, limit)


def _is_harmed_noun(words: Sequence[str], at: int) -> bool:
    """Whether a plural that no list holds has a predicate of harm: "five deacons were arrested"; not "two bridges were held"."""
    noun, behind = words[at] if at < len(words) else "", words[at + 2 : at + 5]
    if not noun.isalpha() or not noun.endswith("s") or noun in FUNCTION or noun in KINDS or words[at + 1 : at + 2] not in _WAS:
        return False
    harm = next((KINDS[word] for word in behind if word in KINDS), None)
    return harm in _OF_PEOPLE and behind[0] not in {"not", "to"}


def beyond_whole(words: Sequence[str], at: int) -> int:
    """One past the number of which the one in front of a token is a part: "27 out of 40 drones", "12 of 40 passengers"."""
    if words[at : at + 1] == ("of",) and words[at + 1 : at + 2] and words[at + 1].isdecimal():
        return at + 2
    return at + 3 if words[at : at + 2] == ("out", "of") and words[at + 2 : at + 3] and opens_number(words[at + 2]) else at


def beyond_total(words: Sequence[str], first: int, end: int) -> int:
    """Where a party starts behind the number of all: "11 of the 20 students"."""
    whole = first + 1 < end and words[first - 1] == "the" and opens_number(words[first]) and words[first + 1] != "-"
    return first + 1 if whole else first


def beyond_age(words: Sequence[str], first: int, end: int) -> int:
    """Where a party starts behind an age: "62-year-old men"."""
    age = next((at for at in range(end - 2, first, -1) if is_age(words, at)), None)
    return first if age is None else age + 1


def _beyond_name(clause: Clause, at: int) -> int | None:
    """One past a body's name of several words that starts behind a number, and its short form: "two Students Movement (SM) …"."""
    end = next((last for first, last, m in clause.actors if first == at and last > at + 1 and m.kind is ActorKind.GROUP), None)
    if end is None or (clause.words[end : end + 1], clause.words[end + 2 : end + 3]) != (("(",), (")",)):
        return end
    return end + 3


def _with_hyphen(words: Sequence[str], end: int) -> int:
    """One past a compound whose first part a list knows: "passer-by"."""
    return end + 2 if words[end : end + 1] == ("-",) and end + 1 < len(words) else end


def open_noun(clause: Clause, number: Number) -> tuple[int, int]:
    """The words behind a number of people that no list knows, up to a plural: "the lives of 129 loyalists"."""
    words, first = clause.words, number.last
    while first < len(words) and words[first] in NOT_OF_A_PARTY:
        first += 1
    first = beyond_total(words, first, len(words))
    for at in range(first, min(first + MAX_NOUN_WORDS, len(words))):
        word = words[at]
        if word in MARKS or word in FUNCTION or word in KINDS or word in SUBORDINATORS or word in _LINKS:
            break
        if word.endswith("s") and word.isalpha():
            return first, at + 1
    return first, first


def _noun_follows(words: Sequence[str], at: int) -> bool:
    """Whether people follow within two words, so that what stands before describes them: "abducted oil workers"."""
    near = words[at : at + 3]
    stop = next((i for i, word in enumerate(near) if word in PREPOSITIONS or word in MARKS or word in BE or word in _LINKS), 3)
    return any(word in PEOPLE or word in _FORCES for word in near[:stop])


def _mention_end(clause: Clause, number: Number, limit: int) -> int:
    """One past a party behind the number, where its noun is in no list: "three Hutus"."""
    for first, last, mention in clause.actors:
        between = clause.words[number.last : first]
        beside = first >= number.last and len(between) < MAX_NOUN_WORDS - 1 and _NOT_BESIDE.isdisjoint(between)
        if beside and last <= limit and not mention.adjectival:
            told = any(w in KINDS or w in MARKS for w in clause.words[number.last : last])
            return number.last if told else last
    return number.last
