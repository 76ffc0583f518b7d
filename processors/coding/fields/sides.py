"""On which side of a happening a named party stands: it acts, it is acted upon, or a sentence only mentions it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from processors.actors import ActorKind, ActorMention
from processors.coding.happenings.drafts import Draft, key_of
from processors.coding.happenings.happening import Happening
from processors.coding.language.reading import Clause
from processors.coding.language.words import BREAKS, POSSESSIVE, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.coding.models.picks import Signs, from_odds, weights
from processors.records.event import Location, Sector

WEIGHTS = "sides.json"
LEAST = 0.4
"""A party that stands on neither side with such a probability is not of the happening."""
MAX_DRAFTS = 3
"""Drafts of a happening whose parties are looked at; one of the next sentence and one that claims it are looked at, too."""
DOMESTIC = frozenset(Sector) - {Sector.IGO, Sector.NGO, Sector.UNK}
"""Sectors whose members are, where nothing tells their country, those of the place."""
OF_NO_PLACE = frozenset({ActorKind.GROUP, ActorKind.IGO, ActorKind.LEADER, ActorKind.COUNTRY})
"""Kinds of which the place tells nothing."""
_OCCUPIERS = {"PSE": "ISR"}
"""Whose "the army" and "settlers" are in a land that has none of its own."""
_ACTS, _SUFFERS = "acts: ", "suffers: "
_REACH = 3
"""Words before a party that may hold its preposition."""
_DISTANCES = ((0, "touching"), (2, "close"), (5, "near"), (10, "apart"), (20, "far"))
"""At most so many words between a party and the trigger, and what that is called."""
_MANY = 3
_SOON = 5
_BETWEEN = {
    "break": BREAKS,
    "another clause": SUBORDINATORS | {"that", "who", "which"},
    "comma": frozenset({","}),
    "and": frozenset({"and"}),
    "by": frozenset({"by"}),
}
"""What may stand between a party and the trigger, by name."""
_CLAIMING = frozenset({"claimed", "claims", "claiming"})
_CLAIM_REACH = 3
"""Words from "claimed" to what is claimed: "claimed the double"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party that a sentence names stands to its happening.

    Attributes:
        mention: The party.
        draft: What the sentence tells.
        acts: The probability that it acts.
        suffers: The probability that it is acted upon.
        tokens: The first token of the party in its sentence, and one past its last.
    """

    mention: ActorMention
    draft: Draft
    acts: float
    suffers: float
    tokens: tuple[int, int]


def tokens_of(mention: ActorMention, draft: Draft) -> tuple[int, int]:
    """The first token of a party in the sentence of a draft, and one past its last; (0, 0) where it is of another one."""
    return next(((first, last) for first, last, found in draft.trigger.clause.actors if found is mention), (0, 0))


def standings(happening: Happening, location: Location | None) -> list[Standing]:
    """The standing of each party that the first sentences of a happening name, in their order."""
    acting, suffering = _side_weights()
    found = []
    for mention, draft, signs in mention_signs(happening, location):
        odds = [sum([side.get(name, 0.0) for name in signs]) for side in (acting, suffering)]
        acts, suffers = from_odds(odds)
        found.append(Standing(mention, draft, acts, suffers, tokens_of(mention, draft)))
    return found


def on_both_sides(signs: Sequence[str]) -> tuple[Signs, Signs]:
    """The signs of a party as those that it acts, and as those that it is acted upon: by these names they have weights."""
    return dict.fromkeys([_ACTS + name for name in signs], 1.0), dict.fromkeys([_SUFFERS + name for name in signs], 1.0)


@cache
def _side_weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The weights of the signs for either side, by their own names."""
    table = weights(WEIGHTS)
    acting, suffering = (
        {name.removeprefix(side): weight for name, weight in table.items() if name.startswith(side)} for side in (_ACTS, _SUFFERS)
    )
    return acting, suffering


def country_of(mention: ActorMention, location: Location | None) -> str | None:
    """The country of a party; of police and the like, where nothing tells it, that of the place."""
    if mention.country is None and location is not None and mention.kind not in OF_NO_PLACE and mention.sector in DOMESTIC:
        foreign = mention.kind is ActorKind.MILITARY or mention.name.lower().endswith("settlers")
        return _OCCUPIERS.get(location.country or "", location.country) if foreign else location.country
    return mention.country


def mention_signs(happening: Happening, location: Location | None) -> list[tuple[ActorMention, Draft, list[str]]]:
    """The signs of each party that the first sentences of a happening name."""
    acting = {key_of(m) for draft in happening.telling for m in draft.roles.actors}
    suffering = {key_of(m) for draft in happening.telling for m in draft.roles.recipients}
    found = []
    for number, draft in enumerate(_first_told(happening.telling)):
        for first, last, mention in draft.trigger.clause.actors:
            if mention.aside or _is_owner(last, draft.trigger.clause) or _is_parted(first, draft):
                continue
            signs = [
                "bias",
                f"sentence {number}",
                _by_rule_anywhere("acts", key_of(mention), acting),
                _by_rule_anywhere("suffers", key_of(mention), suffering),
                *_party_signs(mention, draft, location),
                *_position_signs(first, last, draft),
                *_neighbour_signs(first, last, mention, draft),
            ]
            found.append((mention, draft, signs))
    return found


