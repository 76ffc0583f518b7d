"""The linker's state: the reports of the last days, each in its story, bounded in time and number.

The state *is* the members: ``Window(window.members)`` behaves exactly like ``window``, whatever order they come in, so that it
can be written down member by member and read back after a restart. Everything else here is an index over them.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from processors.stories.index import TermIndex
from processors.stories.report import Member, unpack_terms
from processors.stories.words import UNIT, weigh


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is remembered.

    Attributes:
        max_members: Reports in all; the stories that were quiet for longest go first.
        keep: A story that was quiet for so long is forgotten.
        max_story_members: A story of so many reports takes no more; what follows is a new one.
        max_story_age: Likewise, since its first report.
    """

    max_members: int = 20_000
    keep: timedelta = timedelta(days=7)
    max_story_members: int = 300
    max_story_age: timedelta = timedelta(days=30)


@dataclass(slots=True)
class _Tally:
    """A story in the index: its members, and the sum of their vectors."""

    number: int
    article_ids: set[str] = field(default_factory=set)
    total: dict[int, int] = field(default_factory=dict)
    square: int = 0
    began_at: datetime | None = None
    touched_at: datetime | None = None

    @property
    def scale(self) -> float:
        """What the sum of products with the members is divided by, to be the likeness."""
        return math.sqrt(UNIT**3 * len(self.article_ids) * math.sqrt(self.square)) or 1.0

    def add(self, terms: Mapping[int, int], sign: int) -> None:
        """Add a member's vector to the sum, or take it away."""
        for term, weight in terms.items():
            before = self.total.get(term, 0)
            after = before + sign * weight
            self.square += after * after - before * before
            if after:
                self.total[term] = after
            else:
                del self.total[term]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is near to a report.

    Attributes:
        stories: Story ids with their likeness, the best first: the geometric mean of the likeness to the mean of its members and
            the mean of the likenesses to its members, 0 to 1. The first alone would let large stories swallow everything.
        members: The nearest members with their likeness (cosine), the best first.
    """

    stories: tuple[tuple[str, float], ...]
    members: tuple[tuple[Member, float], ...]


class Window:
    """The members, and what finds those that are near.

    Args:
        members: The state, in any order.
        limits: How much is remembered.
    """

    def __init__(self, members: Iterable[Member] = (), limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._members: dict[str, Member] = {}
        self._stories: dict[str, _Tally] = {}
        self._story_of: dict[int, str] = {}
        self._index = TermIndex()
        self._held: Counter[int] = Counter()
        self._slots: dict[str, int] = {}
        self._article_in: list[str | None] = []
        self._number_in = np.zeros(64, dtype=np.int64)
        self._scale = np.ones(64)
        self._free: list[int] = []
        self._free_numbers: list[int] = []
        self._quiet: list[tuple[datetime, str]] = []
        self._time: datetime | None = None
        for member in members:
            self.put(member)

    @property
    def members(self) -> tuple[Member, ...]:
        """The state, in order of the article ids."""
        return tuple(self._members[article_id] for article_id in sorted(self._members))

    def __len__(self) -> int:
        return len(self._members)

    def time_with(self, fetched_at: datetime) -> datetime:
        """The window's time once something that was fetched then is in it: it never goes back."""
        return fetched_at if self._time is None else max(self._time, fetched_at)

    def member(self, article_id: str) -> Member | None:
        """The article's member."""
        return self._members.get(article_id)

    def story(self, story_id: str) -> tuple[Member, ...]:
        """A story's members, in order of publication; empty for one that is not here."""
        tally = self._stories.get(story_id)
        members = [self._members[article_id] for article_id in tally.article_ids] if tally else []
        return tuple(sorted(members, key=lambda m: (m.report.at, m.report.article_id)))

    def is_open(self, story_id: str, now: datetime) -> bool:
        """Whether a story takes another report."""
        tally = self._stories[story_id]
        is_young = tally.began_at is None or now - tally.began_at < self.limits.max_story_age
        return is_young and len(tally.article_ids) < self.limits.max_story_members

    def weigh(self, counts: Mapping[int, int]) -> dict[int, int]:
        """Weigh counted words by how rare they are in the news and in the window."""
        return weigh(counts, self._held, len(self._members))

    def neighbours(self, terms: Mapping[int, int], most: int = 8) -> Neighbours:
        """The nearest stories and members, up to ``most`` of each. Equal likeness: the lower id first."""
        products = self._index.products(terms, len(self._article_in))
        sums = np.bincount(self._number_in[: len(products)], weights=products, minlength=1)
        likenesses = sums / self._scale[: len(sums)]
        stories = [(self._story_of[number], float(likenesses[number])) for number in _greatest(likenesses, most)]
        found = [(self._article_in[slot], int(products[slot])) for slot in _greatest(products, most)]
        members = [(self._members[article_id], product / UNIT**2) for article_id, product in found if article_id is not None]
        members.sort(key=lambda item: (-item[1], item[0].report.article_id))
        stories.sort(key=lambda item: (-item[1], item[0]))
        return Neighbours(tuple(stories[:most]), tuple(members[:most]))

    def put(self, member: Member) -> None:
        """Add a member, or replace that of the same article."""
        article_id = member.report.article_id
        if article_id in self._members:
            self._drop(article_id)
        terms = unpack_terms(member.vector)
        self._held.update(unpack_terms(member.report.terms).keys())
        tally = self._stories.get(member.story_id) or self._open(member.story_id)
        tally.article_ids.add(article_id)
        tally.add(terms, 1)
        self._scale[tally.number] = tally.scale
        tally.began_at = min(tally.began_at or member.report.fetched_at, member.report.fetched_at)
        tally.touched_at = max(tally.touched_at or member.linked_at, member.linked_at)
        heapq.heappush(self._quiet, (tally.touched_at, member.story_id))
        slot = self._slots[article_id] = self._free.pop() if self._free else self._new_slot()
        self._article_in[slot], self._number_in[slot] = article_id, tally.number
        self._index.add(slot, terms)
        self._members[article_id] = member
        self._time = self.time_with(member.linked_at)

    def evict(self) -> tuple[str, ...]:
        """Forget whole stories until the limits hold; return the articles that went."""
        gone: list[str] = []
        while self._quiet and self._time is not None:
            touched_at, story_id = self._quiet[0]
            tally = self._stories.get(story_id)
            if tally is not None and tally.touched_at == touched_at:
                if len(self._members) <= self.limits.max_members and self._time - touched_at <= self.limits.keep:
                    break
                went = sorted(tally.article_ids)
                for article_id in went:
                    self._drop(article_id)
                gone += went
            heapq.heappop(self._quiet)
        return tuple(gone)

    def _open(self, story_id: str) -> _Tally:
        number = self._free_numbers.pop() if self._free_numbers else len(self._stories) + 1
        if number >= len(self._scale):
            self._scale = np.resize(self._scale, 2 * len(self._scale))
        self._story_of[number] = story_id
        tally = self._stories[story_id] = _Tally(number)
        return tally

    def _new_slot(self) -> int:
        self._article_in.append(None)
        if len(self._article_in) > len(self._number_in):
            self._number_in = np.resize(self._number_in, 2 * len(self._number_in))
        return len(self._article_in) - 1

    def _drop(self, article_id: str) -> None:
        member, slot = self._members.pop(article_id), self._slots.pop(article_id)
        terms, tally = unpack_terms(member.vector), self._stories[member.story_id]
        for term in unpack_terms(member.report.terms):
            self._held[term] -= 1
            if not self._held[term]:
                del self._held[term]
        self._index.remove(slot, terms)
        self._article_in[slot], self._number_in[slot] = None, 0
        self._free.append(slot)
        tally.article_ids.discard(article_id)
        tally.add(terms, -1)
        if not tally.article_ids:
            del self._stories[member.story_id], self._story_of[tally.number]
            self._free_numbers.append(tally.number)
        else:
            self._scale[tally.number] = tally.scale


def _greatest(values: npt.NDArray[np.number[Any]], most: int) -> list[int]:
    """Where the greatest positive values are: ``most``, and all that equal the last, whatever order they stand in."""
    least = np.partition(values, -most)[-most] if len(values) > most else 0
    places: list[int] = np.flatnonzero((values >= least) & (values > 0)).tolist()
    return places
