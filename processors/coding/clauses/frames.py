"""Find the words that tell an event, and decide whether they are verb or noun, active or passive."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from processors.actors import BODIES, ActorKind
from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.needs import NEEDS, is_of_measures
from processors.coding.clauses.reduced import VERBAL_BEFORE, describes, eases, is_posted, tells_less
from processors.coding.clauses.threats import as_told
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import LIKE_PAST, Family, Pattern, is_past, lexicon
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import (
    ADVERBS,
    BE,
    BREAKS,
    DETERMINERS,
    HAVE,
    HAZARDS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
)
from processors.records.event import PloverEvent

MAX_TRIGGERS = 10
"""Triggers of a sentence; one with more is a list or debris."""
_VERBAL_BUT_BE = VERBAL_BEFORE - BE - {"who"}
_HARMED = word_set("quantities", "harmed") | {"arrested", "detained", "abducted"}
_NOUNY = word_set("frames", "nouny")
_PASSIVE_AFTER = word_set("frames", "passive_after")
_INTRANSITIVE = word_set("frames", "intransitive")
_ABSTRACT = word_set("frames", "abstract")
_AFTER_A_NOUN = (PREPOSITIONS - {"by"}) | {"", ",", "."}
_PREFIXES = frozenset(["re", "counter", "co", "de", "over", "air", "test"])
"""What a hyphen joins to a verb: "counter-attacked"."""
_AGAINST = frozenset({"anti", "counter"})
_PARTICLES = frozenset({("down",), ("dead",), ("up",)})
"""What is part of the verb: "gunned down in", "shot dead near"."""
_AMOUNTS = frozenset({("at", "least"), ("at", "most"), ("as", "many"), ("as", "few")})
_ACCIDENTAL = frozenset({"accidental", "accidentally"})
_CAPTIVES_OF = frozenset({("prisoners", "of"), ("prisoner", "of")})
_CROWDING = word_set("frames", "crowding")
_RIGHTS_PEOPLE = frozenset({"group", "groups", "organisation", "organization", "activists", "activist", "monitor", "lawyers"})
"""Those behind "rights" who are nothing abstract: "were killed, rights group Foro Penal said"."""
_CALLING = word_set("frames", "calling")
CALLED_REACH = 8
"""Words between a verb of calling and the noun that somebody calls a thing."""
_ENDS = frozenset({(word,) for word in _PASSIVE_AFTER} | {()})
_STATES = frozenset(["in", "under", "behind", "taken", "placed"])
_LEGAL_TYPES = frozenset({PloverEvent.ACCUSE, PloverEvent.SANCTION})
_UNDERGONE = frozenset({"charged", "accused", "sentenced", "found"})
_WHAT_FOR = frozenset({("with",), ("over",), ("guilty",), ("of",)})
_GIVEN_NAMES = frozenset({"phone", "aung", "win", "grant", "pat", "mark", "will", "may", "march", "chase", "rob", "war", "law"})
"""Words that are names of persons beside another capital: "Nay Phone Latt", "Aung San"."""
_LYNCHING = frozenset({"beat", "beats", "lynched", "lynches", "killed", "kills", "hacked", "stoned", "burned", "stabbed"})
_LYNCH_REACH = 4
"""Words from "by" to the mob."""
_NO_HAZARD = frozenset({"abduct", "firearms"})
"""Modes of what only people do."""
_DEEDS = MATERIAL | {PloverEvent.SANCTION, PloverEvent.AGREE, PloverEvent.SUPPORT, PloverEvent.COOPERATE, PloverEvent.CONCEDE}
_NOT = frozenset({"not", "never"})
_PASSIVE_TYPES = frozenset({PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.SANCTION})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an event.

    Attributes:
        clause: Where.
        first: Its first token.
        last: One past its last.
        family: What it tells.
        form: The form in which it stands.
        base: The dictionary form of its first word.
        passive: The grammatical subject suffers it.
    """

    clause: Clause
    first: int
    last: int
    family: Family
    form: Form
    base: str
    passive: bool

    @property
    def is_noun(self) -> bool:
        """Whether it stands as a noun."""
        return self.form is Form.NOUN

    @property
    def text(self) -> str:
        """Its words in lower case."""
        return " ".join(self.clause.words[self.first : self.last])


