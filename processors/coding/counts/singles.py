"""One: a person or a weapon under an indefinite article, to whom or to which something was done."""

from collections.abc import Iterator, Sequence

from processors.coding.counts.kinds import HARMS, KINDS, OBJECTS, PEOPLE, beyond_aside, beyond_joined, loss_of, told_before
from processors.coding.language.numbers import Number, opens_number
from processors.coding.language.tokens import Token
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

SINGLE_OBJECTS = word_set("quantities", "single_objects")
"""Weapons, one of each."""
ARTICLES = frozenset({"a", "an", "another"})
_HIT = frozenset({"shot", "struck", "hit", "down"})
_REACH = 5
"""Words behind an article among which its noun is."""
_ASIDE = 16
"""Words of an insertion between a name and its verb."""
_CHAIN = 7
"""Words of what is counted in front of "and"."""
_CHAIN_ENDS = BREAKS | PREPOSITIONS | BE | {","}
_NAME = 4
"""Most words of a name."""
_JOINING = PREPOSITIONS - SUBORDINATORS - {"until"}
_DESCRIBING = frozenset({"of", "from", "in", "at", "with"})
_CLAUSE_ENDS = BREAKS | SUBORDINATORS | REPORTING | {",", "that"}
_KNOWN = frozenset({"the", "his", "her", "their"})
"""In front of somebody who was told of, or belongs to them."""
_AMOUNTS = frozenset({("at", "least"), ("at", "most"), ("as", "many"), ("up", "to")})
_ABOUT = frozenset({("over",), ("around",), ("about",), ("almost",), ("nearly",)})
_PREDICATE = 3
"""Words behind "was" among which the harm is."""
_YEAR = 4
"""Digits of a year."""
_MODIFIER = 9
"""Words of what describes who suffers."""
_COLLECTIVES = frozenset({"family", "families", "crew", "staff", "personnel"})
"""Of these one is several people."""
_HARMED = word_set("quantities", "harmed")
_ORDINALS = frozenset({"second", "third", "fourth", "fifth"})
_KIN = word_set("quantities", "kin")
"""One who belongs to somebody: "killed a farmer and wounded his wife"."""
_HARM = frozenset({QuantityKind.DEAD, QuantityKind.INJURED})
_HARMED_OR_TAKEN = _HARMED | {"abducted", "kidnapped"}
_SEIZING = frozenset(["arrested", "arrests", "arrest", "arresting", "detained", "detains", "detain", "detaining"])
_CULPRITS = word_set("quantities", "culprits")
_HANDLED = word_set("quantities", "handled")


def single_victims(words: Sequence[str]) -> list[Number]:
    """One, under an indefinite article: "a soldier was killed", "arrested a demonstrator", "shot down a helicopter"."""
    found: list[Number] = []
    for at in _articles(words):
        before = words[at - 1] if at else ""
        suffered = told_before(words, at) is not None or _is_joined(words, at)
        if words[at] == "another" and (before in KINDS or _is_harmed_too(words, at)):
            found.append(Number(at, at + 1, 1, 1))
        if _is_next_victim(words, at):
            found.append(Number(at, at + 2, 1, 1))
        for head in range(at + 1, one_past(words, at + 1, _REACH)):
            if _describes(words, head):
                continue
            if words[head] in _COLLECTIVES:
                break
            if words[head + 1 : head + 2] == ("of",) and head + 2 < len(words) and opens_number(words[head + 2]):
                break  # "a family of four": these are counted
            after = words[head + 1] if head + 1 < len(words) else ""
            person = words[head] in PEOPLE or is_age_of_somebody(words, head) or (words[head] == "major" and after in BE)
            suffers = person and (
                _suffers_next(words, beyond_joined(words, head + 1))
                or beyond_aside(words, head + 1) is not None
                or _is_harmed_beyond(words, head + 1)
                or suffered
                or before in {"including", "dead"}
                or (words[head + 1 : head + 3] == ("to", "death") and ARTICLES.isdisjoint(words[at + 1 : head]))
                or (before == "of" and loss_of(words, at) is not None)
            )
            shot = before in _HANDLED or _is_shot_down(words, head + 1)
            if suffers or (words[head] in SINGLE_OBJECTS and after not in SINGLE_OBJECTS and shot):
                one = 1 + (words[head] == "couple")
                found.append(Number(at, at + 1, one, one))
            if person or words[head] in OBJECTS or words[head] in BREAKS or words[head] in PREPOSITIONS:
                break
    return found


