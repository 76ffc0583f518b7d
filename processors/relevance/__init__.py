"""Relevance: whether an article is about conflict, with the words that say so (``docs/relevance.md``).

A linear model over the words of title and opening, in English, with its weights in the package, and the user's own watch list on
top of it. It reads no clock, no network, and no file after the first call.
"""

from processors.actors import find_actors
from processors.conflicts import deciding_parties, name_conflict, party_of
from processors.places import find_places
from processors.records import Band, ConflictRef, Reason, Relevance
from processors.relevance.language import is_plainly_not_english
from processors.relevance.model import load_model, shift
from processors.relevance.opening import Opening, read_opening
from processors.relevance.reasons import find_reasons
from processors.relevance.watch_list import Match, WatchList, WatchListError, find_matches, parse_watch_list

__all__ = ["WatchList", "WatchListError", "assess_relevance", "parse_watch_list"]

SUPPORTED_LANGUAGES = frozenset({"en"})
MIN_PLACE_P = 0.5
CONFLICT_CHARS = 400
"""Who and where stand in a report's first sentences; actors and places of a longer text cost more than the band does."""

_UNSUPPORTED = Reason("language not supported", 0.0, "language")


def assess_relevance(
    title: str,
    text: str,
    *,
    language: str | None = None,
    watch_list: WatchList | None = None,
) -> Relevance:
    """Tell whether an article is about conflict: core, borderline or none of it.

    Only the title and the opening of the text count, promo lines left out. The model says nothing of an article in another
    language than English: its ``p`` is 0 and a reason is labelled ``language``. A watch list tags it all the same.

    Args:
        title: Plain text; may be empty.
        text: Paragraphs; only a bounded beginning is read.
        language: ISO 639-1 code; where it is None the text is taken for English unless it plainly is not.
        watch_list: The user's own rules: their tags, reasons labelled ``watch_list``, and what they add to the log-odds.
    """
    opening = read_opening(title, text)
    matches = find_matches(opening, watch_list) if watch_list else ()
    tags = tuple(dict.fromkeys(match.rule.tag for match in matches))
    said = tuple(reason for match in matches for reason in match.reasons)
    if language not in SUPPORTED_LANGUAGES and (language is not None or is_plainly_not_english(f"{title}\n{text[:2000]}")):
        return Relevance(p=0.0, band=Band.NO, reasons=(*said, _UNSUPPORTED), tags=tags)
    model = load_model()
    verdict = model.score(opening)
    p = shift(verdict.p, _boost(matches)) if matches else verdict.p
    band = model.band(p)
    return Relevance(
        p=p,
        band=band,
        reasons=(*said, *find_reasons(opening, verdict)),
        conflict=None if band is Band.NO else _conflict_of(opening),
        tags=tags,
    )


def _boost(matches: tuple[Match, ...]) -> float:
    return sum(match.rule.boost for match in matches)


def _conflict_of(opening: Opening) -> ConflictRef | None:
    """Name the conflict by the actors and places of title and opening together."""
    text = f"{opening.title[:CONFLICT_CHARS]}\n{opening.text[:CONFLICT_CHARS]}"
    actors = find_actors(text)
    parties = [party for actor in actors if (party := party_of(actor))]
    if deciding_parties().isdisjoint(parties):
        return None
    countries = [
        country
        for place in find_places(text, actors)
        if (country := place.location.country) and (place.location.p is None or place.location.p >= MIN_PLACE_P)
    ]
    countries += [actor.country for actor in actors if actor.country and actor.locative]
    return name_conflict(parties, countries)