def find_triggers(clause: Clause) -> list[Trigger]:
    """Find the first ``MAX_TRIGGERS`` triggers of a clause in order, never overlapping."""
    patterns, words = lexicon(), clause.words
    triggers: list[Trigger] = []
    behind = clause.dateline
    for at, word in enumerate(words):
        if at < behind or word not in patterns.entries or _is_compound(clause, at) or _is_in_a_name(clause, at):
            continue
        starting = patterns.starting_at(words, at)
        found = _trigger(clause, at, starting) if starting else at + 1
        if isinstance(found, Trigger):
            triggers.append(found)
            if len(triggers) == MAX_TRIGGERS:
                break
        behind = found.last if isinstance(found, Trigger) else found
    return triggers


def _is_of_place(clause: Clause, at: int) -> bool:
    """Whether a place in front names it: "killed in Beirut strike", not "students in Beirut strike"; "the Rafah crossing"."""
    if clause.words[at] == "crossing":
        return at > 1 and clause.sentence.tokens[at - 1].capital
    first = next((first for first, last, _ in clause.places if last == at), 0)
    return first > 1 and clause.words[first - 1] == "in" and clause.words[first - 2] in _HARMED


def _is_in_a_name(clause: Clause, at: int) -> bool:
    """Whether a word is one of a name or of "prisoners of war": "Amnesty International" grants none, "Nay Phone Latt" no call."""
    if clause.words[at] == "war" and clause.words[max(0, at - 2) : at] in _CAPTIVES_OF:
        return True
    tokens = clause.sentence.tokens
    if is_past(clause.words[at]) and any(
        first == at < last - 1 and m.kind is ActorKind.GENERIC for first, last, m in clause.actors
    ):
        return True  # "suspected jihadists killed 15 members of a militia"
    if not tokens[at].capital:
        return False
    inside = 0 < at < len(tokens) - 1 and not clause.sentence.in_title
    if inside and clause.words[at] in _GIVEN_NAMES and (tokens[at - 1].capital or tokens[at + 1].capital):
        return True
    return any(first <= at < last and last - first > 1 and mention.kind in BODIES for first, last, mention in clause.actors)


def _is_compound(clause: Clause, at: int) -> bool:
    """Whether a word only describes what follows: "U.S.-backed forces", "occupied Crimea", "counter-terrorism officials"."""
    word, tokens = clause.words[at], clause.sentence.tokens
    joined = at > 1 and clause.source[tokens[at].start - 1] == "-"
    if word == "occupied":
        return clause.words[at - 1] not in BE | HAVE and any(token.capital for token in tokens[at + 1 : at + 2])
    against = joined and clause.words[at - 2] in _AGAINST and not is_past(word) and not word.startswith(("protest", "demonstr"))
    return against or (joined and clause.words[at - 2] not in _PREFIXES and is_past(word))


def _is_of_lynching(words: Sequence[str], at: int) -> bool:
    """Whether a mob is no protest but who kills: "beaten to death by a mob", "a mob lynched two men"."""
    before, after = words[max(0, at - _LYNCH_REACH) : at], words[at + 1 : at + 2]
    return words[at] in {"mob", "mobs"} and ("by" in before or not _LYNCHING.isdisjoint(after))


def _trigger(clause: Clause, at: int, patterns: Sequence[Pattern]) -> Trigger | int:
    """The trigger of the longest pattern that fits, or the token where a pattern of ``[skip]`` ends."""
    for pattern in patterns:
        end = pattern.end(clause.words, at)
        if end is None:
            continue
        if pattern.family is None:
            return end
        if end == at + 1 and (describes(clause, at) or is_posted(clause.words, at) or _is_of_lynching(clause.words, at)):
            return end
        if tells_less(pattern.family, clause, at, end):
            return end
        noun = stands_as_noun(clause, at, end)
        form = _form(pattern.forms, clause, at, noun=noun)
        if form is None or not _has_what_it_needs(pattern.family, clause, at, end):
            continue
        if form is Form.NOUN and pattern.family.event is PloverEvent.ASSAULT and _is_called_so(clause.words, at):
            return end
        if form is Form.PHRASE:
            return Trigger(
                clause, at, end, pattern.family, form, pattern.base, _is_passive_phrase(clause, at, end, pattern.family)
            )
        passive = form is not Form.NOUN and Form.PARTICIPLE in pattern.forms and _is_passive(clause, at, end, pattern)
        family = as_told(pattern.family, clause, at, end)
        return Trigger(clause, at, end, family, Form.PARTICIPLE if passive else form, pattern.base, passive)
    return at + 1


