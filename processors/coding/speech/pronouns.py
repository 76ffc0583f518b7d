"""Whom the pronouns of a sentence mean: "he", "it" or "they" is who spoke or acted in the sentences in front of it.

"The group" is the armed one that was named last, "the two sides" are the last two that were named together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from processors.actors import ORGANS, ActorKind, ActorMention
from processors.coding.language.reading import Clause
from processors.coding.language.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, SUBORDINATORS
from processors.coding.speech.speeches import Speech

_PERSONS = frozenset({ActorKind.LEADER, ActorKind.PERSON})
_BODIES = frozenset({ActorKind.COUNTRY, ActorKind.GROUP, ActorKind.IGO, *ORGANS})
_CROWDS = frozenset({ActorKind.GROUP, ActorKind.PEOPLE, ActorKind.GENERIC, *ORGANS})
_MEANT = {"he": _PERSONS, "she": _PERSONS, "it": _BODIES, "they": _CROWDS}
"""The kinds of party that each pronoun can mean."""
_OBJECTS = {"him": "he", "her": "she", "it": "it", "them": "they"}
SUBJECT_PRONOUNS = frozenset(_MEANT)
_THE_GROUP = "the group"
_GROUPS = frozenset({"group", "movement", "militia", "outfit"})
_PEERS = frozenset({ActorKind.COUNTRY, ActorKind.GROUP, ActorKind.GOVERNMENT, ActorKind.LEADER, ActorKind.MILITARY})
_PAIR_LINKS = frozenset({"and", "the", "with"})
_PAIRED = frozenset({"both", "two", "warring", "rival"})
_SIDES = frozenset(
    {"sides", "countries", "nations", "parties", "neighbours", "neighbors", "states", "foes", "rivals", "governments"}
)
_OPENING = 3
"""Words in which a sentence opens with a pronoun: "there he …"."""
_BEHIND_HER = PREPOSITIONS | SUBORDINATORS | BREAKS | {",", "and"}
"""What shows that "her" is no possessive."""
_BETWEEN = ADVERBS | HAVE | BE | MODALS | {"not", "both", "all"}
"""What may stand between a pronoun and its verb."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The parties that the pronouns of a sentence can mean, each with its pronoun, and whom "the two sides" can."""

    parties: tuple[tuple[str, ActorMention], ...] = ()
    pair: tuple[ActorMention, ...] = ()

    def by(self, pronoun: str) -> ActorMention | None:
        """The party that a pronoun means; None where none does."""
        return next((mention for word, mention in self.parties if word == pronoun), None)


NOBODY = Meant()


def all_meant(clauses: Sequence[Clause], speeches: Sequence[Sequence[Speech]]) -> Iterator[Meant]:
    """Whom the pronouns of each sentence mean, by the ones in front; those of the title mean nobody, nor does it name whom."""
    meant = NOBODY
    for clause, here in zip(clauses, speeches, strict=True):
        yield meant
        meant = NOBODY if clause.sentence.in_title else _next(clause, here, meant)


def _next(clause: Clause, speeches: Sequence[Speech], before: Meant) -> Meant:
    """Whom the sentence behind one means: its speaker, else its first party; where it has none, or a pronoun, who was meant."""
    speakers = [speech.mention for speech in speeches if speech.mention is not None]
    free = [mention for first, _, mention in clause.actors if first >= clause.dateline and _is_free(clause, first, mention)]
    goes_on = not (speakers or free) or not SUBJECT_PRONOUNS.isdisjoint(clause.words[:_OPENING])
    found = []
    for pronoun, kinds in _MEANT.items():
        fitting = (mention for mention in (*speakers[-1:], *free) if mention.kind in kinds)
        mention = next(fitting, before.by(pronoun) if goes_on else None)
        if mention is not None:
            found.append((pronoun, mention))
    armed = (m for _, _, m in reversed(clause.actors) if m.kind is ActorKind.GROUP and not m.adjectival)
    group = next(armed, before.by(_THE_GROUP))
    return Meant(tuple(found) if group is None else (*found, (_THE_GROUP, group)), _pair(clause) or before.pair)


