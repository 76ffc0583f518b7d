"""Invented events, for tests of what is done with events."""

from typing import Any

from processors.records import (
    Actor,
    Attribution,
    Coder,
    ConflictEvent,
    ConflictRef,
    EventStage,
    Evidence,
    Location,
    PlacePrecision,
    PloverEvent,
    Quad,
    Quantity,
    QuantityKind,
    Salience,
)

QUOTE = "Russian drones hit a depot in Sumy, killing at least 3 people."


def sample_event(event_id: str = "e1", **changes: Any) -> ConflictEvent:
    """An attack by Russia on Sumy in Ukraine, with changes."""
    fields: dict[str, Any] = {
        "event_id": event_id,
        "story_id": f"story of {event_id}",
        "article_id": "a1",
        "url": "https://outlet.example/a1",
        "coder": Coder("conflictwire", "1"),
        "plover_event": PloverEvent.ASSAULT,
        "quad": Quad.MATERIAL_CONFLICT,
        "cameo_root": "19",
        "stage": EventStage.OCCURRED,
        "salience": Salience.MAIN,
        "p": 0.9,
        "evidence": (Evidence(QUOTE, (0, len(QUOTE)), ("plover_event", "actors", "location", "quantities")),),
        "modes": ("drone",),
        "actors": (Actor("Russian", (0, 7), "Russia", country="RUS", attribution=Attribution.ASSERTED),),
        "location": Location("Sumy", (30, 34), "Sumy", PlacePrecision.CITY, country="UKR", lat=50.92, lon=34.8),
        "quantities": (Quantity(QuantityKind.DEAD, 3, None, "at least 3 people", (44, 61), party="people", party_country="UKR"),),
        "conflict": ConflictRef("Russia–Ukraine war", 13243),
    }
    return ConflictEvent(**(fields | changes))
