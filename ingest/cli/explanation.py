"""An article for a person: what was read from it, and from which words."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.cli.summary import CONTROL_CHARACTERS, plain
from processors.records import Actor, Article, ConflictEvent, Evidence, In, Location, Quantity, Reason, Span, TimeReference

STYLES = {
    "evidence": "underline",
    "reason": "bold",
    "actor": "bold cyan",
    "recipient": "bold blue",
    "place": "bold green",
    "time": "bold yellow",
    "quantity": "bold magenta",
}
BREAKS_KEPT = {code: blank for code, blank in CONTROL_CHARACTERS.items() if code != ord("\n")}
MAX_REASONS = 12


def print_explanation(console: Console, article: Article, events: tuple[ConflictEvent, ...]) -> None:
    """Print the article with its evidence highlighted."""
    console.print(_highlighted(article.title, article, events, In.TITLE), style="bold")
    stated = (article.url, article.outlet, article.language, article.published_at and article.published_at.isoformat())
    console.print(plain(" · ".join(part for part in stated if part)), style="dim")
    _print_relevance(console, article)
    for number, event in enumerate(events, 1):
        _print_event(console, number, event)
    if not events:
        console.print("\nno events")
    console.print()
    console.print(Text(" ").join(Text(kind, style) for kind, style in STYLES.items()))
    console.print(_highlighted(article.text, article, events, None))


def _print_relevance(console: Console, article: Article) -> None:
    relevance = article.relevance
    if relevance is None:
        return
    console.print(f"\nrelevance: {relevance.band.value}, p {relevance.p:.2f}", style="bold")
    if relevance.conflict:
        console.print(plain(f"conflict: {relevance.conflict.name}"))
    for reason in relevance.reasons[:MAX_REASONS]:
        console.print(Text(plain(f"  {reason.weight:+.2f}  {reason.label}: {reason.text}")))


def _print_event(console: Console, number: int, event: ConflictEvent) -> None:
    modes = "/".join(event.modes)
    heading = (
        f"\n{number}. {event.plover_event.value}{' ' + modes if modes else ''} · {event.stage.value} · {event.salience.value}"
    )
    console.print(Text(f"{heading} · p {event.p:.2f}", "bold"))
    table = Table(show_header=False, box=None, padding=(0, 2))
    for name, value in _event_rows(event):
        table.add_row(name, Text(plain(value)))
    console.print(table)


def _event_rows(event: ConflictEvent) -> Iterator[tuple[str, str]]:
    if event.actors:
        yield "actors", "; ".join(map(_actor, event.actors))
    if event.recipients:
        yield "recipients", "; ".join(map(_actor, event.recipients))
    if event.location:
        yield "place", _place(event.location)
    if event.time:
        yield "time", f"{event.time.text} = {event.time.start} to {event.time.end}"
    if event.quantities:
        yield "quantities", "; ".join(map(_quantity, event.quantities))
    if event.conflict:
        yield "conflict", event.conflict.name
    codes = {"acled": event.acled_sub_event, "ucdp": event.ucdp_type, "cameo": event.cameo_root}
    yield "codes", ", ".join(f"{name} {code}" for name, code in codes.items() if code is not None)
    for evidence in event.evidence:
        yield "because", f"“{evidence.quote}” ({', '.join(evidence.supports)})"


def _actor(actor: Actor) -> str:
    known = ", ".join(part for part in (actor.country, actor.sector) if part)
    said = f" [{actor.attribution.value}{' by ' + actor.by if actor.by else ''}]" if actor.attribution else ""
    return f"{actor.text} = {actor.name}{f' ({known})' if known else ''}{said}"


def _place(place: Location) -> str:
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    at = f" at {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.text} = {where}{at} ({place.precision.value})"


def _quantity(quantity: Quantity) -> str:
    low, high = ("?" if bound is None else str(bound) for bound in (quantity.low, quantity.high))
    number = low if low == high else f"{low} to {high}"
    said = f", says {quantity.claimed_by}" if quantity.claimed_by else ""
    return f"{quantity.text} = {quantity.kind.value} {number}{f' of {quantity.party}' if quantity.party else ''}{said}"


def _highlighted(text: str, article: Article, events: Iterable[ConflictEvent], part: In | None) -> Text:
    # length-preserving, so that the spans stay right
    shown = Text(text.translate(BREAKS_KEPT))
    reasons = article.relevance.reasons if article.relevance else ()
    for kind, (start, end) in (*_reason_spans(reasons, part), *_event_spans(events, part)):
        shown.stylize(STYLES[kind], start, end)
    return shown


def _reason_spans(reasons: Iterable[Reason], part: In | None) -> Iterator[tuple[str, Span]]:
    return (("reason", reason.span) for reason in reasons if reason.span and reason.in_ is part)


def _event_spans(events: Iterable[ConflictEvent], part: In | None) -> Iterator[tuple[str, Span]]:
    for event in events:
        marked: list[tuple[str, Evidence | Actor | Location | TimeReference | Quantity]] = []
        marked += [("evidence", evidence) for evidence in event.evidence]
        marked += [("actor", actor) for actor in event.actors]
        marked += [("recipient", actor) for actor in event.recipients]
        marked += [("quantity", quantity) for quantity in event.quantities]
        if event.location:
            marked.append(("place", event.location))
        if event.time:
            marked.append(("time", event.time))
        yield from ((kind, record.span) for kind, record in marked if record.in_ is part)
