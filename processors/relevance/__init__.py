"""Relevance: whether an article is about conflict, with the words that say so (``docs/relevance.md``).

A linear model over the words of title and opening, in English, with its weights in the package. It reads no clock, no network,
and no file after the first call.
"""

from processors.actors import find_actors
from processors.conflicts import name_conflict, party_of
from processors.places import find_places
from processors.records import Band, ConflictRef, Reason, Relevance
from processors.relevance.language import is_plainly_not_english
from processors.relevance.model import load_model
from processors.relevance.opening import Opening, read_opening
from processors.relevance.reasons import find_reasons

__all__ = ["assess_relevance"]

SUPPORTED_LANGUAGES = frozenset({"en"})
MIN_PLACE_P = 0.5
CONFLICT_CHARS = 400
"""Who and where stand in a report's first sentences; actors and places of a longer text cost more than the band does."""

_UNSUPPORTED = Relevance(p=0.0, band=Band.NO, reasons=(Reason("language not supported", 0.0, "language"),))


def assess_relevance(title: str, text: str, *, language: str | None = None) -> Relevance:
    """Tell whether an article is about conflict: core, borderline or none of it.

    Only the title and the opening of the text count, promo lines left out. An article in another language than English is
    never relevant: its only reason is labelled ``language``.

    Args:
        title: Plain text; may be empty.
        text: Paragraphs; only a bounded beginning is read.
        language: ISO 639-1 code; where it is None the text is taken for English unless it plainly is not.
    """
    if language not in SUPPORTED_LANGUAGES and (language is not None or is_plainly_not_english(f"{title}\n{text[:2000]}")):
        return _UNSUPPORTED
    opening = read_opening(title, text)
    model = load_model()
    verdict = model.score(opening)
    band = model.band(verdict.p)
    return Relevance(
        p=verdict.p,
        band=band,
        reasons=find_reasons(opening, verdict),
        conflict=None if band is Band.NO else _conflict_of(opening),
    )


def _conflict_of(opening: Opening) -> ConflictRef | None:
    """Name the conflict by the actors and places of title and opening together."""
    text = f"{opening.title[:CONFLICT_CHARS]}\n{opening.text[:CONFLICT_CHARS]}"
    actors = find_actors(text)
    countries = [
        country
        for place in find_places(text, actors)
        if (country := place.location.country) and (place.location.p is None or place.location.p >= MIN_PLACE_P)
    ]
    countries += [actor.country for actor in actors if actor.country and actor.locative]
    return name_conflict([party for actor in actors if (party := party_of(actor))], countries)