def _is_next_victim(words: Sequence[str], at: int) -> bool:
    """Whether an ordinal stands for one more victim: "shot dead two soldiers and wounded a third"; not "a third of them"."""
    if words[at] != "a" or words[at + 1] not in _ORDINALS or words[at + 2 : at + 3] == ("of",):
        return False
    harmed = words[at + 2 : at + 3] == ("was",) and not _HARMED_OR_TAKEN.isdisjoint(words[at + 3 : at + 6])
    return harmed or (told_before(words, at) in _HARM and words[at + 2 : at + 3] != ("person",))


def told_victims(words: Sequence[str]) -> list[Number]:
    """One whom the report has told of: "the driver was killed and his assistant injured"; not "the king was killed in 1934"."""
    found: list[Number] = []
    for at, word in enumerate(words[:-2]):
        if word in _KNOWN and not (at and words[at - 1] in _JOINING):
            reach = range(at + 1, min(at + _REACH, len(words) - 1))
            head = next((i for i in reach if not words[i].isalpha() or (words[i] in PEOPLE and words[i + 1] not in PEOPLE)), None)
            told = head is not None and words[head] in PEOPLE and _is_told_harmed(words, at, head + 1)
            if told or (word != "the" and words[at + 1] in _KIN and _suffers_beside(words, at)) or _is_seized_culprit(words, at):
                found.append(Number(at, at + 1, 1, 1))
    return found


def _suffers_beside(words: Sequence[str], at: int) -> bool:
    """Whether kin suffer: "wounded his wife", "killed a writer and her husband", "a priest and his brother were abducted"."""
    if told_before(words, at) in _HARM or _is_joined(words, at):
        return True
    behind = words[at + 2 : at + 6]
    return words[at - 1] == "and" and behind[:1] == ("were",) and not _HARMED_OR_TAKEN.isdisjoint(behind)


def _is_seized_culprit(words: Sequence[str], first: int) -> bool:
    """Whether the one who is sought is caught: "arrested the prime suspect", "have detained the alleged ringleader"."""
    if not first or words[first - 1] not in _SEIZING or words[first] != "the":
        return False
    near = range(first + 1, min(first + _REACH, len(words)))
    head = next((at for at in near if words[at] in _CULPRITS or not words[at].isalpha()), None)
    return head is not None and words[head] in _CULPRITS and not any(word in _CHAIN_ENDS for word in words[first + 1 : head])


def _is_told_harmed(words: Sequence[str], first: int, verb: int) -> bool:
    """Whether what was done to one is news: "was shot dead", or behind another one only the participle."""
    behind = words[verb + 1 : verb + 1 + _PREDICATE]
    stop = next((i for i, word in enumerate(behind) if word in PREPOSITIONS or not word.isalnum()), len(behind))
    past = any(word.isdecimal() and len(word) == _YEAR for word in words[verb:])
    joined = not {"was", "were"}.isdisjoint(words[:first]) and not _HARMED.isdisjoint(words[:first])
    if words[verb] == "was":
        news = words[first] == "the" or joined or "also" in behind  # not "his father was killed in the war"
        return news and not past and not _HARMED_OR_TAKEN.isdisjoint(behind[:stop])
    return joined and words[first - 1] in {"and", "while"} and words[verb] in _HARMED and not past


def _is_harmed_too(words: Sequence[str], at: int) -> bool:
    """Whether "another" stands for somebody who was harmed as well: "two were killed and another injured"."""
    told = [word for word in words[at + 1 : at + 4] if word not in ADVERBS and word not in {"was", "is"}]
    return words[at - 1 : at] in {("and",), ("while",), (",",)} and bool(told) and told[0] in _HARMED


def one_past(words: Sequence[str], first: int, count: int) -> int:
    """One past so many words from a token on, where a compound is one word: "62-year-old man" are two."""
    end = first
    for _ in range(count):
        end += 1
        while words[end : end + 1] == ("-",):
            end += 2
    return min(end, len(words))


def is_age(words: Sequence[str], at: int) -> bool:
    """Whether the last word of an age stands there: "45-year-old", "six-month old"."""
    return words[at] == "old" and not {"year", "month", "day", "week"}.isdisjoint(words[max(0, at - 2) : at])


def is_age_of_somebody(words: Sequence[str], at: int) -> bool:
    """Whether an age ends there that stands for who has it: "a 19-year-old was shot dead"."""
    after = words[at + 1] if at + 1 < len(words) else "."
    ends = after in BE or after in PREPOSITIONS or not after.isalnum() or after in {"who", "and", "died", "dead"}
    return ends and is_age(words, at)


