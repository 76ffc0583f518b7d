"""ActorMention: words of a text that name a party, and who that is."""

from dataclasses import dataclass
from enum import StrEnum

from processors.records.event import Sector


class ActorKind(StrEnum):
    """What sort of party the words name."""

    COUNTRY = "country"
    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    LEADER = "leader"
    PERSON = "person"
    GROUP = "group"
    IGO = "igo"
    PEOPLE = "people"
    GENERIC = "generic"


ORGANS = frozenset({ActorKind.MILITARY, ActorKind.POLICE, ActorKind.GOVERNMENT})
"""The organs of a state."""
BODIES = frozenset({ActorKind.GROUP, ActorKind.IGO})
"""Those who are somebody in particular without a country."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of a party; mentions of one text never overlap and stand in its order.

    Attributes:
        start: First character, in code points of the text.
        end: One past the last character.
        text: The words: ``text[start:end]`` of the searched text.
        name: The party's standard name: of a state and of its organs the country's ("Russia" for "Russian forces", "Moscow said",
            "Ukraine's air force"), of a body with a name of its own that name ("Israel Defense Forces"), of a leader the person's
            full name, of a group UCDP's or its common name; the words themselves for a party that has none ("gunmen").
        kind: What sort of party.
        country: ISO 3166-1 alpha-3 (``XKX`` for Kosovo); None where the words do not tell ("police", "Islamic State").
        sector: PLOVER sector; None for a bare country or nationality, whose organ the words do not tell.
        wikidata_id: ``Q…`` where it is certain.
        ucdp_actor_id: Id in UCDP's actor list where it is certain.
        adjectival: A bare nationality that modifies what follows ("Russian" in "Russian drones").
        locative: A country that stands where a place stands ("in Ukraine", "across Sudan"): more likely where than who.
        aside: It takes no part itself: it only stands behind what follows ("Russian" in "Russian-backed rebels"), or in front of
            a headline ("Colombia: drone attack kills three").
    """

    start: int
    end: int
    text: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None
    wikidata_id: str | None = None
    ucdp_actor_id: int | None = None
    adjectival: bool = False
    locative: bool = False
    aside: bool = False
