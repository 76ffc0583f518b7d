"""What is told only as something that is asked for, to be avoided, stopped by a court, or remembered."""

from collections.abc import Sequence
from itertools import pairwise

from processors.coding.clauses.frames import Trigger
from processors.coding.language.inflection import Form
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, PREPOSITIONS
from processors.records.event import PloverEvent

_WISHING = word_set("stages", "wishing")
_AVOIDING = frozenset({"prevent", "preventing", "avoid", "avoiding", "avert", "averting", "deter", "deterring"})
"""Before what is not to happen: "talks to prevent clashes"."""
_VOTED_DOWN = frozenset({"vetoed", "vetoes", "veto", "rejected", "rejects", "blocked", "blocks", "defeated", "failed"})
_MOTIONS = frozenset({"resolution", "resolutions", "motion", "text", "draft", "statement", "proposal", "amendment", "bill"})
"""What calls for something only in its own words."""

_MEASURES = frozenset({PloverEvent.COERCE, PloverEvent.SANCTION})
_STAYING = word_set("stages", "staying")
_STAY_REACH = 5
_BE_FORMS = frozenset((word,) for word in BE)
_CAUSING = PREPOSITIONS | {"and", "that"}
_BANS_ON = frozenset({("ban", "on"), ("bans", "on")})
_SPANS = frozenset({"year", "years", "months", "decade", "decades"})
_RECALL_REACH = 6


def is_avoided(before: Sequence[str]) -> bool:
    """Whether the words in front say that it is not to happen: "talks to prevent further clashes"."""
    at = next((i for i in range(len(before) - 1, max(-1, len(before) - 4), -1) if before[i] in _AVOIDING), None)
    return at is not None and "," not in before[at:]


def is_voted_down(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether only a text that did not pass asks for it: "vetoed a resolution calling for a ceasefire"."""
    asks = trigger.family.event is PloverEvent.REQUEST and not _MOTIONS.isdisjoint(before[-1:])
    return asks and not _VOTED_DOWN.isdisjoint(before)


def is_wished(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether a verb in its base form stands under "that" and a verb of asking: "demanding that Russia withdraw its troops"."""
    asked = trigger.form is Form.BASE and any(one in _WISHING and other == "that" for one, other in pairwise(before))
    return asked and trigger.base == trigger.clause.words[trigger.first]


def is_stayed(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether a measure is what a court stops: "blocked the deportation of a student", "halted Trump's tariffs"."""
    if not trigger.is_noun or trigger.family.event not in _MEASURES:
        return False
    at = next((i for i in range(len(before) - 1, max(-1, len(before) - _STAY_REACH), -1) if before[i] in _STAYING), None)
    return at is not None and "," not in before[at:] and before[at - 1 : at] not in _BE_FORMS and _CAUSING.isdisjoint(before[at:])


def is_recalled(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether a noun is only what people remember or forbid: "to mark a year since the protests", "a ban on protests"."""
    if not trigger.is_noun:
        return False
    forbids = trigger.family.event is PloverEvent.PROTEST and before[-2:] in _BANS_ON
    near = trigger.clause.words[max(0, trigger.first - _RECALL_REACH) : trigger.first]
    since = any(one in _SPANS and other == "since" for one, other in pairwise(near))
    return forbids or since or (("anniversary", "of") in pairwise(near) and "," not in near[near.index("anniversary") :])


def is_undone(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether the words in front leave nothing of it: voted down, stopped by a court, only remembered."""
    return is_voted_down(trigger, before) or is_stayed(trigger, before) or is_recalled(trigger, before)
