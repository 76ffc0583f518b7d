"""From an article to its events: the one function that other packages call."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from processors.coding.clauses.datings import dating_of
from processors.coding.clauses.days_in_turn import in_turn
from processors.coding.clauses.stages import tells_no_news
from processors.coding.fields.claims import drop_echoes, move_totals
from processors.coding.fields.scene import Scene, scene_of
from processors.coding.fields.where import place_of
from processors.coding.happenings.drafts import find_drafts
from processors.coding.happenings.happening import Happening
from processors.coding.happenings.merge import merge_drafts
from processors.coding.happenings.score import choose
from processors.coding.language.abbreviations import long_names
from processors.coding.language.reading import Clause, read_article
from processors.coding.language.times import dateline
from processors.coding.models.reader import Reader, Reading
from processors.coding.record.assemble import Setting, build_event, main_conflicts
from processors.pages.promo import promo_spans
from processors.records.article import Article, Band
from processors.records.event import Coder, ConflictEvent
from processors.records.text import Span

CODER = Coder("conflictwire", "0.20")
"""Name and version of this coder: the version changes whenever the same article may be coded differently."""
CODER_WITH_READER = Coder(CODER.name, f"{CODER.version}+reader")

LANGUAGES = frozenset({"en", None})
"""Those that the coder reads; None where it could not be told."""
HEADLINE_FROM = 200
"""Characters of a text that may hold its own headline."""
_HEADLINE = re.compile(r"(?:\b[A-Z$\d‘“'][A-Z$\d'’‘“”.,:&-]*[ \u00a0]+){4,}[A-Z]{2,}(?=[A-Z][a-z]|[^A-Za-z]|$)")
_CAPTION = re.compile(r"^\s*FILE (?:PHOTO|PICTURE|IMAGE)\b[^\n]*", re.MULTILINE)
_FILED = re.compile(
    r"[^\n]{25,300}?( )(?=(?:(?:NEW|SAN|SANTA|TEL|PORT|ADDIS|ABU|UNITED|LOS|KUALA|PHNOM|EL|BUENOS|MEXICO|KUWAIT|GUATEMALA|PANAMA"
    r"|GAZA|HONG|CAPE|RIO|VATICAN|SRI|DEIR) )?[A-Z][A-Z'’-]+(?:, [A-Z]\w+(?: [A-Z]\w+){0,2})?(?:,? \w{3,9}\.? \d\d?(?:, \d{4})?)?"
    r" \([A-Z][\w/ .]{1,30}\) ?(?:–|—|--?) )"
)
"""A headline that has run into a dateline: "Protesters Throw Paint at Mayor's Office SKOPJE, April 20 (Sputnik) – Protesters"."""


def code_events(article: Article, reader: Reader | None = None) -> tuple[ConflictEvent, ...]:
    """Code the conflict events that an article reports, in the order of its text.

    Every event has evidence; every span selects its own words of the article's title or text; the same article always yields the
    same events. At most ``score.MAX_EVENTS`` events, from the title and the first ``tokens.MAX_SENTENCES`` sentences.

    Args:
        article: With its relevance assessed: an article that is not relevant, or was not assessed, has no events, and neither
            has one in another language than English. Where ``published_at`` is missing, only times that state their year are
            resolved.
        reader: Of the extra ``reader``, if it is to be asked which happenings are the news.
    """
    if article.relevance is None or article.relevance.band is Band.NO or article.language not in LANGUAGES:
        return ()
    happenings, scene = find_happenings(article, reader)
    chosen = choose(happenings, article.relevance, is_news=not tells_no_news(article.title))
    drop_echoes([happening for happening, _ in chosen])
    move_totals([happening for happening, _ in chosen])
    for happening, _ in chosen:
        happening.place = place_of(happening, scene)
    setting = Setting(article, CODER if reader is None else CODER_WITH_READER, scene, long_names=long_names(article.text))
    setting = replace(setting, conflicts=main_conflicts([happening for happening, _ in chosen], setting))
    numbers: dict[str, int] = {}
    events = []
    for happening, p in chosen:
        ordinal = numbers.get(happening.event.value, 0)
        numbers[happening.event.value] = ordinal + 1
        events.append(build_event(happening, p, ordinal, setting))
    return tuple(events)


def find_happenings(article: Article, reader: Reader | None = None) -> tuple[list[Happening], Scene]:
    """Every happening that the article tells, published or not, and what the article says beside them."""
    published = article.published_at.astimezone(UTC).date() if article.published_at is not None else None
    text = without_asides(article.text)
    clauses, places = read_article(article.title, text)
    day = dateline(text, published)
    datings = in_turn(clauses, [dating_of(clause, day) for clause in clauses])
    drafts = find_drafts(clauses, datings, _readings(clauses, reader))
    return merge_drafts(drafts), scene_of(clauses, places, datings, day)


def _readings(clauses: Sequence[Clause], reader: Reader | None) -> Sequence[Reading | None]:
    if reader is None:
        return [None] * len(clauses)
    title = [clause.source for clause in clauses[:1] if clause.sentence.in_title]
    texts = [clause.source[slice(*clause.sentence.span)] for clause in clauses[len(title) :]]
    return reader.read("".join(title), texts)[1 - len(title) :]


def without_asides(text: str) -> str:
    """Turn promo lines, captions, headlines of other articles and the blank in front of a dateline into line breaks.

    Every other character keeps its place, and no sentence reaches over them.
    """
    filed = _FILED.match(text)
    for start, end in (*promo_spans(text), *_captions_and_headlines(text), *([filed.span(1)] if filed else ())):
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _captions_and_headlines(text: str) -> list[Span]:
    """Captions of archive photos, and headlines of other articles in capitals among paragraphs that are not."""
    capitals = sum(map(str.isupper, text))
    mixed = capitals < sum(map(str.islower, text))
    headlines = [m.span() for m in _HEADLINE.finditer(text, HEADLINE_FROM)] if mixed else []
    return headlines + [match.span() for match in _CAPTION.finditer(text)]
