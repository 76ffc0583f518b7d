"""Whether two accounts are of one happening: their stages, parties, places and days do not contradict each other."""

import math
from collections.abc import Sequence
from itertools import pairwise

from processors.actors import ORGANS, ActorKind, ActorMention
from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.offsets import tells_of_another_day
from processors.coding.clauses.turns import place_in_front, turns_to_another
from processors.coding.happenings.drafts import Draft, is_named, key_of
from processors.coding.happenings.happening import Happening
from processors.coding.language.reading import Clause
from processors.coding.language.times import TimeForm
from processors.coding.language.words import BREAKS, PREPOSITIONS, SUBORDINATORS
from processors.records.event import EventStage, Location, PlacePrecision, PloverEvent, QuantityKind, Sector, TimePrecision

SAME_PLACE_KM = 60
AREAS = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.ADMIN1, PlacePrecision.SEA})
"""Precisions of places that others lie in."""
OBJECT_WORDS = 4
"""Words between a verb and the noun that is its object."""
PURPOSE_WORDS = 5
"""Words between "for" and the noun that it leads in."""
_SERIES = frozenset({"barrage", "campaign", "number", "round", "salvo", "series", "spate", "string", "wave"})
"""Nouns that only count what follows: "launched a string of attacks"."""
_NOT_PURPOSE = BREAKS | SUBORDINATORS | {",", "and"}
_NOT_OBJECT = _NOT_PURPOSE | PREPOSITIONS
_MODAL = frozenset({PloverEvent.COERCE, PloverEvent.RETREAT, PloverEvent.SANCTION, PloverEvent.MOBILIZE})
"""Types whose modes are different acts: an arrest is no seizure."""
_HOLDING = frozenset({"arrest", "seize"})
"""Modes that go together: to take people and to take things."""
_CLAIMING = frozenset({("claimed", "responsibility"), ("claims", "responsibility"), ("claiming", "responsibility")})
_OF_GROUP = frozenset({"member", "members", "fighter", "fighters", "leader", "leaders"})
"""Words behind a group that name those of it: "gang members"."""
_OF_STATE = frozenset({Sector.GOV, Sector.MIL})
_UNDER_ARMS = frozenset({ActorKind.MILITARY, ActorKind.POLICE})
_HAPPENED = frozenset({EventStage.OCCURRED, EventStage.ONGOING})


def tells_same(happening: Happening, draft: Draft) -> bool:
    """Whether a draft may tell a happening of its type."""
    stage = happening.stage
    if stage is not draft.stage and not (stage in _HAPPENED and draft.stage in _HAPPENED):
        return False
    if happening.drafts[0].background != draft.background:
        return False
    verb = happening.drafts[-1].trigger
    if _is_object_of(draft.trigger, verb) or (draft.event is PloverEvent.CONSULT and _is_purpose_of(draft.trigger, verb)):
        return True
    modes = {d.trigger.family.mode for d in happening.drafts}
    if draft.event in _MODAL and draft.trigger.family.mode not in modes and not _is_done_at_once(draft, happening.drafts[-1]):
        return False
    if draft.event not in MATERIAL and not _same_speaker(happening, draft):
        return False
    if not (_parties_agree(happening, draft) and _places_agree(happening, draft) and _days_agree(happening, draft)):
        return False
    if _is_told_by_doer(happening, draft) or _is_of_another(happening, draft) or _is_struck_back(happening, draft):
        return False
    return not (_is_claimed(draft.trigger.clause) and _is_done_by_state(happening))


def _is_done_at_once(draft: Draft, other: Draft) -> bool:
    """Whether one subject takes people and things in one sentence: "arrested five men and seized 20 rifles"."""
    doers, modes = draft.roles.actors, {draft.trigger.family.mode, other.trigger.family.mode}
    return draft.trigger.clause is other.trigger.clause and bool(doers) and doers == other.roles.actors and modes <= _HOLDING


def _is_object_of(noun: Trigger, verb: Trigger) -> bool:
    """Whether one trigger is what the other does: "will host a round of talks between …"."""
    words = _words_between(verb, noun)
    if words is None or len(words) > OBJECT_WORDS:
        return False
    return all(word not in _NOT_OBJECT or (word == "of" and before in _SERIES) for before, word in pairwise(("", *words)))


def _is_purpose_of(noun: Trigger, verb: Trigger) -> bool:
    """Whether one trigger is what the other is done for: "will fly to Israel on Sunday for talks with …"."""
    words = _words_between(verb, noun)
    return words is not None and "for" in words[-PURPOSE_WORDS:] and _NOT_PURPOSE.isdisjoint(words)


