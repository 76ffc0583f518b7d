"""One happening, one event: put the drafts that tell the same together."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from processors.coding.clauses.turns import place_in_front
from processors.coding.counts.quantities import Count
from processors.coding.happenings.drafts import Draft, Drafts, homes_of
from processors.coding.happenings.happening import Happening
from processors.coding.happenings.identity import tells_same
from processors.records.event import PloverEvent


def merge_drafts(found: Drafts) -> list[Happening]:
    """Merge drafts of one type whose parties, places and days do not contradict each other; then place the floating counts.

    Of several happenings that a draft may tell it is the one that was told last; what is recalled of earlier weeks, or told by
    the way, is not told last.
    """
    happenings: list[Happening] = []
    of_type: defaultdict[PloverEvent, list[Happening]] = defaultdict(list)
    countries: set[str | None] = set()
    has_news = any("fresh" in draft.signs for draft in found.drafts)
    for draft in found.drafts:
        alike, recalled = of_type[draft.event], has_news and "old" in draft.signs and draft.trigger.clause.sentence.index > 0
        abroad = _opens_abroad(draft, countries)
        countries |= {draft.place.location.country} if draft.place is not None else set()
        told_last_first = reversed(range(len(alike)))
        others = (i for i in told_last_first if not (recalled and _is_undated_news(alike[i])))
        fitting = (i for i in others if not (abroad and not alike[i].places()) and tells_same(alike[i], draft))
        at = next(fitting, None)
        home = Happening([]) if at is None else alike.pop(at)
        if at is None:
            happenings.append(home)
        home.drafts.append(draft)
        second = at is None and draft.trigger.clause.sentence.in_title  # the lead tells what the title tells first
        alike.insert(0 if recalled or second or draft.relative_time is not None else len(alike), home)
    for count in found.floating:
        _place(count, happenings)
    return happenings


def _opens_abroad(draft: Draft, countries: Collection[str | None]) -> bool:
    """Whether a sentence opens in a country where nothing was told so far: "In Ethiopia, a drone strike killed 100"."""
    here = place_in_front(draft.trigger.clause)
    return here is not None and here.country is not None and bool(countries) and here.country not in countries


def _is_undated_news(happening: Happening) -> bool:
    """Whether the opening tells it without a day: one of weeks ago is another happening's."""
    return happening.is_told_early and all(draft.time is None for draft in happening.drafts)


def _place(count: Count, happenings: Sequence[Happening]) -> None:
    """A count without an event in its sentence belongs to the last fitting event told before it, else to the first."""
    index = count.clause.sentence.index
    for event in homes_of(count):
        fitting = [h for h in happenings if h.event is event and not h.drafts[0].background]
        if fitting:
            before = [h for h in fitting if h.drafts[0].trigger.clause.sentence.index <= index]
            home = (
                max(
                    before,
                    key=lambda h: max(
                        d.trigger.clause.sentence.index for d in h.drafts if d.trigger.clause.sentence.index <= index
                    ),
                )
                if before
                else fitting[0]
            )
            home.drafts[0].counts.append(count)
            return
