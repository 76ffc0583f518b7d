"""Whose side the voice of the verbs states beyond doubt, whatever is usual for such parties at such places."""

from dataclasses import replace

from processors.actors import BODIES, ActorKind, ActorMention
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.roles import inside
from processors.coding.fields.sides import Standing
from processors.coding.happenings.drafts import key_of
from processors.coding.happenings.happening import Happening
from processors.coding.language.words import MARKS
from processors.records.event import PloverEvent

SUPPOSED = 0.5
"""A party's probability where only its sentence points to it."""
SUFFERED_EVENTS = frozenset({PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.RETREAT})
"""Deeds whose verb has the sufferer as its object, or as its passive subject."""

_DONE_TO = frozenset({
    "release", "arrest", "detention", "killing", "murder", "assassination", "kidnapping", "abduction", "execution", "capture",
})  # fmt: skip
_INCLUDED_REACH = 6
"""Words from "including" to a party."""
_SUPPOSED = frozenset({"suspected", "believed", "thought", "alleged"})
_SUPPOSED_REACH = 6
_ON = frozenset({("on",), ("against",)})
LEGAL_MODES = frozenset({"investigate", "convict"})
"""What is done to who is charged, tried or convicted."""


def struck_by(happening: Happening) -> set[str]:
    """The keys of known parties that were killed, hurt, seized or freed, and nowhere act: "Turkish soldiers were killed"."""
    acting = {key_of(mention) for draft in happening.telling for mention in draft.roles.actors}
    objects = (m for draft in happening.telling for m in draft.roles.recipients if _is_object(draft.trigger, m))
    tried = happening.drafts[0].trigger.family.mode in LEGAL_MODES
    return {key_of(mention) for mention in objects if tried or mention.country or mention.kind in BODIES} - acting


def agents_of(happening: Happening) -> set[str]:
    """Who a verb of suffering says did it: "were put on a list by the European Union", "received tanks from Germany"."""
    told = [draft for draft in happening.telling if draft.trigger.passive or draft.trigger.family.roles == "patient"]
    return {key_of(mention) for draft in told for mention in draft.roles.actors}


def by_voice(standing: Standing, struck: set[str], agents: set[str]) -> Standing:
    """The standing of a party, where it is one of those or another is."""
    key, mention = key_of(standing.mention), standing.mention
    there = mention.locative and mention not in standing.draft.roles.recipients  # "a court in Senegal sentenced Sonko"
    if (
        (key in struck and not there)
        or _is_met(standing)
        or _is_punished(standing)
        or _is_person_struck(standing)
        or _is_included(standing)
    ):
        return replace(standing, acts=0.0, suffers=max(standing.suffers / max(1 - standing.acts, 1e-3), SUPPOSED))
    if mention in standing.draft.roles.actors and _is_supposed(standing):
        return replace(standing, acts=max(standing.acts / max(1 - standing.suffers, 1e-3), SUPPOSED), suffers=0.0)
    if struck and mention.locative and standing.draft.event is PloverEvent.ASSAULT:
        return replace(standing, acts=0.0, suffers=0.0)  # "Turkish soldiers were killed in Iraq"
    return replace(standing, acts=max(standing.acts, SUPPOSED), suffers=0.0) if key in agents else standing


def _is_person_struck(standing: Standing) -> bool:
    """Whether a person of the state that acts is the object: "Nigeria's Court of Appeal ordered the release of Nnamdi Kanu"."""
    mention, draft = standing.mention, standing.draft
    known = mention.kind in {ActorKind.LEADER, ActorKind.PERSON} and mention in draft.roles.recipients
    tried = draft.trigger.family.mode in LEGAL_MODES and not draft.trigger.is_noun
    deed = draft.event in SUFFERED_EVENTS and bool(draft.roles.actors) and _is_object(draft.trigger, mention)
    return known and (tried or deed)


def _is_supposed(standing: Standing) -> bool:
    """Whether those who act are taken for a party: "gunmen suspected to be armed herders attacked"."""
    words, (first, _) = standing.draft.trigger.clause.words, standing.tokens
    near = words[max(0, first - _SUPPOSED_REACH) : first]
    return any(near[at : at + 2] == ("to", "be") and near[at - 1] in _SUPPOSED for at in range(1, len(near) - 1))


def _is_included(standing: Standing) -> bool:
    """Whether a party is one of those to whom it was done: "killed 27 rebels, including their leader Nambala Keshav Rao"."""
    draft, (first, _) = standing.draft, standing.tokens
    words, last = draft.trigger.clause.words, draft.trigger.last
    if draft.event not in SUFFERED_EVENTS or draft.trigger.is_noun or standing.mention in draft.roles.actors:
        return False
    at = next((at for at in range(first - 1, max(last, first - _INCLUDED_REACH) - 1, -1) if words[at] == "including"), 0)
    return at > 0 and "by" not in words[last:at] and MARKS.isdisjoint(words[at + 1 : first])


def _is_met(standing: Standing) -> bool:
    """Whether another, whom no list holds, meets the party: "the pope met Zelensky"."""
    roles, event = standing.draft.roles, standing.draft.event
    return event is PloverEvent.CONSULT and not roles.actors and standing.mention in roles.recipients


def _is_punished(standing: Standing) -> bool:
    """Whether a state's sanctions are "on" a party: "imposed sanctions on four judges of the International Criminal Court"."""
    roles, trigger = standing.draft.roles, standing.draft.trigger
    on = trigger.clause.words[trigger.last : trigger.last + 1] in _ON
    punishes = standing.draft.event is PloverEvent.SANCTION and not trigger.is_noun and bool(roles.actors) and on
    return punishes and standing.mention in roles.recipients


def _is_object(trigger: Trigger, mention: ActorMention) -> bool:
    """Whether a recipient is the object of a deed's verb, or of any verb between its words: "violated Estonian airspace"."""
    tried = trigger.passive and trigger.family.mode in LEGAL_MODES
    suffered = trigger.family.event in SUFFERED_EVENTS or trigger.family.roles == "patient" or tried
    if trigger.is_noun:
        return suffered and _is_genitive(trigger)
    return suffered or mention in inside(trigger)


def _is_genitive(trigger: Trigger) -> bool:
    """Whether "of" leads in those to whom it was done: "ordered the release of Nnamdi Kanu", "the killing of two officers"."""
    words, last = trigger.clause.words, trigger.last
    return "of" in {words[last - 1], *words[last : last + 1]} and not _DONE_TO.isdisjoint(words[trigger.first : last])
