"""One happening: the drafts that tell it."""

from dataclasses import dataclass

from processors.coding.counts.quantities import Count
from processors.coding.happenings.drafts import Draft
from processors.records.event import EventStage, Location, PloverEvent

SURE = 0.45
"""Weight of words that tell an event by themselves."""


@dataclass(slots=True)
class Happening:
    """Drafts of the same happening, in the order of the article.

    Attributes:
        drafts: At least one, once it is merged.
        place: Where it was, once that is picked.
    """

    drafts: list[Draft]
    place: Location | None = None

    @property
    def event(self) -> PloverEvent:
        """The type of all its drafts."""
        return self.drafts[0].event

    @property
    def telling(self) -> list[Draft]:
        """The drafts whose words tell the event by themselves ("shot"), not only hint at it ("gunman"); all where none does."""
        sure = min(SURE, max(draft.trigger.family.weight for draft in self.drafts))
        return [draft for draft in self.drafts if draft.trigger.family.weight >= sure]

    @property
    def stage(self) -> EventStage:
        """The stage of its first telling draft: an account that follows may only add to it."""
        first = self.drafts[0]
        return first.stage if first.trigger.family.weight >= SURE else self.telling[0].stage

    @property
    def counts(self) -> list[Count]:
        """Every count, in the order of the article."""
        return [count for draft in self.drafts for count in draft.counts]

    @property
    def is_main(self) -> bool:
        """Whether the title or the first sentences tell it, and not as history."""
        return self.is_told_early and not self.drafts[0].background

    @property
    def is_told_early(self) -> bool:
        """Whether the title or the first sentences tell it."""
        return any(draft.trigger.clause.sentence.in_opening for draft in self.drafts)

    def places(self) -> list[Location]:
        """Every place that a draft states."""
        return [draft.place.location for draft in self.drafts if draft.place is not None]
