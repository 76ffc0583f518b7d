"""What an article says beside its happenings: which countries it is about, and the times that its sentences state."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from processors.coding.clauses.datings import Dating
from processors.coding.language.reading import Clause
from processors.records.event import Location

_TITLE, _OPENING, _PLACE, _STATED = 3.0, 2.0, 2.5, 1.5
"""How much a mention in the title or the opening, one of a place, and one that something is put at, weighs against a party's."""


@dataclass(frozen=True, slots=True)
class Land:
    """How much an article is about a country.

    Attributes:
        share: Its part of all mentions of places and parties, weighted, in [0, 1].
        places: Its part of those of places.
        parties: Its part of those of parties.
        lead: Its share less the largest other one, in [-1, 1].
        rank: How many countries have a larger share.
        in_title: The title names it.
        in_opening: The first sentences name it.
        is_first: The first place of the text lies in it.
    """

    share: float
    places: float
    parties: float
    lead: float
    rank: int
    in_title: bool
    in_opening: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """An article around its happenings.

    Attributes:
        clauses: Its sentences, the title first if it has one.
        datings: When each plays.
        day: The day that its weekdays refer to, mostly that of publication; None where it is not known.
        places: The places of its text, in order.
        told: Those outside of datelines, and those of datelines that the title names.
        lands: The countries that it names, by ISO 3166-1 alpha-3, the one with the largest share first.
    """

    clauses: Sequence[Clause]
    datings: Sequence[Dating]
    day: date | None
    places: Sequence[Location]
    told: Sequence[Location]
    lands: Mapping[str, Land]

    def position(self, clause: Clause) -> int:
        """Where one of its clauses stands among them."""
        return clause.sentence.index + (1 if self.clauses[0].sentence.in_title else 0)


def scene_of(clauses: Sequence[Clause], places: Sequence[Location], datings: Sequence[Dating], day: date | None) -> Scene:
    """The scene of an article whose weekdays refer to a day."""
    by_place: defaultdict[str, float] = defaultdict(float)
    by_party: defaultdict[str, float] = defaultdict(float)
    title: set[str] = set()
    opening: set[str] = set()
    for clause in clauses:
        is_title, is_opening = clause.sentence.in_title, clause.sentence.in_opening
        weight = _TITLE if is_title else _OPENING if is_opening else 1.0
        for _, _, place in clause.places:
            by_place[place.location.country or ""] += weight * (_STATED if place.preposition else 1.0)
        for _, _, party in clause.actors:
            by_party[party.country or ""] += weight
        if is_opening:
            named = {p.location.country or "" for _, _, p in clause.places} | {m.country or "" for _, _, m in clause.actors}
            opening |= named
            title |= named if is_title else set()
    first = next((place.country for place in places if place.country), None)
    filed = {place.start for clause in clauses if clause.dateline for first, _, place in clause.places if first < clause.dateline}
    titled = {place.location.name for clause in clauses[:1] if clause.sentence.in_title for _, _, place in clause.places}
    told = [place for place in places if place.name in titled or place.span[0] not in filed]
    return Scene(clauses, datings, day, places, told, _lands(by_place, by_party, title, opening, first))


def _lands(
    by_place: Mapping[str, float], by_party: Mapping[str, float], title: set[str], opening: set[str], first: str | None
) -> dict[str, Land]:
    names = sorted({*by_place, *by_party} - {""})
    total = {name: _PLACE * by_place.get(name, 0.0) + by_party.get(name, 0.0) for name in names}
    order = sorted(names, key=lambda name: -total[name])
    everything = sum(total.values()) or 1.0
    all_places, all_parties = sum(by_place.get(name, 0.0) for name in names), sum(by_party.get(name, 0.0) for name in names)
    return {
        name: Land(
            share=total[name] / everything,
            places=by_place.get(name, 0.0) / (all_places or 1.0),
            parties=by_party.get(name, 0.0) / (all_parties or 1.0),
            lead=(total[name] - max((total[other] for other in order[:2] if other != name), default=0.0)) / everything,
            rank=rank,
            in_title=name in title,
            in_opening=name in opening,
            is_first=name == first,
        )
        for rank, name in enumerate(order)
    }
