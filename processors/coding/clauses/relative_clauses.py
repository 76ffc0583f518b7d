"""What a relative clause tells of a noun: "the truce that ended the war last November"."""

from collections.abc import Sequence

from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.tense import token_at
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import is_past
from processors.coding.language.times import Time
from processors.coding.language.words import BE, HAVE, MARKS, MODALS, REPORTING

_PRONOUNS = frozenset({"that", "which", "who"})
_VERBS = BE | HAVE | MODALS
_ENDS = MARKS | {"and", "but"}
_REACH = 20
"""Words from the pronoun to the time."""
_VERB_REACH = 5
"""Words from the pronoun to the verb that another than the noun is the subject of."""


def dates_another_clause(time: Time, trigger: Trigger) -> bool:
    """Whether a time only tells when it was what a relative clause says, of which a trigger is no part."""
    words, at = trigger.clause.words, token_at(time, trigger.clause)
    start = relative_clause(words, at, _VERB_REACH)
    if start is None or (start <= trigger.first and _ENDS.isdisjoint(words[at : trigger.first])):
        return False
    between = words[trigger.last : start]
    told_of_it = trigger.is_noun and trigger.last <= start and "of" not in between and not any(map(_is_verb, between))
    return not told_of_it  # "the attack on a hotel that killed 20 in 2014"


def relative_clause(words: Sequence[str], at: int, verb_within: int = 1) -> int | None:
    """Where the relative clause begins that a word stands in; None where it stands in none.

    Its verb is behind the pronoun, so that the noun is its subject ("the truce that ended"), or within so many words, and so
    may be another's ("the sanctions that Britain imposed").
    """
    for i in range(at - 1, max(0, at - _REACH), -1):
        if words[i] in MARKS or (words[i] in {"and", "but"} and is_past(words[i + 1])):
            return None
        if words[i] in _PRONOUNS:
            tells = any(map(_is_verb, words[i + 1 : min(at, i + 1 + verb_within)]))
            return i if tells and words[i - 1].isalpha() and words[i - 1] not in REPORTING else None
    return None


def is_main_verb(trigger: Trigger, start: int) -> bool:
    """Whether a verb goes on behind a relative clause with the noun in front: "a [man] who stabbed two soldiers was shot"."""
    words, first = trigger.clause.words, trigger.first
    finite = trigger.form is Form.PAST or words[first] in BE | HAVE
    told = {*words[start:first]}
    return (
        words[start] == "who"
        and finite
        and _is_verb(words[start + 1])
        and told.isdisjoint(REPORTING | _ENDS | _PRONOUNS - {"who"})
    )


def _is_verb(word: str) -> bool:
    return word in _VERBS or is_past(word)
