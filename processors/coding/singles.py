"""One: a person or a weapon under an indefinite article, to whom or to which something was done."""

from collections.abc import Iterator, Sequence

from processors.coding.kinds import KINDS, OBJECTS, PEOPLE, beyond_aside, beyond_joined, loss_of, told_before
from processors.coding.numbers import Number, opens_number
from processors.coding.tokens import Token
from processors.coding.vocabulary import word_set
from processors.coding.words import BE, BREAKS, PREPOSITIONS

SINGLE_OBJECTS = word_set("quantities", "single_objects")
"""Weapons, one of each."""
ARTICLES = frozenset({"a", "an", "another"})
_HIT = frozenset({"shot", "struck", "hit", "down"})
_ASIDE = 16
"""Words of an insertion between a name and its verb."""
_CHAIN = 7
"""Words of what is counted in front of "and"."""
_CHAIN_ENDS = BREAKS | PREPOSITIONS | BE | {","}
_HARMED = word_set("quantities", "harmed")
_HANDLED = word_set("quantities", "handled")


def single_victims(words: Sequence[str]) -> list[Number]:
    """One, under an indefinite article: "a soldier was killed", "arrested a demonstrator", "shot down a helicopter"."""
    found: list[Number] = []
    for at in _articles(words):
        before = words[at - 1] if at else ""
        suffered = told_before(words, at) is not None or _is_joined(words, at)
        if words[at] == "another" and before in KINDS:
            found.append(Number(at, at + 1, 1, 1))
        for head in range(at + 1, min(at + 6, len(words))):
            if words[head] == "police" and words[head + 1 : head + 2] and words[head + 1] in PEOPLE:
                continue
            if words[head + 1 : head + 2] == ("of",) and head + 2 < len(words) and opens_number(words[head + 2]):
                break  # "a family of four": these are counted
            after = words[head + 1] if head + 1 < len(words) else ""
            suffers = words[head] in PEOPLE and (
                _suffers_next(words, beyond_joined(words, head + 1))
                or beyond_aside(words, head + 1) is not None
                or suffered
                or before in {"including", "dead"}
                or (before == "of" and loss_of(words, at) is not None)
            )
            shot = before in _HANDLED or _is_shot_down(words, head + 1)
            if suffers or (words[head] in SINGLE_OBJECTS and after not in SINGLE_OBJECTS and shot):
                found.append(Number(at, at + 1, 1, 1))
            if words[head] in PEOPLE or words[head] in OBJECTS or words[head] in BREAKS or words[head] in PREPOSITIONS:
                break
    return found


def _is_joined(words: Sequence[str], at: int) -> bool:
    """Whether "and" joins a word to those of whom a verb in front says what they suffered: "killing a pilot and a general"."""
    if not at or words[at - 1] != "and":
        return False
    start = next((i for i in range(at - 2, max(-1, at - 2 - _CHAIN), -1) if words[i] in ARTICLES or opens_number(words[i])), None)
    return start is not None and told_before(words, start) is not None and not _CHAIN_ENDS.intersection(words[start : at - 1])


def single_nouns(words: Sequence[str]) -> list[Number]:
    """One under an indefinite article, of people or weapons, in a sentence that tells a harm, whatever is said of that one."""
    if KINDS.keys().isdisjoint(words) and _HIT.isdisjoint(words):
        return []
    found = []
    for at in _articles(words):
        near = words[at + 1 : at + 6]
        stop = next((i for i, word in enumerate(near) if not word.replace("'", "").isalnum()), len(near))
        if any(word in PEOPLE or word in SINGLE_OBJECTS for word in near[:stop]):
            found.append(Number(at, at + 1, 1, 1))
    return found


def _articles(words: Sequence[str]) -> Iterator[int]:
    """Where an indefinite article stands; "another 14" is a number of its own."""
    for at, word in enumerate(words[:-1]):
        counted = word == "another" and opens_number(words[at + 1])
        if word in ARTICLES and not counted and words[max(0, at - 2) : at] != ("according", "to"):
            yield at


def named_victims(tokens: Sequence[Token]) -> list[Number]:
    """One, by name: "Ann Smith was killed". Only harm is counted so: arrests of somebody known are told without a number."""
    found = []
    for at in range(1, len(tokens) - 1):
        if tokens[at].low != "was" or _HARMED.isdisjoint(token.low for token in tokens[at + 1 : at + 4]):
            continue
        end = _before_aside(tokens, at)
        if end and tokens[end - 1].capital:
            first = next((i + 1 for i in range(end - 2, max(-1, end - 5), -1) if not tokens[i].capital), max(0, end - 4))
            found.append(Number(first, first, 1, 1, named=end))
    return found


def _before_aside(tokens: Sequence[Token], at: int) -> int:
    """One past the subject of a verb, over an insertion between two commas: "Ann Smith, a lawyer, was"."""
    if tokens[at - 1].low != ",":
        return at
    return next((i for i in range(at - 2, max(0, at - 2 - _ASIDE), -1) if tokens[i].low == ","), 0)


def _is_shot_down(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of loss follows: "… that was shot down", "… was downed"."""
    near = [word for word in words[at : at + 3] if word not in {"that", "which"}]
    return len(near) > 1 and near[0] == "was" and near[1] in {"shot", "downed", "destroyed", "intercepted"}


def _suffers_next(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of suffering follows: "was shot", "died", "killed in"; not "killed twelve", which that one did."""
    word, after = words[at] if at < len(words) else "", words[at + 1] if at + 1 < len(words) else ""
    hurt = not {"injuries", "wounds", "injury"}.isdisjoint(words[at + 1 : at + 5])
    return (
        word in BE
        or word in {"died", "dead"}
        or (word in {"received", "sustained", "suffered"} and hurt)
        or (word in {"killed", "wounded", "injured"} and (after in PREPOSITIONS or after == "according" or not after.isalnum()))
    )
