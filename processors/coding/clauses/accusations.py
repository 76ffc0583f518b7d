"""Who accuses whom where a participle behind the main clause only says "it" or "them"."""

from processors.actors import ActorMention
from processors.coding.clauses.frames import Trigger

_ACCUSING = frozenset({"accusing", "blaming"})
_THEM = frozenset({"it", "them", "him", "her"})


def accused_behind(trigger: Trigger) -> tuple[ActorMention, ActorMention] | None:
    """Who acts in the main clause, and the last one of another country there: "Sudan cut ties with the UAE, accusing it of"."""
    words, first = trigger.clause.words, trigger.first
    if (
        words[first] not in _ACCUSING
        or words[max(0, first - 1) : first] != (",",)
        or _THEM.isdisjoint(words[first + 1 : first + 2])
    ):
        return None
    named = [mention for _, last, mention in trigger.clause.actors if last <= first and not mention.locative]
    others = [mention for mention in named[1:] if mention.country != named[0].country or mention.country is None]
    return (named[0], others[-1]) if others else None
