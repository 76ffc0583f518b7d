"""ConflictEvent: what happened, who did it to whom, where, when, how many, and which words say so.

Source: PLOVER 0.8 (September 2021) for event types, modes, contexts and sectors. A span is ``[start, end)`` in characters of
the article's text; a part found in the title says ``"in": "title"``. A field that is not known is absent, never guessed.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from processors.records.text import In, Span

JSON_IN = {"json": "in"}
NULLABLE = {"nullable": True}
"""Fields that are written as null instead of being left out: there, null says something."""


class PloverEvent(StrEnum):
    """The 16 event types of PLOVER 0.8."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(StrEnum):
    """The four quadrants of verbal/material and cooperation/conflict."""

    VERBAL_COOP = "verbal_coop"
    MATERIAL_COOP = "material_coop"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class EventStage(StrEnum):
    """How far the event has come."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    THREATENED = "threatened"
    PLANNED = "planned"
    FOILED = "foiled"
    DENIED = "denied"


class Salience(StrEnum):
    """Whether the article is about this event or only mentions it."""

    MAIN = "main"
    SECONDARY = "secondary"


class Sector(StrEnum):
    """What kind of body an actor is."""

    MIL = "MIL"
    GOV = "GOV"
    REB = "REB"
    CIV = "CIV"
    OPP = "OPP"
    COP = "COP"
    SPY = "SPY"
    JUD = "JUD"
    IGO = "IGO"
    NGO = "NGO"
    MED = "MED"
    BUS = "BUS"
    CRM = "CRM"
    UNK = "UNK"


class Attribution(StrEnum):
    """Who says that the actor did it: the article, the actor, another party (accused), or an accused who denies it."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    ACCUSED = "accused"
    DENIED = "denied"


class PlacePrecision(StrEnum):
    """How exactly a location is known."""

    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    REGION = "region"
    COUNTRY = "country"
    SEA = "sea"


class TimePrecision(StrEnum):
    """How exactly a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class QuantityKind(StrEnum):
    """What was counted."""

    DEAD = "dead"
    INJURED = "injured"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    ARRESTED = "arrested"
    HOSTAGES = "hostages"
    RELEASED = "released"
    DRONES = "drones"
    MISSILES = "missiles"
    AIRCRAFT = "aircraft"
    VEHICLES = "vehicles"
    TROOPS = "troops"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Coder:
    """Which code wrote the event: its name and version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of an event, as actor or as recipient.

    Attributes:
        text: The words of the article, equal to what ``span`` selects.
        name: The party's standard name (UCDP's or Wikidata's); the words themselves for a party that has none.
        country: ISO 3166-1 alpha-3 (``XKX`` for Kosovo).
        sector: PLOVER sector.
        attribution: Actors only: who says that it did it.
        by: Who accuses, where ``attribution`` is ``accused`` or ``denied``.
        p: Probability of the whole reading.
    """

    text: str
    span: Span
    name: str
    country: str | None = None
    sector: Sector | None = None
    wikidata_id: str | None = None
    ucdp_actor_id: int | None = None
    attribution: Attribution | None = None
    by: str | None = None
    p: float | None = None
    in_: In | None = field(default=None, metadata=JSON_IN)


@dataclass(frozen=True, slots=True)
class PlaceAlternative:
    """Another place that the same words could mean."""

    name: str
    country: str | None
    p: float
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where it happened. WGS 84 degrees; of an area, its centre or seat."""

    text: str
    span: Span
    name: str
    precision: PlacePrecision
    country: str | None = None
    geonameid: int | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    p: float | None = None
    alternatives: tuple[PlaceAlternative, ...] = ()
    in_: In | None = field(default=None, metadata=JSON_IN)


@dataclass(frozen=True, slots=True)
class TimeReference:
    """When it happened: ISO 8601 days, both ends inclusive, resolved against the date of publication."""

    text: str
    span: Span
    start: str
    end: str
    precision: TimePrecision
    in_: In | None = field(default=None, metadata=JSON_IN)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number by one claimant. "At least 5" is low 5, high null; money is in full units of the article's currency."""

    kind: QuantityKind
    low: int | None = field(metadata=NULLABLE)
    high: int | None = field(metadata=NULLABLE)
    text: str
    span: Span
    party: str | None = None
    party_country: str | None = None
    claimed_by: str | None = None
    cumulative: bool = False
    in_: In | None = field(default=None, metadata=JSON_IN)


@dataclass(frozen=True, slots=True)
class ConflictRef:
    """A conflict by name, with its id in UCDP's list where it has one."""

    name: str
    ucdp_conflict_id: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that support the event, and which of its fields they support."""

    quote: str
    span: Span
    supports: tuple[str, ...]
    in_: In | None = field(default=None, metadata=JSON_IN)


@dataclass(frozen=True, slots=True)
class ConflictEvent:
    """One coded event, as published to ``conflict.events.v1``.

    Attributes:
        event_id: ``processors.records.ids.event_id``: stable over runs of the same coder on the same article.
        revision: The article's revision that it was coded from.
        supersedes: The revision that this one replaces; null for the first.
        story_id: What groups reports of the same happening; the record's key.
        p: Probability that the event is reported as coded.
    """

    event_id: str
    story_id: str
    article_id: str
    url: str
    coder: Coder
    plover_event: PloverEvent
    quad: Quad
    cameo_root: str
    stage: EventStage
    salience: Salience
    p: float
    evidence: tuple[Evidence, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    acled_sub_event: str | None = None
    ucdp_type: int | None = None
    iptc: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    location: Location | None = None
    time: TimeReference | None = None
    quantities: tuple[Quantity, ...] = ()
    conflict: ConflictRef | None = None
    revision: int = 1
    supersedes: int | None = field(default=None, metadata=NULLABLE)
    retracted: bool = False
    schema_version: str = "1.0"
