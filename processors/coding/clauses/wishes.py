"""What is told only as something that is asked for, or to be avoided."""

from collections.abc import Sequence
from itertools import pairwise

from processors.coding.clauses.frames import Trigger
from processors.coding.language.inflection import Form
from processors.coding.language.vocabulary import word_set
from processors.records.event import PloverEvent

_WISHING = word_set("stages", "wishing")
_AVOIDING = frozenset({"prevent", "preventing", "avoid", "avoiding", "avert", "averting", "deter", "deterring"})
"""Before what is not to happen: "talks to prevent clashes"."""
_VOTED_DOWN = frozenset({"vetoed", "vetoes", "veto", "rejected", "rejects", "blocked", "blocks", "defeated", "failed"})
_MOTIONS = frozenset({"resolution", "resolutions", "motion", "text", "draft", "statement", "proposal", "amendment", "bill"})
"""What calls for something only in its own words."""


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