def _describes(words: Sequence[str], at: int) -> bool:
    """Whether a word for somebody describes another one or a weapon: "police officer", "fighter jet", "bus driver"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in PEOPLE or words[at] == "police":
        return after in SINGLE_OBJECTS or after in PEOPLE
    return words[at] in OBJECTS and after in PEOPLE


def _is_joined(words: Sequence[str], at: int) -> bool:
    """Whether "and" joins a word to those of whom a verb in front says what they suffered: "killing a pilot and a general"."""
    if not at or words[at - 1] != "and":
        return False
    start = next((i for i in range(at - 2, max(-1, at - 2 - _CHAIN), -1) if words[i] in ARTICLES or opens_number(words[i])), None)
    return start is not None and told_before(words, start) is not None and not _CHAIN_ENDS.intersection(words[start : at - 1])


def single_nouns(words: Sequence[str]) -> list[Number]:
    """One under an indefinite article, of people or weapons, in a sentence that tells a harm, whatever is said of that one."""
    if HARMS.isdisjoint(words) and _HIT.isdisjoint(words):
        return []
    found = []
    for at in _articles(words):
        near = words[at + 1 : one_past(words, at + 1, _REACH)]
        ends = (i for i, word in enumerate(near) if word in PREPOSITIONS or (word != "-" and not word.replace("'", "").isalnum()))
        stop = next(ends, len(near))
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
        name = _name_before(tokens, _before_aside(tokens, at)) or (
            _name_before(tokens, at - 1) if tokens[at - 1].low == "," else None
        )
        if name is not None:
            found.append(Number(name[0], name[0], 1, 1, named=name[1]))
    return found


def _name_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The name that ends before a token, without what a preposition joins to it: "Ann Smith of the Daily Star".

    None of what is no name itself: "a commander of the Arakan Army".
    """
    while end and tokens[end - 1].capital:
        first = next((i + 1 for i in range(end - 2, max(-1, end - 1 - _NAME), -1) if not tokens[i].capital), max(0, end - _NAME))
        at = first - 1 - (first > 1 and tokens[first - 1].low == "the")
        if at < 1 or tokens[at].low not in _JOINING:
            return first, end
        end = at
    return None


def _before_aside(tokens: Sequence[Token], at: int) -> int:
    """One past the subject of a verb, over an insertion between two commas: "Ann Smith, a lawyer, was"."""
    if tokens[at - 1].low != ",":
        return at
    return next((i for i in range(at - 2, max(0, at - 2 - _ASIDE), -1) if tokens[i].low == ","), 0)


def _is_shot_down(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of loss or use follows: "… that was shot down", "… was downed", "… was fired at a base"."""
    near = [word for word in words[at : at + 3] if word not in {"that", "which"}]
    return len(near) > 1 and near[0] == "was" and near[1] in {"shot", "downed", "destroyed", "intercepted", "fired", "launched"}


def _is_harmed_beyond(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of harm follows what only describes who suffers: "… serving in Lithuania was killed"."""
    word = words[at] if at < len(words) else ""
    if not word.endswith(("ed", "ing")) and word not in _DESCRIBING:
        return False
    for verb in range(at + 1, min(at + _MODIFIER, len(words))):
        if words[verb] in BE:
            return words[verb] == "was" and not _HARMED.isdisjoint(words[verb + 1 : verb + 4])
        if words[verb] in _CLAUSE_ENDS:
            return False
    return False


def _suffers_next(words: Sequence[str], at: int) -> bool:
    """Whether a predicate of suffering follows: "was shot", "died", "killed in"; not "killed twelve", which that one did."""
    word, after = words[at] if at < len(words) else "", words[at + 1] if at + 1 < len(words) else ""
    hurt = not {"injuries", "wounds", "injury"}.isdisjoint(words[at + 1 : at + 5])
    return (
        word in BE
        or word in {"died", "dead"}
        or (word == "lost" and words[at + 2 : at + 3] in {("life",), ("lives",)})
        or (word in {"embraced", "attained"} and after == "martyrdom")
        or (word in {"received", "sustained", "suffered"} and hurt)
        or (
            word in {"killed", "wounded", "injured"}
            and not _is_amount(words, at + 1)
            and (after in PREPOSITIONS or after in SUBORDINATORS or after == "according" or not after.isalnum())
        )
    )


def _is_amount(words: Sequence[str], at: int) -> bool:
    """Whether how many others follow a verb: "a gunman killed at least ten people", "killed over 20"; not "killed at noon"."""
    number = at + 1 < len(words) and opens_number(words[at + 1])
    return words[at : at + 2] in _AMOUNTS or (words[at : at + 1] in _ABOUT and number)
