"""Event coding on sentences and reports that others labelled: PLOVER's gold sentences, CASE 2021 task 2, MUC-4.

Used by ``coding.py``. Every row is coded as an article without a title that is relevant; what counts is the likeliest event of a
sentence, and all events of a report.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coding_articles import article, first_keyword

from processors.coding import code_events
from processors.coding.record.derived import quad_of
from processors.records import Band, ConflictEvent, Relevance
from processors.records.event import PloverEvent, QuantityKind

OLD_NAMES = {"INVESTIGATE": "ACCUSE", "DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST", "FIGHT": "ASSAULT"}
"""Events of PLOVER's gold sentences (0.5) that version 0.8 names otherwise."""
SUB_EVENTS = {
    "ARMED_CLASH": "Armed clash", "GRENADE": "Grenade", "PEACE_PROTEST": "Peaceful protest", "DISR_WEAP": "Disrupted weapons use",
    "REM_EXPLOS": "Remote explosive/landmine/IED", "CHEM_WEAP": "Chemical weapon", "VIOL_DEMONSTR": "Violent demonstration",
    "SUIC_BOMB": "Suicide bomb", "AIR_STRIKE": "Air/drone strike", "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack", "GOV_REGAINS_TERIT": "Government regains territory",
    "AGREEMENT": "Agreement", "HQ_ESTABLISHED": "Headquarters or base established",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters", "ATTACK": "Attack", "ARREST": "Arrests",
    "SEX_VIOL": "Sexual violence", "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "PROTEST_WITH_INTER": "Protest with intervention", "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "ABDUCT_DISSAP": "Abduction/forced disappearance", "MOB_VIOL": "Mob violence",
}  # fmt: skip
"""CASE's names of ACLED's sub-events; its other types (disasters, crime, diplomacy, attribution) are none of ACLED's."""


def likeliest(events: tuple[ConflictEvent, ...]) -> ConflictEvent | None:
    """The event that the coder is surest of."""
    return max(events, key=lambda event: (event.p, -len(event.event_id)), default=None)


def code_text(name: str, text: str) -> tuple[ConflictEvent, ...]:
    """The events of a text that is taken for relevant."""
    return code_events(article({"id": name, "text": text}, Relevance(1.0, Band.YES)))


