"""The clause with "after" or "when" in front of the main one: "days after two officials were killed, a car bomb exploded"."""

from collections.abc import Sequence

from processors.coding.language.lexicon import is_past
from processors.coding.language.numbers import opens_number
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS

_LEADING = frozenset({"after", "before", "since", "as", "while", "when"})
_OPENING = ADVERBS | word_set("front_clauses", "opening")
"""What may stand in front of its leading word, numbers aside."""
_OPENING_REACH = 6
"""Words of "less than two weeks after"."""


def front_clause(words: Sequence[str], start: int = 0) -> tuple[int, int]:
    """The token of the word that leads it in, and its comma; (0, 0) where the words from a token on begin with no such clause."""
    near = range(start, min(start + _OPENING_REACH, len(words)))
    lead = next((at for at in near if words[at] in _LEADING), None)
    if lead is None or not all(word in _OPENING or opens_number(word) for word in words[start:lead]):
        return 0, 0
    told = False
    for at in range(lead + 1, len(words)):
        if words[at] in BREAKS:
            break
        told = told or words[at] in BE or is_past(words[at])
        if told and words[at] == ",":
            return lead, at
    return 0, 0
