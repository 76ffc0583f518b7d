"""One line for a person about a record of any topic."""

import json
from typing import Any

from ingest.streams.protocol import StoredRecord
from ingest.streams.topics import ARTICLES, EVENTS, LATEST, STORIES

WIDTH = 110
CONTROL_CHARACTERS = dict.fromkeys([*range(32), *range(127, 160)], " ")
"""Text of strangers goes to a terminal: without escape sequences."""


def summarise(record: StoredRecord) -> str:
    """Describe a record in one line, safe for a terminal."""
    if not record.value:
        return plain(f"{record.key} is no more")
    value = json.loads(record.value)
    if record.topic in {EVENTS.name, LATEST.name}:
        line = summarise_event(value)
    elif record.topic == STORIES.name:
        line = summarise_story(value)
    elif record.topic == ARTICLES.name:
        relevance = value.get("relevance") or {}
        line = f"{relevance.get('band', '?'):<10} {relevance.get('p', 0):.2f}  {value['outlet']}: {value['title']}"
    else:
        line = f"{value['stage']:<8} {value['reason']:<20} {value.get('url') or ''}  {value['detail']}"
    return plain(line)


def summarise_event(value: dict[str, Any]) -> str:
    """Type, stage, who to whom, where, when, how many; as far as known."""
    parts = [f"{value['plover_event']:<9}", f"{'/'.join(value.get('modes', [])) or '-':<14}", f"{value['stage']:<10}"]
    who = ", ".join(actor["name"] for actor in value.get("actors", [])[:2])
    whom = ", ".join(actor["name"] for actor in value.get("recipients", [])[:2])
    parts.append(" → ".join(side for side in (who, whom) if side) or "-")
    if place := value.get("location"):
        parts.append(f"@ {place['name']}" + (f" ({place['country']})" if place.get("country") else ""))
    if time := value.get("time"):
        parts.append(time["start"])
    parts += [
        f"[{quantity['kind']} {quantity['text']}" + (f", says {quantity['claimed_by']}]" if quantity.get("claimed_by") else "]")
        for quantity in value.get("quantities", [])[:3]
    ]
    return " ".join(parts)


def summarise_story(value: dict[str, Any]) -> str:
    """How many independent sources and events, which types, where, what it began with."""
    counts = f"{value['independent_sources']:>3} sources {len(value['event_ids']):>3} events"
    where = ", ".join(value["places"][:2]) or "-"
    return f"{counts}  {'/'.join(value['event_types'][:3]):<24} @ {where}  {value['headline']}"


def plain(text: str) -> str:
    """Without control characters, so that no article can steer the terminal."""
    return text.translate(CONTROL_CHARACTERS)