def plover(events: Path) -> str:
    """Type and quad class of the likeliest event on PLOVER's gold sentences, and whether any event has the type."""
    rows = list(_rows(events / "plover_gsr_dev"))
    counts: Counter[str] = Counter()
    for row in rows:
        gold = PloverEvent(OLD_NAMES.get(row["event"], row["event"]))
        found = code_text(row["id"], row["text"])
        best = likeliest(found)
        guess = PloverEvent(first_keyword(row["text"]))
        counts["type"] += best is not None and best.plover_event is gold
        counts["quad"] += best is not None and best.quad is quad_of(gold)
        counts["any"] += any(event.plover_event is gold for event in found)
        counts["keyword type"] += guess is gold
        counts["keyword quad"] += quad_of(guess) is quad_of(gold)
    shares = _shares(counts, len(rows))
    print(f"\nPLOVER gold sentences ({len(rows)}): " + "  ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    return f"PLOVER type {shares['type']:.3f} quad {shares['quad']:.3f}"


def case(events: Path) -> str:
    """ACLED's sub-event of the likeliest event on CASE 2021 task 2: accuracy and weighted F1; no event on what is no conflict."""
    gold, coded, baseline, quiet, none = [], [], [], 0, 0
    for row in _rows(events / "case2021_task2_dev"):
        best = likeliest(code_text(row["id"], row["text"]))
        if row["type"] in SUB_EVENTS:
            gold.append(SUB_EVENTS[row["type"]])
            coded.append(best.acled_sub_event if best is not None else None)
            baseline.append(next((name for name, words in _SUB_EVENT_WORDS if re.search(words, row["text"].lower())), None))
        elif not row["conflict"]:
            none, quiet = none + 1, quiet + (best is None)
    f1 = weighted_f1(gold, coded)
    right = sum(a == b for a, b in zip(gold, coded, strict=True)) / len(gold)
    print(
        f"CASE 2021 task 2 ({len(gold)} with a sub-event of ACLED): accuracy {right:.3f}  weighted F1 {f1:.3f}  "
        f"keywords {weighted_f1(gold, baseline):.3f}; no event on {quiet} of {none} that are no conflict"
    )
    return f"CASE {f1:.3f}"


def muc4(corpus: Path) -> str:
    """MUC-4: incident type, country and victims' numbers of reports with incidents."""
    counts: Counter[str] = Counter()
    for row in _rows(corpus / "relevance/muc4_dev"):
        incidents = [t for t in row["templates_full"] if t.get("INCIDENT: STAGE OF EXECUTION") == ["ACCOMPLISHED"]]
        if not incidents:
            continue
        found = code_text(row["id"], row["text"])
        attacks = [e for e in found if e.plover_event is PloverEvent.ASSAULT]
        modes = {mode for event in attacks for mode in event.modes}
        countries = {event.location.country for event in found if event.location}
        numbers = {q.low for event in found for q in event.quantities if q.kind in {QuantityKind.DEAD, QuantityKind.INJURED}}
        counts["reports"] += 1
        counts["attack found"] += bool(attacks)
        for incident in incidents:
            kind = " ".join(incident["INCIDENT: TYPE"])
            if wanted := _MODES.get(kind):
                counts["modes"] += 1
                counts["mode found"] += bool(wanted & modes)
            if iso3 := _COUNTRIES.get(incident.get("INCIDENT: LOCATION", [""])[0].split(":")[0].strip()):
                counts["places"] += 1
                counts["country found"] += iso3 in countries
            for victims in _victims(incident):
                counts["victims"] += 1
                counts["victims found"] += victims in numbers
    figures = {
        "attack found": counts["attack found"] / counts["reports"],
        "kind of attack": counts["mode found"] / max(counts["modes"], 1),
        "country": counts["country found"] / max(counts["places"], 1),
        "victims": counts["victims found"] / max(counts["victims"], 1),
    }
    print(f"MUC-4 ({counts['reports']} reports): " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    return f"MUC-4 victims {figures['victims']:.3f}"


_MODES = {"BOMBING": {"explosives", "suicide-attack"}, "KIDNAPPING": {"abduct"}, "ARSON": {"destroy"}}
_COUNTRIES = {
    "EL SALVADOR": "SLV", "COLOMBIA": "COL", "PERU": "PER", "GUATEMALA": "GTM", "HONDURAS": "HND", "CHILE": "CHL",
    "BOLIVIA": "BOL",
    "NICARAGUA": "NIC", "PANAMA": "PAN", "ECUADOR": "ECU", "ARGENTINA": "ARG", "COSTA RICA": "CRI", "VENEZUELA": "VEN",
}  # fmt: skip
_SUB_EVENT_WORDS = (
    ("Suicide bomb", "suicide"),
    ("Grenade", "grenade"),
    ("Chemical weapon", "chemical|gas attack"),
    ("Air/drone strike", r"air ?strike|drone|air raid"),
    ("Shelling/artillery/missile attack", "shell|rocket|mortar|artillery|missile"),
    ("Remote explosive/landmine/IED", "bomb|explos|blast|mine"),
    ("Sexual violence", r"\brape|sexual"),
    ("Abduction/forced disappearance", "kidnap|abduct"),
    ("Violent demonstration", "riot|clash.*protest"),
    ("Peaceful protest", "protest|demonstrat|rally"),
    ("Arrests", "arrest|detain"),
    ("Agreement", "agreement|accord|ceasefire"),
    ("Armed clash", ".*"),
)


def _victims(incident: Mapping[str, list[str]]) -> Iterator[int]:
    """The exact numbers of dead or injured groups of an incident."""
    effects = {e.split(":")[-1]: e for e in incident.get("HUM TGT: EFFECT OF INCIDENT", []) if e.startswith(("DEATH", "INJURY"))}
    for line in incident.get("HUM TGT: NUMBER", []):
        number, _, who = line.partition(":")
        if number.strip().isdigit() and who in effects and int(number) > 1:
            yield int(number)


def weighted_f1(gold: list[str], found: list[str | None]) -> float:
    """F1 of each class, weighted by how often it is right."""
    total = 0.0
    for name, support in Counter(gold).items():
        hits = sum(a == b == name for a, b in zip(gold, found, strict=True))
        total += support * 2 * hits / max(support + found.count(name), 1)
    return total / len(gold)


def _shares(counts: Mapping[str, int], total: int) -> dict[str, float]:
    return {name: count / total for name, count in counts.items()}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path.with_name(path.name + ".jsonl.gz"), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