def _form(forms: Sequence[Form], clause: Clause, at: int, *, noun: bool) -> Form | None:
    if Form.PHRASE in forms:
        return Form.PHRASE
    if noun:
        return Form.NOUN if Form.NOUN in forms else None
    if Form.NOUN in forms:
        return None if at and clause.words[at - 1] in _VERBAL_BUT_BE else Form.NOUN
    return forms[0]


def _word_before(words: Sequence[str], at: int) -> str:
    """The word in front, or in front of "each": "Russia and Ukraine each freed 300 prisoners"."""
    at -= 2 if at > 1 and words[at - 1] == "each" else 1
    return words[at] if at >= 0 else ""


def stands_as_noun(clause: Clause, at: int, end: int) -> bool:
    """Whether the words before and after make the word at ``at`` a noun (or an attribute) and not a verb."""
    words, before = clause.words, _word_before(clause.words, at)
    after = words[end] if end < len(words) else ""
    word = words[at]
    if before in VERBAL_BEFORE or (before in _CROWDING and is_past(word)):
        return False
    mention = clause.actor_before(at)
    if mention is not None:
        return mention.adjectival or before.endswith(POSSESSIVE) or _is_attributive(clause, at)
    if before in DETERMINERS or before in _NOUNY or before.endswith("'s") or before in {"'", "s'"}:
        return before != "that" or after in PREPOSITIONS
    if _is_of_place(clause, at):
        return True
    if word.endswith("ing"):
        return _is_gerund(words[at:end], before, after)
    if before in PREPOSITIONS:
        return True
    if is_past(word) or at == 0:
        return False
    if before in lexicon().classes["forces"] or before in ADVERBS or before == ",":
        return False
    if end > at + 1:
        return False  # its object is inside: "and put him under house arrest."
    return (
        after in PREPOSITIONS
        or after in BE
        or after in HAVE
        or after in {"", ",", ".", "and"}
        or (before in lexicon().classes["weapon"] and not before.endswith("s") and after not in DETERMINERS)
    )


def _is_gerund(verb: Sequence[str], before: str, after: str) -> bool:
    """Whether a form in "-ing" is a noun by its neighbours: "the bombing of"; not "legislation [barring imports] of uranium"."""
    if after == "of":
        return len(verb) == 1 or verb[1:] in _PARTICLES
    return before in PREPOSITIONS and after in PREPOSITIONS


def _is_attributive(clause: Clause, at: int) -> bool:
    """Whether a party stands before its noun: "in a PKK attack", "the Hezbollah attack on …", not "rebels attack in …"."""
    word, first = clause.words[at], next(first for first, last, _ in clause.actors if last == at)
    if word.endswith(("ing", "s")) or is_past(word):
        return False
    article = first > 0 and clause.words[first - 1] in {"a", "an", "another"} and word not in LIKE_PAST | {"beat"}
    after = clause.words[at + 1] if at + 1 < len(clause.words) else ""
    return article or (word in lexicon().nouns and not clause.words[at - 1].endswith("s") and after in _AFTER_A_NOUN)


def _is_passive_phrase(clause: Clause, at: int, end: int, family: Family) -> bool:
    """Whether a phrase tells what its subject suffers: "were arrested", "in custody", "has been charged", "was freed"."""
    if family.roles != "agent":
        return False
    if family.event in _PASSIVE_TYPES and clause.words[at] in BE | _STATES:
        return True
    if _is_undergone(clause.words[at:end], family):
        return True
    undergone = any(one in BE and other.endswith("ed") for one, other in pairwise(clause.words[at:end]))
    return undergone and family.event in {PloverEvent.ACCUSE, PloverEvent.RETREAT}


def _is_undergone(words: Sequence[str], family: Family | None) -> bool:
    """Whether a legal verb has no object among its words: "Soldiers charged with treason", "Ex-minister found guilty"."""
    legal = family is not None and family.event in _LEGAL_TYPES
    return legal and words[0] in _UNDERGONE and tuple(words[1:]) in _WHAT_FOR


def _has_object(words: Sequence[str], family: Family | None) -> bool:
    """Whether an object stands among a verb's own words: "rejected [a proposal]", "dismissed [accusations]"."""
    rejects = family is not None and family.event is PloverEvent.REJECT
    return words[1:2] != () and (words[1] in DETERMINERS or (rejects and words[-1].endswith("s")))


