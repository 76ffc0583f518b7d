"""Those who are counted by what they do, or beside whom they suffer: "five gunmen killed six men", "along with three aides"."""

from collections.abc import Sequence

from processors.coding.clauses.governed import is_disguise
from processors.coding.counts.kinds import KINDS, PEOPLE
from processors.coding.language.numbers import opens_number
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MARKS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

_HARMING = word_set("quantities", "harming")
_ATTACKING = word_set("quantities", "attacking")
_ARMED = word_set("quantities", "armed")
_FORCES = frozenset({"force", "army"})
_OTHER_CLAUSE = frozenset({"who", "that", "which", "whom", "and", "or", "but"})
_BESIDE = frozenset({("along", "with"), ("together", "with")})
_PAST = ("ed", "dead")
_BESIDE_REACH = 14
"""Words between what somebody suffers and those beside them."""
_AMOUNTS = frozenset(
    {"at", "least", "over", "around", "about", "nearly", "almost", "more", "than", "up", "to", "some", "as", "many"}
)
"""What may stand before a number: "killed at least ten people"."""
_VERB_REACH = 9
"""Words behind those who are counted among which their verb is."""
_OBJECT_REACH = 5
"""Words behind a verb among which the people are that it harms."""


def do_harm(words: Sequence[str], end: int) -> bool:
    """Whether those who are counted harm others: "ten soldiers dressed as medics killed three men"; not "… killed on Monday"."""
    verb = _verb(words, end)
    return verb is not None and words[verb] in _HARMING and _harms_people(words, verb + 1)


def are_force(words: Sequence[str], first: int, end: int) -> bool:
    """Whether armed people are counted who act: "about 40 rebels abducted a villager", "200 fighters attacked a base"."""
    if _ARMED.isdisjoint(words[first:end]) and not (
        words[end - 1] == "people" and not _FORCES.isdisjoint(words[max(0, first - 3) : first])
    ):
        return False
    verb = _verb(words, end)
    return verb is not None and (words[verb] in _ATTACKING or do_harm(words, end))


def suffers_with(words: Sequence[str], first: int, end: int) -> QuantityKind | None:
    """What people suffer who are counted beside somebody: "the mayor was held on Friday, along with three aides"."""
    beside = words[max(0, first - 2) : first] in _BESIDE or words[max(0, first - 1) : first] == ("alongside",)
    if not beside or words[end - 1] not in PEOPLE or end - 1 < first:
        return None
    start = max(0, first - _BESIDE_REACH)
    stop = next((at for at in range(first - 1, start - 1, -1) if words[at] in BREAKS or words[at] in REPORTING), start)
    return next(
        (KINDS[words[at]] for at in range(first - 1, stop - 1, -1) if words[at] in KINDS and words[at].endswith(_PAST)), None
    )


def _verb(words: Sequence[str], end: int) -> int | None:
    """The active verb of those who are counted."""
    for at in range(end, min(end + _VERB_REACH, len(words))):
        word = words[at]
        if word in _HARMING or word in _ATTACKING:
            return at
        auxiliary = word in HAVE and at == end and words[at + 1 : at + 2] != ("been",)
        ends = word in BE or word in HAVE or word in MARKS or word in SUBORDINATORS or word in _OTHER_CLAUSE
        if ends and not (auxiliary or is_disguise(words, at)):
            return None
        if word in REPORTING or word in KINDS:
            return None
    return None


def _harms_people(words: Sequence[str], first: int) -> bool:
    """Whether people follow as an object that has no predicate of its own; not "two killed a day after rebels attacked"."""
    while first < len(words) and words[first] in _AMOUNTS:
        first += 1
    opening = words[first] if first < len(words) else "."
    if not (opening in DETERMINERS or opening in PEOPLE or opens_number(opening)):
        return False
    for at in range(first, min(first + _OBJECT_REACH, len(words))):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else "."
        if word in PEOPLE and after not in PEOPLE:
            return after not in BE and after not in KINDS and after not in REPORTING
        if word in MARKS or word in SUBORDINATORS or word in BE or word in HAVE or word in ADVERBS or word in KINDS:
            return False
    return False
