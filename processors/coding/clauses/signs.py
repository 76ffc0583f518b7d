"""Signs around a trigger that it is news, or that it only points to something told before."""

from collections.abc import Sequence
from datetime import date

from processors.coding.clauses.frames import Trigger
from processors.coding.language.inflection import Form
from processors.coding.language.times import Time, TimeForm
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, SUBORDINATORS
from processors.coding.speech.speeches import Speech

FRESH_DAYS = 3
"""A time at most so many days before publication is one of the news."""
OLD_DAYS = 8
HISTORY_DAYS = 300
CLAUSE_REACH = 14
SHORT = 14
"""Words and marks of a sentence that tells one thing."""
CROWD = 4
"""Triggers of a sentence that lists more than it tells."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "where", "whom"})
_KNOWN_CAUSES = word_set("signs", "known_causes")
_SUBORDINATE = SUBORDINATORS | _RELATIVES
_VERBAL = BE | HAVE | MODALS
_LINKS = PREPOSITIONS | _VERBAL | SUBORDINATORS
_NO_NOUNS = _LINKS | DETERMINERS | ADVERBS


def signs_of(
    trigger: Trigger, triggers: Sequence[Trigger], speech: Speech | None, time: Time | None, published: date | None
) -> frozenset[str]:
    """The names of the signs that stand: see the body, one line a sign."""
    clause, first, last = trigger.clause, trigger.first, trigger.last
    words, before = clause.words, clause.words[:first]
    after = words[last] if last < len(words) else ""
    near = _clause_before(before)
    auxiliary = [word for word in near[-5:] if word not in ADVERBS]
    age = _age(time, published)
    found = {
        "quoted": clause.quoted[first],
        "anaphoric": trigger.is_noun and bool(_POINTING.intersection(before[-1:])),
        "leading": trigger is triggers[0],
        "subordinate": not _SUBORDINATE.isdisjoint(before),
        "relative": not _RELATIVES.isdisjoint(near[-4:]),
        "known cause": _is_known_cause(before),
        "fresh": age is not None and 0 <= age <= FRESH_DAYS,
        "old": age is not None and age > OLD_DAYS,
        "years ago": age is not None and age > HISTORY_DAYS,
        "pluperfect": "had" in auxiliary[-3:],
        "perfect": bool({"has", "have"}.intersection(auxiliary[-3:])),
        "past": trigger.form is Form.PAST,
        "present": trigger.form in {Form.BASE, Form.THIRD},
        "ing": trigger.form is Form.ING,
        "infinitive": "to" in auxiliary[-1:],
        "passive": trigger.passive,
        "generic": trigger.is_noun and words[last - 1].endswith("s") and not DETERMINERS.intersection(before[-2:]),
        "adjective": trigger.form in {Form.PAST, Form.PARTICIPLE} and _is_adjective(before[-1:], after),
        "attribute": trigger.is_noun and bool(after) and after[0].isalpha() and after not in _LINKS,
        "reported": speech is not None,
        "named speaker": speech is not None and speech.mention is not None and speech.mention.country is not None,
        "crowded": len(triggers) >= CROWD,
        "short": len(words) < SHORT,
    }
    return frozenset(name for name, there in found.items() if there)


def _age(time: Time | None, published: date | None) -> int | None:
    """Days from a time to publication; None where that is not known, and where it went on for long until then."""
    if time is None or published is None:
        return None
    days = (published - time.start).days
    return None if time.form is TimeForm.UNTIL_NOW and days > OLD_DAYS else days


def _clause_before(before: Sequence[str]) -> Sequence[str]:
    """The words in front that belong to the trigger's own clause."""
    first = len(before)
    while (
        first > 0
        and len(before) - first < CLAUSE_REACH
        and before[first - 1] not in BREAKS
        and before[first - 1] not in SUBORDINATORS
    ):
        first -= 1
    return before[first:]


def _is_adjective(before: Sequence[str], after: str) -> bool:
    """Whether a participle only describes the noun behind it: "the banned movement", "a suspected militant"."""
    opens = (
        not before or before[0] in DETERMINERS | PREPOSITIONS or before[0] in {",", "and", "other"} or before[0].endswith("'s")
    )
    return opens and after[:1].isalpha() and after not in _NO_NOUNS


def _is_known_cause(before: Sequence[str]) -> bool:
    """Whether the last word that joins clauses or phrases takes the trigger as known ("after the attack", "over the arrest")."""
    for word in reversed(before[-7:]):
        if word in _KNOWN_CAUSES:
            return True
        if word in BREAKS or word in _VERBAL or word == ",":
            return False
    return False
