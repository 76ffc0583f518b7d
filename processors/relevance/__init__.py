"""Relevance: whether an article is about conflict, with the words that say so (``docs/relevance.md``).

A linear model over the words of title and opening, in English, with its weights in the package; beside it, where the extra
``languages`` is installed, an encoder for what the words leave in doubt and for other languages; and the user's own watch list on
top. It reads no clock, no network, and no file after the first call.
"""

from dataclasses import replace

from processors.actors import find_actors
from processors.conflicts import deciding_parties, name_conflict, party_of
from processors.places import find_places
from processors.records import Band, ConflictRef, Reason, Relevance
from processors.relevance.encoder import Encoder, EncoderMissing, load_encoder, sentence_reasons
from processors.relevance.language import is_plainly_not_english
from processors.relevance.model import load_model, shift
from processors.relevance.opening import Opening, read_opening
from processors.relevance.reasons import find_reasons, strongest
from processors.relevance.watch_list import Match, WatchList, WatchListError, find_matches, parse_watch_list

__all__ = [
    "SUPPORTED_LANGUAGES",
    "Encoder",
    "EncoderMissing",
    "WatchList",
    "WatchListError",
    "assess_relevance",
    "load_encoder",
    "parse_watch_list",
]

SUPPORTED_LANGUAGES = frozenset({"en"})
"""Those whose words the model knows; an encoder adds its own (``Encoder.languages``)."""
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
    encoder: Encoder | None = None,
) -> Relevance:
    """Tell whether an article is about conflict: core, borderline or none of it.

    Only the title and the opening of the text count, promo lines left out. Of an article in a language that is not supported
    nothing is said: its ``p`` is 0 and a reason is labelled ``language``. A watch list tags it all the same.

    Args:
        title: Plain text; may be empty.
        text: Paragraphs; only a bounded beginning is read.
        language: ISO 639-1 code; where it is None the text is taken for English unless it plainly is not.
        watch_list: The user's own rules: their tags, reasons labelled ``watch_list``, and what they add to the log-odds.
        encoder: For what the words leave in doubt, and for the other languages that it was measured in.
    """
    opening = read_opening(title, text)
    matches = find_matches(opening, watch_list) if watch_list else ()
    tags = tuple(dict.fromkeys(match.rule.tag for match in matches))
    said = tuple(reason for match in matches for reason in match.reasons)
    is_english = language in SUPPORTED_LANGUAGES or (language is None and not is_plainly_not_english(f"{title}\n{text[:2000]}"))
    if is_english:
        p, reasons = _judge_english(opening, encoder)
    elif encoder is not None and language in encoder.languages:
        p, reasons = _judge_by_meaning(opening, encoder)
    else:
        return Relevance(p=0.0, band=Band.NO, reasons=(*said, _UNSUPPORTED), tags=tags)
    if matches:
        p = shift(p, _boost(matches))
    band = load_model().band(p)
    return Relevance(
        p=p,
        band=band,
        reasons=(*said, *reasons),
        conflict=_conflict_of(opening) if is_english and band is not Band.NO else None,
        tags=tags,
    )


def _judge_english(opening: Opening, encoder: Encoder | None) -> tuple[float, tuple[Reason, ...]]:
    """By the words, and by the encoder where these leave it open."""
    verdict = load_model().score(opening)
    if encoder is None or not encoder.is_in_doubt(verdict.p):
        return verdict.p, find_reasons(opening, verdict)
    meaning = encoder.read(opening)
    words = [replace(reason, weight=round(encoder.joint.words * reason.weight, 3)) for reason in find_reasons(opening, verdict)]
    return encoder.p_joint(verdict.p, meaning), strongest([*words, *sentence_reasons(meaning, encoder.joint.meaning)])


def _judge_by_meaning(opening: Opening, encoder: Encoder) -> tuple[float, tuple[Reason, ...]]:
    """By the encoder alone."""
    meaning = encoder.read(opening)
    return encoder.p_alone(meaning), strongest(sentence_reasons(meaning, encoder.slope))


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
