"""Numbers that count none of the kinds: things, units, parts of a text, courts, what is only wanted."""

from collections.abc import Sequence

from processors.coding.clauses.reduced import CONDEMNING, is_condemned
from processors.coding.counts.kinds import HARMS, KINDS, PEOPLE, SUFFERED, UNCOUNTED, are_handed_over, told_before
from processors.coding.counts.noun_phrases import FUNCTION
from processors.coding.counts.parts import WEAPONS, are_worse, succumb
from processors.coding.counts.singles import SINGLE_OBJECTS
from processors.coding.language.numbers import Number, opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, DETERMINERS, HAVE, MARKS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

_ATTACKS = word_set("reading", "attacks") | {"barrage", "salvo", "assault", "threat", "test", "launch"}
_WANTED = frozenset(["demand", "demands", "demanded", "demanding", "plot", "plots", "plotted", "plotting"])
_PERSONS = ("ers", "ors", "ists", "ians", "ants", "ents", "ees", "ives", "ans", "kers", "ss", "is", "us")
"""Endings of words for people: a noun that no list holds may be one."""
_SHORT_FORM = 4
"""Most letters of a unit's short form."""
_TEXTS = frozenset(["takeaways", "things", "reasons", "ways", "questions", "charts", "maps", "facts", "lessons"])
_TEXT_REACH = 2
_THINGS = word_set("quantities", "things")
_THING_REACH = 5
_PHRASES_REACH = 7
_FUEL = frozenset({"fuel", "oil", "refinery", "petroleum", "storage"})
_HAVING = frozenset({("has",), ("have",), ("had",), ("numbering",), ("comprising",)})
_LINKING = FUNCTION | SUBORDINATORS | REPORTING | HARMS | {"and", "or", "who", "that", "which", "whom", "whose"}
_COURT_REACH = 6
"""Words between a judge and the sentence."""
_NEAR = 6


def is_uncounted(clause: Clause, number: Number, end: int, kind: QuantityKind | None) -> bool:
    """Whether the number only picks somebody out, names part of a compound, or counts other things or what is only wanted."""
    words, bare = clause.words, end == number.last
    if (bare and words[end : end + 1] and words[end] in UNCOUNTED) or _is_unit(clause, number) or _is_part_of_text(words, number):
        return True  # "27 arrest warrants"
    if (number.first and words[number.first - 1] in CONDEMNING) or _is_of_court(words, end) or is_condemned(words, end):
        return True  # "sentenced four men to death"
    if words[max(0, number.first - 2) : number.first] == ("front", "of"):
        return True  # "shot dead in front of dozens of people"
    if words[end - 1] in {"tank", "tanks"} and not _FUEL.isdisjoint(words):
        return True  # "fire engulfed three tanks of fuel"
    if not number.currency and _are_things(words, number.last):
        return True
    if (kind is None or kind in SUFFERED) and not bare and _has_them(words, number.first, end):
        return True  # "the group, which has about 50 members, killed three"
    if kind is None:
        return not bare and _acts_on_others(words, end)
    if kind is QuantityKind.DEAD and are_handed_over(words, number.first, end):
        return True
    if kind in SUFFERED and number.low == number.high == 1 and words[end - 1] == "family":
        return True  # "five people, all of one family"
    wanted = kind in SUFFERED and not _WANTED.isdisjoint(words[max(0, number.first - _NEAR) : number.first])
    return (
        wanted
        or _is_one_of_many(words, number, end)
        or _is_attribute(words, end, kind, single=number.low == number.high == 1)
        or (kind in SUFFERED and bare and counts_things(clause, end))
    )


def _are_things(words: Sequence[str], at: int) -> bool:
    """Whether arms, premises, places or happenings are counted: "five AK-47 rifles", "two police stations", "30 massacres"."""
    for i in range(at, min(at + _THING_REACH, len(words))):
        if words[i] in _THINGS:
            return PEOPLE.isdisjoint(words[i + 1 : i + 2])  # not "two weapons dealers"
        person = words[i] in PEOPLE and _THINGS.isdisjoint(words[i + 1 : i + 2])  # not "refugee camps"
        if person or words[i] in _LINKING or (words[i] in MARKS and words[i] != "-"):
            break
    return False


