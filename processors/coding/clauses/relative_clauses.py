"""What a relative clause tells of a noun: "the truce that ended the war last November"."""

from collections.abc import Sequence

from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.tense import token_at
from processors.coding.language.lexicon import is_past
from processors.coding.language.times import Time
from processors.coding.language.words import BE, BREAKS, HAVE, MODALS, REPORTING

_PRONOUNS = frozenset({"that", "which", "who"})
_VERBS = BE | HAVE | MODALS
_REACH = 20
"""Words from the pronoun to the time."""


def dates_another_clause(time: Time, trigger: Trigger) -> bool:
    """Whether a time only tells when it was what a relative clause says, of which a trigger is no part."""
    words, at = trigger.clause.words, token_at(time, trigger.clause)
    start = _relative_clause(words, at)
    return start is not None and not start <= trigger.first <= at


def _relative_clause(words: Sequence[str], at: int) -> int | None:
    """Where the relative clause begins that a word stands in; None where it stands in none."""
    for i in range(at - 1, max(0, at - _REACH), -1):
        if words[i] in BREAKS or words[i] == "," or (words[i] in {"and", "but"} and is_past(words[i + 1])):
            return None
        if words[i] in _PRONOUNS:
            tells = words[i + 1] in _VERBS or is_past(words[i + 1])
            return i if tells and words[i - 1].isalpha() and words[i - 1] not in REPORTING else None
    return None
