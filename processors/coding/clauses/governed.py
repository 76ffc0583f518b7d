"""What governs the words for a party, so that it is no subject: a preposition, "between", a verb of telling, a number."""

from collections.abc import Sequence

from processors.actors import ActorMention
from processors.coding.language.lexicon import is_past
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BREAKS, DETERMINERS, MARKS, POSSESSIVE, PREPOSITIONS

OBLIQUE = word_set("subjects", "oblique")
FILLER = word_set("subjects", "filler")
_CROWDS = word_set("subjects", "crowds")
_OFFICES = word_set("subjects", "offices")
ARTICLES = frozenset({("the",), ("a",), ("an",), ("his",), ("her",), ("its",)})
_DISGUISED = frozenset({"dressed", "disguised", "posing", "posed", "masquerading", "clad"})
_BESIDE = frozenset({("alongside",), ("beside",), ("next", "to"), ("flanked", "by")})
_TOLD = frozenset({("told",), ("tells",), ("telling",)})
_SERVING = frozenset({
    ("spying", "for"), ("spied", "for"), ("spies", "for"), ("spy", "for"), ("espionage", "for"), ("collaborating", "with"),
    ("collaboration", "with"), ("working", "for"), ("worked", "for"),
})  # fmt: skip
JOINING = frozenset({"and", "but", "while", ";"})
OF_PUNISHED = (["of", "on"], ["of", "against"])
"""Prepositions, the nearest first, to whose they are who are punished: "sanctions on four judges of the ICC"."""
_CURRENCIES = frozenset({"$", "€", "£"})
_BETWEEN_REACH = 8
"""Words from "between" to the second of two parties."""
Found = tuple[int, int, ActorMention]


def is_oblique(clause: Clause, found: Found) -> bool:
    """Whether a preposition governs the party, articles and adjectives between."""
    words = clause.words
    if _is_second_of_two(words, found[0]):
        return True
    for back in range(1, 4):
        at = found[0] - back
        if at < 0 or words[at] in BREAKS or words[at] == ",":
            return False
        if is_disguise(words, at):
            return True
        if words[at] in {"of", "from"} and at and (words[at - 1] in _CROWDS or words[at - 1] == "and"):
            return _governs_crowd(words, at - 1)
        if words[at] in OBLIQUE or words[at] == "of":
            return True
        if words[at] not in FILLER and not clause.sentence.tokens[at].low.endswith(("an", "al", "ic", "ed", "ary", "ent", "ern")):
            return False
    return False


def _is_second_of_two(words: Sequence[str], first: int) -> bool:
    """Whether "between" governs a party behind "and": "clashes between the army and rebels killed 12"."""
    near = words[max(0, first - _BETWEEN_REACH) : first]
    at = next((i for i, word in enumerate(near) if word == "between"), None)
    return at is not None and "and" in near[at:] and MARKS.isdisjoint(near[at:])


def _governs_crowd(words: Sequence[str], at: int) -> bool:
    """Whether a preposition governs the crowd at a token, its office between: "with the leaders of Egypt and Jordan"."""
    at -= 1
    while at > 0 and (words[at] in _OFFICES or words[at] in DETERMINERS):
        at -= 1
    return at >= 0 and words[at] in OBLIQUE


def is_disguise(words: Sequence[str], at: int) -> bool:
    """Whether "as" leads in what somebody only looks like: "soldiers dressed as medics", "gunmen posing as police"."""
    return words[at] == "as" and at > 0 and words[at - 1] in _DISGUISED


def begins_clause(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a party is the subject of a verb behind "and": "Hamas handed over two bodies and [Israel] freed prisoners"."""
    return words[max(0, first - 1)] in JOINING and any(map(is_past, words[last : last + 1]))


def stands_beside(words: Sequence[str], first: int) -> bool:
    """Whether the party that begins at a token only stands beside another: "speaking alongside Zelensky", "next to the king"."""
    first -= words[max(0, first - 1) : first] in ARTICLES
    return words[max(0, first - 1) : first] in _BESIDE or words[max(0, first - 2) : first] in _BESIDE


def hears(words: Sequence[str], first: int) -> bool:
    """Whether the party that begins at a token is only told it: "the spokesman told reporters that 41 were arrested"."""
    first -= words[max(0, first - 1) : first] in ARTICLES
    return words[max(0, first - 1) : first] in _TOLD


def is_served(words: Sequence[str], first: int) -> bool:
    """Whether others spy or work for the party that begins at a token: "convicted of spying for the United States"."""
    first -= words[max(0, first - 1) : first] in ARTICLES
    return words[max(0, first - 2) : first] in _SERVING


def is_gapped(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a party stands before a number without the verb of the one in front: "Ukraine freed 300 men and [Russia] 200"."""
    if first == 0 or words[first - 1] != "and" or last >= len(words):
        return False
    if words[last] in _CURRENCIES:  # "Germany will give 1.9 billion euros and [Canada] $500 million"
        return True
    bare, after = opens_number(words[last]), words[last + 1 : last + 2]
    return bare and (not after or after[0] in PREPOSITIONS or not after[0].isalnum())


def but_owners(clause: Clause) -> list[Found]:
    """The parties of a clause without those that only say whose the next one is: "sanctions on Sudan's RSF"."""
    owned = {start for start, _, _ in clause.actors}
    return [f for f in clause.actors if not (f[1] in owned and clause.words[f[1] - 1].endswith(POSSESSIVE))]