def _words_between(verb: Trigger, noun: Trigger) -> Sequence[str] | None:
    """The words between a verb and a noun behind it in one sentence; None where the two are no such pair."""
    is_pair = noun.clause is verb.clause and noun.is_noun and not verb.is_noun and verb.last <= noun.first
    return verb.clause.words[verb.last : noun.first] if is_pair else None


def _same_speaker(happening: Happening, draft: Draft) -> bool:
    """What is said belongs to who says it; without a party only neighbouring sentences are one statement."""
    mine, theirs = _keys(draft), {key for d in happening.drafts for key in _keys(d)}
    near = draft.trigger.clause.sentence.index - happening.drafts[-1].trigger.clause.sentence.index <= 1
    return bool(mine & theirs) or (near and not (mine and theirs))


def _parties_agree(happening: Happening, draft: Draft) -> bool:
    mine, theirs = _keys(draft), {key for d in happening.drafts for key in _keys(d)}
    if mine and theirs:
        return bool(mine & theirs) or any(_is_the_group(draft, other) for other in happening.drafts)
    return not _rebels_and_state(draft, happening)


def _rebels_and_state(draft: Draft, happening: Happening) -> bool:
    """Whether of a draft and a happening the one was done by rebels without a name and the other by a state."""
    sides = draft.roles.actors, [m for d in happening.drafts for m in d.roles.actors]
    rebels, states = ([bool(side) and all(is_of(m) for m in side) for side in sides] for is_of in (_is_rebel, _is_of_state))
    return (rebels[0] and states[1]) or (states[0] and rebels[1])


def _is_rebel(mention: ActorMention) -> bool:
    return mention.kind is ActorKind.GENERIC and mention.sector is Sector.REB


def _is_of_state(mention: ActorMention) -> bool:
    under_arms, of_state = mention.kind in _UNDER_ARMS, mention.kind is ActorKind.COUNTRY or mention.sector in _OF_STATE
    return under_arms or (mention.country is not None and of_state)


def _is_struck_back(happening: Happening, draft: Draft) -> bool:
    """Whether those who did a happening are those to whom it is done: "gang members killed 20; residents killed 12 of them".

    So, too, where those who suffered strike: "Troops killed 12 bandits. In Katsina, bandits killed nine farmers".
    """
    sides = (
        {_head(m) for d in happening.drafts for m in d.roles.actors},
        {_head(m) for d in happening.drafts for m in d.roles.recipients},
        {_head(m) for m in draft.roles.actors},
        {_head(m) for m in draft.roles.recipients},
    )
    did, suffered, does, suffers = sides
    answers = bool(did and draft.counts and does & suffered)
    return (answers or bool(does and did & suffers)) and not (does & did or did & suffered)


def _head(mention: ActorMention) -> str:
    """What a party is called by: of those without a name the last word, in the plural or not; of others the name's key."""
    words = [word.removesuffix("s") for word in mention.text.lower().split() if word not in _OF_GROUP]
    return key_of(mention) if is_named(mention) or not words else words[-1]


def _is_claimed(clause: Clause) -> bool:
    """Whether a sentence tells who claims a deed: "the Kashmir Tigers claimed responsibility for the ambush"."""
    return "responsibility" in clause.words and any(pair in _CLAIMING for pair in pairwise(clause.words))


def _is_done_by_state(happening: Happening) -> bool:
    """Whether only soldiers, police or states did it, which nobody else claims."""
    doers = [m for d in happening.drafts for m in d.roles.actors]
    return bool(doers) and all(m.kind in ORGANS or m.kind is ActorKind.COUNTRY or m.sector in _OF_STATE for m in doers)


def _is_told_by_doer(happening: Happening, draft: Draft) -> bool:
    """Whether who is said to have done a happening tells of a deed without a doer: it is another's.

    "Russia said it had shot down 94 Ukrainian drones. Ukrainian officials said shelling had killed four people."
    """
    tellers = {m.country for m in draft.speakers if m.country}
    doers = {m.country for d in happening.drafts for m in d.roles.actors if m.country}
    targets = {m.country for d in happening.drafts for m in d.roles.recipients if m.country}
    harmed = any(count.kind in {QuantityKind.DEAD, QuantityKind.INJURED} for count in draft.counts)
    return harmed and not draft.roles.actors and bool(doers) and tellers == doers and not targets <= doers


