"""Sentences that turn to another happening than the ones in front: "Separately, …", "In another incident, …"."""

from processors.coding.language.reading import Clause
from processors.records.event import Location

_ASIDE = frozenset({"separately", "elsewhere"})
_OTHER = frozenset({"another", "separate", "different", "other", "unrelated"})
_CASES = frozenset({
    "incident", "incidents", "attack", "attacks", "development", "developments", "case", "cases", "strike", "strikes",
    "operation", "operations", "raid", "raids", "clash", "clashes", "ambush", "assault", "shooting", "explosion", "blast",
    "encounter", "violence",
})  # fmt: skip
_REACH = 6
"""Words that open a sentence."""


def turns_to_another(clause: Clause) -> bool:
    """Whether a sentence opens by leaving what was told: "Elsewhere, two soldiers died", "In a separate attack, …"."""
    words = clause.words[clause.dateline : clause.dateline + _REACH]
    words = words[1:] if words[:1] in {("and",), ("but",), ('"',)} else words
    if not _ASIDE.isdisjoint(words[:1]):
        return True
    if words[:1] not in {("in",), ("on",)}:
        return False
    other = next((at for at, word in enumerate(words) if word in _OTHER), None)
    return other is not None and "," not in words[:other] and not _CASES.isdisjoint(words[other + 1 :])


def place_in_front(clause: Clause) -> Location | None:
    """The place with which a sentence opens: "In Borno, fighters killed nine soldiers"."""
    words, at = clause.words, clause.dateline + 1
    if words[at - 1] != "in":
        return None
    return next((p.location for first, last, p in clause.places if first == at and words[last : last + 1] == (",",)), None)