def _is_passive(clause: Clause, at: int, end: int, pattern: Pattern) -> bool:
    words = clause.words
    back = at - 1
    while back >= 0 and at - back <= 5 and (words[back] in ADVERBS or words[back].endswith("ly")):  # noqa: PLR2004 (a few adverbs at most)
        back -= 1
    before = words[back] if back >= 0 else ""
    if before in BE:
        return True
    if before in HAVE or before in PRONOUNS:
        return False
    if _is_undergone(words[at:end], pattern.family):
        return True
    after = words[end] if end < len(words) else ""
    agent = after == "by" and not _has_object(words[at:end], pattern.family)  # not "rejected a proposal by Israel"
    if agent or "by" in words[at:end] or (words[at] == "hurt" and after in _PASSIVE_AFTER):
        return True  # "Two sailors hurt in clash"
    if after == "and" and is_past("".join(words[end + 1 : end + 2])) and words[end + 2 : end + 3] not in _ENDS:
        return False  # "killed and wounded civilians"
    convicts = pattern.family is not None and pattern.family.event is PloverEvent.SANCTION
    if convicts and clause.sentence.in_title and words[at + 1 : at + 2] == ("to",):
        return True  # "Ex-minister sentenced to death"
    if words[at + 1 : at + 2] == ("from",) and is_past(words[at]) and pattern.rest[:1] == (None,):
        return True  # "opposition leader barred from election": its object does not stand behind it
    longer = pattern.length > 1 and words[at + 1 : end] not in _PARTICLES
    if Form.BASE in pattern.forms or longer or pattern.base in _INTRANSITIVE or pattern.family is None:
        return False
    freed = clause.sentence.in_title and pattern.family.mode == "release"  # "Kidnapped pupils freed"
    reduced = (freed or pattern.family.event in _PASSIVE_TYPES) and pattern.family.roles == "agent"
    then = not after or after in _PASSIVE_AFTER or "ago" in words[end + 1 : end + 4]  # "workers kidnapped a week ago"
    return reduced and then and not is_amount(words, end)


def is_amount(words: Sequence[str], at: int) -> bool:
    """Whether what stands at a word is how many, an object: "killed at least 28", "wounded over 100", not "killed at noon"."""
    number = at + 1 < len(words) and opens_number(words[at + 1])
    return words[at : at + 2] in _AMOUNTS or (words[at : at + 1] == ("over",) and number)


def _has_what_it_needs(family: Family, clause: Clause, at: int, end: int) -> bool:
    hazards = family.mode not in _NO_HAZARD
    if family.event is PloverEvent.ASSAULT and (is_figurative(clause, at, end, hazards=hazards) or is_of_measures(clause, at)):
        return False
    if family.event in _DEEDS and not _NOT.isdisjoint(clause.words[at + 1 : end]):
        return False  # "[troops would not leave] Syria"
    if family.event is PloverEvent.SANCTION and eases(clause.words, at, end):
        return False
    if family.event is PloverEvent.PROTEST and any(word.startswith("summon") for word in clause.words[:at]):
        return False  # "summoned the ambassador to protest"
    return not family.needs or any(NEEDS[need](clause, at, end) for need in family.needs)


def _is_called_so(words: Sequence[str], at: int) -> bool:
    """Whether a noun is what somebody calls a thing that is told already: "denounced the raid as a heinous attack"."""
    article = next((i for i in range(at - 1, max(0, at - 4), -1) if words[i] in {"a", "an"}), 0)
    reach = words[max(0, article - CALLED_REACH) : article]
    verb = next((i for i in range(len(reach) - 1, -1, -1) if reach[i] in _CALLING), None)
    if verb is None or not BREAKS.isdisjoint(reach[verb:]):
        return False
    return reach[-1] == "as" or (len(reach) - 1 > verb and reach[verb + 1] not in {"for", "on", "off"})


def is_figurative(clause: Clause, at: int, end: int, *, hazards: bool = True) -> bool:
    """Whether an assault at these words is one of words ("an attack on the proposal") or of nature ("killed in an avalanche").

    ``hazards`` tells whether it may be one of nature: nobody is kidnapped by an earthquake.
    """
    if not _ACCIDENTAL.isdisjoint(clause.words):
        return True
    classes = lexicon().classes
    target = clause.words[end : end + 6]
    of_people = {("rights", noun) for noun in _RIGHTS_PEOPLE}.intersection(pairwise(clause.words[end : end + 7]))
    if not of_people and _ABSTRACT.intersection(target) and not (classes["forces"] | classes["building"]).intersection(target):
        return True
    beside = (*clause.words[:at], *clause.words[end:])  # "to storm a base" is no storm
    if not hazards or HAZARDS.isdisjoint(beside):
        return False
    return (classes["weapon"] | classes["attack"]).isdisjoint(beside)
