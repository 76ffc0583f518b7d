"""What the ranking of a candidate depends on: its words, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors.mentions import ActorKind
from processors.actors.tokens import Words
from processors.data.fold import fold
from processors.data.gazetteer import Entries, Gazetteer
from processors.data.gazetteer_format import ALTERNATE, CLASSES, ROW
from processors.places.candidates import Candidate

COUNTRY, ADMIN1 = CLASSES.index("country"), CLASSES.index("admin1")
CONTAINING_GAPS = frozenset({", ", ",", " (", ", in "})


SETTLEMENTS = frozenset({"village", "town", "community", "district", "area", "neighbourhood", "settlement", "hamlet"})
"""What may stand between a name and "in"."""


@dataclass(frozen=True, slots=True)
class Container:
    """What "X, Y" says of X, in the gazetteer's numbers; ``admin1`` is -1 where Y is a whole country."""

    country: int
    admin1: int


@dataclass(frozen=True, slots=True)
class Name:
    """Mentions that are alike here mean the same and are ranked once.

    Attributes:
        folded: The words.
        wanted: The precision that a word beside them speaks for; empty for any.
        container: What a country or division behind a comma says.
        party: The gazetteer's number of the country that the words are a name of, as a party; -1 for none.
        capital: That party is named by its capital.
    """

    folded: str
    wanted: str
    container: Container | None
    party: int
    capital: bool


def name_candidates(text: Words, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> list[Name]:
    """The name of each candidate, in order."""
    return [
        name_of(candidate, container_behind(text, candidates, number, gazetteer), gazetteer)
        for number, candidate in enumerate(candidates)
    ]


def name_of(candidate: Candidate, container: Container | None, gazetteer: Gazetteer) -> Name:
    """The name of one candidate."""
    party = candidate.party
    home = gazetteer.country_numbers.get(party.country or "", -1) if party else -1
    return Name(fold(candidate.name), candidate.wanted, container, home, party is not None and party.kind is ActorKind.GOVERNMENT)


def container_behind(text: Words, candidates: Sequence[Candidate], number: int, gazetteer: Gazetteer) -> Container | None:
    """What the next candidate says of this one, if it is a country, a division or its abbreviation behind a comma."""
    if number + 1 == len(candidates):
        return None
    candidate, area = candidates[number], candidates[number + 1]
    if not stands_before(text, candidate, area):
        return None
    container = widest(area.entries, gazetteer)
    return container if container and holds(container, candidate.entries, gazetteer) else None


def stands_before(text: Words, candidate: Candidate, area: Candidate) -> bool:
    """Whether an area stands directly behind a name: "Maga, Kebbi State", "Banga village in Zamfara State"."""
    gap = text.gap(candidate.end - 1)
    if area.start == candidate.end:
        return gap in CONTAINING_GAPS
    at = candidate.end + (text.word(candidate.end) in SETTLEMENTS)
    at += text.word(at + 1) == "the"
    between = text.folded[candidate.end : area.start]
    plain = all(text.gap(i) == " " for i in range(candidate.end - 1, area.start - 1))
    return plain and "in" in between and area.start == at + 1


def holds(container: Container, entries: Entries, gazetteer: Gazetteer) -> bool:
    """Tell whether a place of the name itself lies there: "Washington, New York and Chicago" is a list."""
    rows = entries[(entries & ALTERNATE) == 0] & ROW
    inside = gazetteer.columns["country"][rows] == container.country
    if container.admin1 >= 0:
        inside &= gazetteer.columns["admin1"][rows] == container.admin1
    return bool(inside.any())


def widest(entries: Entries, gazetteer: Gazetteer) -> Container | None:
    """The country, else the most populous division, that a name can mean."""
    rows = entries & ROW
    kinds = gazetteer.columns["kind"][rows]
    for kind in (COUNTRY, ADMIN1):
        for row in rows[kinds == kind]:
            admin1 = -1 if kind == COUNTRY else int(gazetteer.columns["admin1"][row])
            return Container(int(gazetteer.columns["country"][row]), admin1)
    return None
