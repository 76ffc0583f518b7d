"""What courts and councils do at their seats: the Security Council votes in New York, whatever country it votes on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from processors.coding.clauses.acts import MATERIAL
from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.language.words import POSSESSIVE
from processors.data.tables import read_table
from processors.records.event import Location, PlacePrecision, PloverEvent

P = 0.8
"""The probability of a seat: of what no sentence puts anywhere else."""
_BEFORE = frozenset({"at", "before", "told", "tells", "addressed", "addressing", "briefed", "briefing"})
"""What puts somebody in front of a court or council."""
_DURING = frozenset({"in", "during"})
_MEETINGS = frozenset({"meeting", "session", "hearing", "debate", "vote", "briefing", "trial"})
_MODIFIERS = frozenset({"a", "an", "the", "emergency", "special", "closed-door"})
CLOSE = 2
"""Words from an act to the place where it is done: "ruled in The Hague"."""
REACH = 3
"""Words between a body and what puts somebody in front of it, or the meeting that is its."""


def seat_of(happening: Happening) -> Location | None:
    """The seat of the one body that acts, or in front of which somebody does, where the sentences put it nowhere else.

    The words of the body support it.
    """
    if happening.event in MATERIAL or any(_is_put_somewhere(draft) for draft in happening.telling):
        return None
    found = [place for draft in happening.telling for place in _seats_in(draft)]
    return found[0] if len({place.geonameid for place in found}) == 1 else None


def _is_put_somewhere(draft: Draft) -> bool:
    """Whether a sentence says where it is done, and not only what it is about: "condemned the coup in Niger"."""
    if draft.place is None or draft.event is PloverEvent.CONSULT:
        return draft.place is not None
    trigger = draft.trigger
    first = next((first for first, _, place in trigger.clause.places if place is draft.place), trigger.last)
    return first - trigger.last <= CLOSE


def _seats_in(draft: Draft) -> Iterator[Location]:
    clause = draft.trigger.clause
    for first, last, mention in clause.actors:
        seat, acts_there = _seats().get(mention.name, (None, False))
        acts = acts_there and mention in draft.roles.actors
        if seat is not None and (acts or _is_before_it(draft, first, last)):
            yield replace(seat, text=mention.text, span=(mention.start, mention.end), in_=clause.part)


def _is_before_it(draft: Draft, first: int, last: int) -> bool:
    """Whether it is done in front of a body: "sued Belarus at the Court of Justice", "vetoed a Security Council resolution"."""
    words = draft.trigger.clause.words
    if draft.trigger.base == "veto":
        return True
    front = [word for word in words[max(first - REACH, 0) : first] if word not in _MODIFIERS][-1:]
    if words[last - 1].endswith(POSSESSIVE):
        return False  # "at the UN's refugee agency"
    meets = not _MEETINGS.isdisjoint(words[last : last + REACH])
    return not _BEFORE.isdisjoint(front) or (meets and not _DURING.isdisjoint(front))


@cache
def _seats() -> Mapping[str, tuple[Location, bool]]:
    """By its name the seat of a body, and whether it acts there only."""
    with as_file(files("processors.data")) as folder:
        return {row["body"]: (_location(row), row["acts"] == "there") for row in read_table(folder, "seats.csv")}


def _location(row: Mapping[str, str]) -> Location:
    return Location(
        text=row["body"],
        span=(0, len(row["body"])),
        name=row["place"],
        precision=PlacePrecision.CITY,
        country=row["country"],
        geonameid=int(row["geonameid"]),
        admin1=row["admin1"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        p=P,
    )
