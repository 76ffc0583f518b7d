"""Participles that only describe somebody: "the 17 abducted workers", "a police officer deployed to Haiti was killed"."""

from collections.abc import Sequence

from processors.coding.language.lexicon import is_past
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, DETERMINERS, HAVE, MARKS, MODALS, PREPOSITIONS, PRONOUNS

VERBAL_BEFORE = MODALS | PRONOUNS | BE | HAVE | word_set("frames", "verbal_before")
_POSTED = frozenset({"deployed", "stationed"})
_SERVING = frozenset({("in",), ("to",), ("at",), ("for",), ("with",), ("near",), ("along",)})
_AUXILIARIES = BE | HAVE
POSTED_REACH = 8
"""Words behind a participle among which the verb of the sentence stands, where it is none itself."""
_PERSONS = word_set("quantities", "people") | word_set("frames", "persons")
PERSON_REACH = 2
"""Words behind a participle that hold the person whom it describes."""
_AROUND = DETERMINERS | PREPOSITIONS | {"all", "and", ","}


def describes(clause: Clause, at: int) -> bool:
    """Whether a participle only says who is meant: "rescued eight of the 17 abducted workers", "jailed leader Besigye"."""
    words = clause.words
    if not is_past(words[at]) or not _PERSONS.intersection(words[at + 1 : at + 1 + PERSON_REACH]):
        return False
    head = next(i for i in range(at + 1, len(words)) if words[i] in _PERSONS)
    if any(word in BREAKS or word in _AROUND or opens_number(word) for word in words[at + 1 : head]):
        return False
    before = words[at - 1] if at else ""
    return not before or before in _AROUND or before in BREAKS or opens_number(before) or is_past(before)


def is_posted(words: Sequence[str], at: int) -> bool:
    """Whether a participle only says where somebody serves: "a police officer deployed to Haiti was killed"."""
    behind = words[at + 1 : at + 1 + POSTED_REACH]
    serves = words[at] in _POSTED and behind[:1] in _SERVING
    if not (serves or words[at : at + 2] == ("fighting", "for")) or not at or words[at - 1] in VERBAL_BEFORE:
        return False
    verb = next((i for i, word in enumerate(behind) if word in _AUXILIARIES), None)
    return verb is not None and MARKS.isdisjoint(behind[:verb])