def _is_of_another(happening: Happening, draft: Draft) -> bool:
    """Whether a sentence goes to another time or case than the ones in front: "A week earlier, a bomb …", "Separately, …"."""
    clause = draft.trigger.clause
    came_after = draft.time is not None and draft.time.form is TimeForm.CAME_AFTER and draft.event in MATERIAL
    is_dated_from_it = came_after and all(d.time is None for d in happening.drafts)
    turns = tells_of_another_day(clause) or turns_to_another(clause) or _opens_elsewhere(happening, clause)
    turns = turns and happening.drafts[-1].trigger.clause is not clause
    return is_dated_from_it or turns or _is_in_other_part(happening, draft)


def _is_in_other_part(happening: Happening, draft: Draft) -> bool:
    """Whether a headline tells of another province behind a semicolon: "Gunmen kill nine in Plateau; 12 abducted in Kaduna"."""
    last, clause = happening.drafts[-1].trigger, draft.trigger.clause
    if draft.place is None or last.clause is not clause or not clause.sentence.in_title:
        return False
    return ";" in clause.words[last.last : draft.trigger.first] and _is_elsewhere(happening, draft.place.location)


def _opens_elsewhere(happening: Happening, clause: Clause) -> bool:
    """Whether a sentence opens in another province: "In Borno, fighters killed nine soldiers", behind a raid in Zamfara."""
    here = place_in_front(clause)
    return here is not None and _is_elsewhere(happening, here)


def _is_elsewhere(happening: Happening, here: Location) -> bool:
    """Whether a place is in another province than each that a happening states."""
    there = happening.places()
    return bool(there) and all(_are_provinces_apart(here, other) for other in there)


def _are_provinces_apart(one: Location, other: Location) -> bool:
    known = None not in (one.admin1, other.admin1)
    return known and one.admin1 != other.admin1 and distance_km(one, other) > SAME_PLACE_KM


def _is_the_group(one: Draft, other: Draft) -> bool:
    """Whether a headline tells who it was less or more exactly than the text.

    "Congo rebels kill 12" and "the M23 killed …"; "Myanmar junta air strike" and "a military air strike".
    """
    heads = [draft.trigger.clause.sentence for draft in (one, other)]
    if not any(sentence.in_title for sentence in heads):
        return False
    rebels, groups = (
        [
            {m.country for m in draft.roles.actors if m.kind is kind and m.sector is Sector.REB and m.country}
            for draft in (one, other)
        ]
        for kind in (ActorKind.GENERIC, ActorKind.GROUP)
    )
    organs = [{(m.kind, m.country is None) for m in draft.roles.actors if m.kind in ORGANS} for draft in (one, other)]
    same = any((kind, not bare) in organs[1] for kind, bare in organs[0]) and all(sentence.in_opening for sentence in heads)
    return same or bool(rebels[0] & groups[1] or rebels[1] & groups[0])


def _keys(draft: Draft) -> set[str]:
    """Who acts: named parties, and those under arms of a known country ("Russian bombers"); for whom one speaks, too."""
    named = [m for m in draft.roles.actors if is_named(m) or (m.country is not None and m.kind is ActorKind.GENERIC)]
    bodies = {m.text.split()[0].lower() for m in named if m.sector is Sector.IGO}  # "UN", "UN Secretary-General Guterres"
    return {key_of(m) for m in named} | bodies


def _places_agree(happening: Happening, draft: Draft) -> bool:
    if draft.place is None:
        return True
    here = draft.place.location
    return all(compatible(here, there) for there in happening.places())


def compatible(one: Location, other: Location) -> bool:
    """Whether two places can be the same one: equal, near, or one an area of the other's country; not two provinces."""
    if one.country and other.country and one.country != other.country:
        return False
    if one.precision is other.precision is PlacePrecision.ADMIN1:
        return one.name == other.name
    if one.precision in AREAS or other.precision in AREAS or one.name == other.name:
        return True
    return distance_km(one, other) <= SAME_PLACE_KM


def distance_km(one: Location, other: Location) -> float:
    """Great-circle distance; 0 where a coordinate is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def _days_agree(happening: Happening, draft: Draft) -> bool:
    if draft.time is None:
        return True
    for other in happening.drafts:
        if other.time is None or TimePrecision.DAY not in {other.time.precision, draft.time.precision}:
            continue
        gap = max(other.time.start - draft.time.end, draft.time.start - other.time.end)
        if gap.days > 0:
            return False
    return True