def _pair(clause: Clause) -> tuple[ActorMention, ...]:
    """The last two that a sentence names together: "[India] and [Pakistan] agreed", "[Thai] and [Cambodian soldiers]"."""
    found = [f for f in clause.actors if f[0] >= clause.dateline and f[2].kind in _PEERS]
    for one, other in reversed(tuple(pairwise(found))):
        between = clause.words[one[1] : other[0]]
        alike = one[2].country == other[2].country and ActorKind.GROUP not in {one[2].kind, other[2].kind}
        if between and _PAIR_LINKS.issuperset(between) and not alike and not other[2].adjectival:
            return one[2], other[2]
    return ()


def _is_free(clause: Clause, first: int, mention: ActorMention) -> bool:
    """Whether a party is more than where, whose or to whom: no preposition stands before it."""
    at = first - 1
    while at >= 0 and clause.words[at] in DETERMINERS:
        at -= 1
    return not (mention.locative or mention.adjectival or mention.aside) and (at < 0 or clause.words[at] not in PREPOSITIONS)


def subject_pronoun(clause: Clause, floor: int, first: int) -> int | None:
    """The token of the pronoun that is the subject of the verb at ``first``, not before ``floor``; None where none is."""
    at = first - 1
    while at > floor and clause.words[at] in _BETWEEN:
        at -= 1
    return at if at >= floor and clause.words[at] in SUBJECT_PRONOUNS else None


def group_meant(clause: Clause, floor: int, first: int, meant: Meant) -> ActorMention | None:
    """The armed group that "the group" in front of a verb means: "Hours later, the group fired two rockets"."""
    at = first - 1
    while at > floor and clause.words[at] in _BETWEEN:
        at -= 1
    pointed = at > floor and clause.words[at] in _GROUPS and clause.words[at - 1] == "the"
    return meant.by(_THE_GROUP) if pointed else None


def pair_in_front(clause: Clause, floor: int, first: int, meant: Meant) -> tuple[ActorMention, ...]:
    """Whom "the two sides" in front of a verb means: "Both countries [agreed] to reopen the border"."""
    at = first - 1
    while at > floor and clause.words[at] in _BETWEEN:
        at -= 1
    return meant.pair if _ends_pair(clause.words, at) else ()


def pair_behind(clause: Clause, first: int, last: int, meant: Meant) -> tuple[ActorMention, ...]:
    """Whom "both sides" among a verb's words or behind them means: "[urged] both sides to show restraint"."""
    near = range(first + 1, min(last + 2, len(clause.words)) + 1)
    return meant.pair if any(_ends_pair(clause.words, at) for at in near) else ()


def _ends_pair(words: Sequence[str], at: int) -> bool:
    """Whether words up to a token name a pair that is known: "the two sides", "both countries", "the warring parties"."""
    return at > 0 and words[at : at + 1] != () and words[at] in _SIDES and words[at - 1] in _PAIRED


def object_meant(clause: Clause, first: int, last: int, meant: Meant) -> ActorMention | None:
    """Whom the pronoun behind or among a verb's words means: "accused him of", "arrested them"; not "detained her brother".

    "Them" are those of the same sentence, where it names any: "chased rebels and killed them". A pronoun that is the subject
    of another verb means nobody: "warned that it would answer".
    """
    words = clause.words
    at = next((i for i in range(first + 1, min(last + 1, len(words))) if words[i] in _OBJECTS), None)
    if at is None or (words[at] == "her" and words[at + 1 : at + 2] and words[at + 1] not in _BEHIND_HER):
        return None
    if words[at - 1] == "that" or not (MODALS | BE | HAVE).isdisjoint(words[at + 1 : at + 2]):
        return None
    in_front = (m for _, last, m in reversed(clause.actors) if last <= first and m.kind in _CROWDS and not m.locative)
    beside = next(in_front, None) if words[at] == "them" else None
    return meant.by(_OBJECTS[words[at]]) if beside is None else beside


def meant_by(clause: Clause, at: int, meant: Meant) -> ActorMention | None:
    """Whom the pronoun at a token means: the subject of a clause in front ("when Blinken arrived, he …"), else who was meant."""
    kinds = _MEANT.get(clause.words[at], frozenset())
    for first, last, mention in clause.actors:
        opens = first <= 1 or clause.words[first - 1] in SUBORDINATORS
        if last < at and opens and mention.kind in kinds and not mention.locative:
            return mention
    return meant.by(clause.words[at])