def _has_them(words: Sequence[str], first: int, end: int) -> bool:
    """Whether people are only those that a body has, as members or under arms."""
    having = words[max(0, first - 1) : first]
    return having in _HAVING and HARMS.isdisjoint(words[first : end + 1]) and BE.isdisjoint(words[end : end + 1])


def _acts_on_others(words: Sequence[str], end: int) -> bool:
    """Whether a verb that is joined behind people has an object of its own: "fired at 500 protesters and arrested 34"."""
    near = range(end, min(end + _PHRASES_REACH, len(words) - 2))
    at = next((i for i in near if words[i] == "and" or words[i] in MARKS or words[i] in BE or words[i] in KINDS), len(words) - 1)
    verb, number = words[at + 1 : at + 2], words[at + 2 : at + 3]
    counts = any(opens_number(word) or word in DETERMINERS for word in number)
    return words[at] == "and" and counts and not HARMS.isdisjoint(verb)


def _is_of_court(words: Sequence[str], end: int) -> bool:
    """Whether those who are counted pass sentence: "a judge in Tunis sentenced six men to death"; not "a judge was sentenced"."""
    verb = next((at for at in range(end, min(end + _COURT_REACH, len(words))) if words[at] in CONDEMNING), None)
    return verb is not None and words[end - 1] in {"judge", "judges"} and words[verb - 1] not in BE | {"who"}


def _is_unit(clause: Clause, number: Number) -> bool:
    """Whether a number names a unit by its short form: "52 RR and CRPF arrested two"; not "14 NPA rebels"."""
    words, at = clause.words, number.last
    if number.first + 1 != at or not words[number.first].isdecimal() or told_before(words, number.first) is not None:
        return False
    token = next(iter(clause.sentence.tokens[at : at + 1]), None)
    if token is None or not clause.source[token.start : token.end].isupper() or token.end - token.start > _SHORT_FORM:
        return False
    verb = next((i for i in range(at + 1, min(at + _SHORT_FORM, len(words) - 1)) if words[i] in KINDS), None)
    return verb is not None and (words[verb + 1] in DETERMINERS or opens_number(words[verb + 1]))


def _is_part_of_text(words: Sequence[str], number: Number) -> bool:
    """Whether parts of an article are counted: "Five takeaways from Israel's assassination of"."""
    return not _TEXTS.isdisjoint(words[number.last : number.last + _TEXT_REACH])


def _is_attribute(words: Sequence[str], end: int, kind: QuantityKind, *, single: bool) -> bool:
    """Whether a weapon's name only describes what is counted: "four missile destroyers", "a missile and drone attack"."""
    after = words[end] if end < len(words) else ""
    if kind not in WEAPONS or words[end - 1] not in SINGLE_OBJECTS:
        return False
    if single:
        joined = words[end + 2 : end + 3] if after == "and" and words[end + 1 : end + 2] else ()
        return after in _ATTACKS or not _ATTACKS.isdisjoint(joined)
    return after.isalpha() and after.endswith("s") and after not in BE | HAVE | {"shells"}


def _is_one_of_many(words: Sequence[str], number: Number, end: int) -> bool:
    """Whether "one of …" only picks somebody out: it counts where something is said to have been done to that one."""
    picks = words[number.last - 1] == "one" and words[number.last : number.last + 1] == ("of",)
    return (
        picks
        and not (end < len(words) and words[end] in BE)
        and not (are_worse(words, number.last) or succumb(words, number.last))
    )


def counts_things(clause: Clause, at: int) -> bool:
    """Whether a plural follows that names no people: "arrested over 108 alleged offences"."""
    for token in clause.sentence.tokens[at : at + 2]:
        word = token.low
        if token.capital or not word.isalpha() or word in KINDS or word in FUNCTION or word in SUBORDINATORS:
            return False
        if word.endswith("s"):
            return not word.endswith(_PERSONS)
    return False