def _first_told(telling: Sequence[Draft]) -> list[Draft]:
    """The first drafts, one of the next sentence where they are all of the first, and one in which somebody claims it."""
    first, rest = telling[:MAX_DRAFTS], telling[MAX_DRAFTS:]
    lead = first[0].trigger.clause
    more = [d for d in rest if d.trigger.clause is not lead][:1] if all(d.trigger.clause is lead for d in first) else []
    claims = [draft for draft in rest if _claims(draft) and draft not in more]
    return [*first, *more, *claims[:1]]


def _claims(draft: Draft) -> bool:
    """Whether somebody claims it: "claimed responsibility for the attack", "JNIM claimed the assault"."""
    words, at = draft.trigger.clause.words, draft.trigger.first
    return "responsibility" in draft.trigger.text or not _CLAIMING.isdisjoint(words[max(0, at - _CLAIM_REACH) : at])


def _is_owner(last: int, clause: Clause) -> bool:
    """Whether a party only says whose the next one is: "Sudan's RSF"."""
    return clause.words[last - 1].endswith(POSSESSIVE) and any(first == last for first, _, _ in clause.actors)


def _is_parted(first: int, draft: Draft) -> bool:
    """Whether a semicolon of a title parts a party from what is told: "mayor shot dead; president deploys troops"."""
    trigger = draft.trigger
    between = trigger.clause.words[min(first, trigger.last) : max(first, trigger.first)]
    return trigger.clause.sentence.in_title and ";" in between


def _by_rule_anywhere(side: str, key: str, ruled: set[str]) -> str:
    """Whom the rules of ``roles.py`` have on a side, in all sentences together."""
    return f"{side} by rule anywhere" if key in ruled else f"another {side} by rule" if ruled else f"none {side} by rule"


def _party_signs(mention: ActorMention, draft: Draft, location: Location | None) -> Iterator[str]:
    """What the party is, by itself, by the rules and beside the place."""
    event = draft.event.value
    sector = mention.sector.value if mention.sector is not None else "no sector"
    by_rule = "acts" if mention in draft.roles.actors else "suffers" if mention in draft.roles.recipients else "neither"
    yield from (
        event,
        f"{by_rule} by rule",
        f"{by_rule} by rule, {draft.trigger.family.roles}",
        mention.kind.value,
        sector,
        f"{sector}, {event}",
    )
    country = country_of(mention, location)
    if country is not None and location is not None:
        home = "at home" if country == location.country else "abroad"
        yield from (home, f"{home}, {event}")
    if mention.adjectival:
        yield "adjective"
    if mention.locative:
        yield "where a place stands"
    if draft.by == mention.text:
        yield "accuses"
    if mention in draft.speakers[:1]:
        yield from ("speaks", f"speaks, {event}", f"speaks, {by_rule} by rule")


def _position_signs(first: int, last: int, draft: Draft) -> Iterator[str]:
    """Where it stands to the trigger, and what stands between."""
    trigger, words, event = draft.trigger, draft.trigger.clause.words, draft.event.value
    voice = "noun" if trigger.is_noun else "passive" if trigger.passive else "active"
    where, between, others = "inside", words[:0], 0
    if last <= trigger.first:
        where, between = "before", words[last : trigger.first]
        others = sum(last <= a and b <= trigger.first for a, b, _ in trigger.clause.actors)
    elif first >= trigger.last:
        where, between = "after", words[trigger.last : first]
        others = sum(trigger.last <= a and b <= first for a, b, _ in trigger.clause.actors)
    yield from (f"{where} {voice}", f"{where} {voice}, {event}", f"{where} {voice}, {trigger.family.roles}")
    yield f"{where} {voice}, {min(others, _MANY)} between"
    yield f"{where}, {next((name for most, name in _DISTANCES if len(between) <= most), 'very far')}"
    yield from (f"{where}, {name} between" for name, marks in _BETWEEN.items() if not marks.isdisjoint(between))
    if "by" in between:
        yield f"{where} {voice}, by between"


def _neighbour_signs(first: int, last: int, mention: ActorMention, draft: Draft) -> Iterator[str]:
    """Its preposition, what stands behind it, and its place among the parties of the sentence."""
    clause, event = draft.trigger.clause, draft.event.value
    words = clause.words
    at = next((i for i in range(first - 1, max(0, first - _REACH) - 1, -1) if words[i] in PREPOSITIONS), None)
    preposition = "no preposition" if at is None else words[at]
    yield from (preposition, f"{preposition}, {event}")
    behind = words[last : last + _SOON]
    if words[last - 1].endswith(POSSESSIVE) or (behind and behind[0] in POSSESSIVE):
        yield "owns"
    if not REPORTING.isdisjoint(behind[:1]):
        yield "says"
    if not REPORTING.isdisjoint(behind):
        yield "says soon"
    if clause.sentence.in_title:
        yield "in title"
    order = [found for _, _, found in clause.actors]
    if mention is order[0]:
        yield from ("first", f"first, {event}")
    if mention is order[-1]:
        yield "last"
    if len(order) == 1:
        yield "alone"
