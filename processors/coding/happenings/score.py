"""How likely is it that the article reports this event as its news: a small logistic model over what was found.

The weights stand in ``choice.json``, and in ``choice_with_reader.json`` those for articles that the reader read; they come from
``python -m training.event_choice`` and from nowhere else.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.sentence_types import BACKGROUND, CLASSES
from processors.coding.happenings.drafts import Draft, is_named, key_of
from processors.coding.happenings.happening import Happening
from processors.coding.models.picks import chances, weights
from processors.coding.models.reader import TYPES
from processors.records.article import Band, Relevance
from processors.records.event import EventStage, PloverEvent

THRESHOLD = 0.24
"""An event below it is not published."""
STEP = 0.04
"""By so much likelier must each further event from the third on be, as a reader lists one to six; what counts somebody, once."""
HISTORY_THRESHOLD = 0.5
"""The threshold of what a sentence tells as history, and of all in a text that says it is no news."""
DOUBTFUL = 0.24
"""In an article whose relevance is borderline, the probability that it is relevant and that this is its news, together."""
READER_SHARE = 0.7
"""Part of the probability with the reader in that of both; the rest is the words' alone."""
VETO = 0.2
"""Below this probability with the reader, what the words alone would publish does not count."""
FLOOR = 0.15
"""Where none reaches the threshold, the best one is published if it reaches this and the article is relevant."""
MAX_EVENTS = 12
WITHOUT_READER, WITH_READER = "choice.json", "choice_with_reader.json"
STATEMENTS = frozenset(PloverEvent) - MATERIAL - {PloverEvent.SANCTION}
"""Events that consist of words."""


def features(happening: Happening, rank: int, share: float) -> dict[str, float]:
    """The signs of a happening by name; a sign that is not there is left out.

    Args:
        happening: What is judged.
        rank: How many happenings of its type are told in more sentences.
        share: Its part of all the article's drafts.
    """
    drafts, event = happening.drafts, happening.event.value
    first = min(draft.trigger.clause.sentence.index for draft in drafts)
    text_first = min((d.trigger.clause.sentence.index for d in drafts if d.trigger.clause.sentence.index >= 0), default=99)
    actors = [mention for draft in drafts for mention in draft.roles.actors]
    signs = {
        "bias": True,
        "title": first < 0,
        "lead": text_first <= 1,
        "early": text_first <= 5,  # noqa: PLR2004 (the first paragraphs)
        "told twice": len(drafts) > 1,
        "told often": len(drafts) > 3,  # noqa: PLR2004 (the article's theme)
        "verb": any(not draft.trigger.is_noun for draft in drafts),
        "actor": bool(actors),
        "named actor": any(is_named(mention) for mention in actors),
        "recipient": any(draft.roles.recipients for draft in drafts),
        "place": any(draft.place is not None for draft in drafts),
        "time": any(draft.time is not None for draft in drafts),
        "counts": any(draft.counts for draft in drafts),
        "background": drafts[0].background,
        "planned": happening.stage not in {EventStage.OCCURRED, EventStage.ONGOING},
        "second": rank == 1,
        "third": rank > 1,
        "statement": happening.event in STATEMENTS and any(_is_statement(draft) for draft in drafts),
        "party to party": any(_between_parties(draft) for draft in drafts),
        "statement to a party": happening.event in STATEMENTS
        and any(_is_statement(draft) and _between_parties(draft) for draft in drafts),
        f"is {event}": True,
    }
    found = {name: 1.0 for name, there in signs.items() if there}
    found |= {name: count / len(drafts) for name, count in Counter(sign for draft in drafts for sign in draft.signs).items()}
    found |= {f"is {event} {draft.trigger.family.mode}": 1.0 for draft in drafts if draft.trigger.family.mode}
    found |= {f"{event}: {words}": 1.0 for draft in drafts for words in {draft.trigger.text, draft.trigger.base + "…"}}
    found |= _sentence_signs(happening) | _reader_signs(drafts, event)
    return found | {"share": share, "weight": max(draft.trigger.family.weight for draft in drafts)}


def _sentence_signs(happening: Happening) -> dict[str, float]:
    """What the model of sentences says of those that tell it, as log-odds."""
    drafts, event = happening.drafts, happening.event.value
    own = [draft.chances[event] for draft in drafts]
    best, first = max(own), happening.telling[0].chances
    return {
        "sentence odds": _log_odds(best),
        "sentence odds of first": _log_odds(first[event]),
        f"sentence odds {event}": _log_odds(best),
        "sentence background odds": _log_odds(first[BACKGROUND]),
        "sentence likeliest": float(any(draft.chances[event] >= max(draft.chances.values()) for draft in drafts)),
        "sentence sum": sum(own),
    }


def _reader_signs(drafts: Sequence[Draft], event: str) -> dict[str, float]:
    """What the reader says of them; nothing where it read none of them."""
    readings = [draft.reading for draft in drafts if draft.reading is not None]
    if not readings:
        return {}
    at = TYPES.index(event)
    listed = [float(reading.listed[at]) for reading in readings]
    best = max(listed)
    return {
        "reader": best,
        "reader of first": listed[0],
        f"reader {event}": best,
        "reader sum": sum(1 / (1 + math.exp(-odds)) for odds in listed),
        "reader told": max(float(reading.told[at]) for reading in readings),
        "reader background": float(readings[0].told[CLASSES.index(BACKGROUND)]),
        "reader main": max(float(reading.main[at]) for reading in readings),
        "read": 1.0,
    }


def _log_odds(p: float) -> float:
    return math.log(max(p, 1e-4) / max(1 - p, 1e-4))


def _is_statement(draft: Draft) -> bool:
    """Whether a named party says it in a clause of its own: "Kyiv urged …", not "the demand" or "urging"."""
    return (
        not draft.trigger.is_noun
        and bool({"past", "present", "perfect"} & draft.signs)
        and any(map(is_named, draft.roles.actors))
    )


def _between_parties(draft: Draft) -> bool:
    actors, recipients = ({key_of(m) for m in side if is_named(m)} for side in (draft.roles.actors, draft.roles.recipients))
    return bool(actors and recipients - actors)


def all_features(happenings: Sequence[Happening], relevance: Relevance) -> list[dict[str, float]]:
    """The signs of every happening of an article."""
    total = sum(len(h.drafts) for h in happenings)
    order = sorted(range(len(happenings)), key=lambda i: (-len(happenings[i].drafts), i))
    rank: dict[int, int] = {}
    alike: defaultdict[PloverEvent, list[int]] = defaultdict(list)
    for i in order:
        rank[i] = len(alike[happenings[i].event])
        alike[happenings[i].event].append(i)
    titles = {h.event for h in happenings if h.drafts[0].trigger.clause.sentence.in_title}
    common = {"doubt": 1 - relevance.p, "borderline": float(relevance.band is Band.BORDERLINE), "crowd": math.log(total or 1)}
    signs = []
    for i, happening in enumerate(happenings):
        stronger = [happenings[j] for j in alike[happening.event] if rank[j] < rank[i]]
        found = features(happening, rank[i], len(happening.drafts) / total) | common
        found |= dict.fromkeys(_differences(happening, stronger), 1.0)
        found["type of title"] = float(happening.event in titles)
        signs.append(found)
    return signs


def _differences(happening: Happening, others: Sequence[Happening]) -> Iterator[str]:
    """In what a happening differs from every one of its type that is told more often."""
    if not others:
        return

    def apart(facts: Callable[[Happening], set[Any]]) -> bool:
        mine = facts(happening)
        return bool(mine) and not any(mine & facts(other) for other in others)

    if apart(lambda h: {place.name for place in h.places()}):
        yield "other place"
    if apart(lambda h: {draft.time.start for draft in h.drafts if draft.time is not None}):
        yield "other day"
    if apart(lambda h: {key_of(m) for draft in h.drafts for m in draft.roles.actors if is_named(m)}):
        yield "other actor"
    if apart(lambda h: {(count.kind, count.low, count.high) for count in h.counts}):
        yield "other count"


def probability(signs: Mapping[str, float], *, with_reader: bool = False) -> float:
    """The probability in (0, 1) that a reader would list this event with this type."""
    (p,) = chances([signs], weights(WITH_READER if with_reader else WITHOUT_READER))
    return p


def choose(happenings: list[Happening], relevance: Relevance, *, is_news: bool = True) -> list[tuple[Happening, float]]:
    """The happenings to publish, in the order of the article, with their probabilities.

    Where the reader read them, those that it and the words together choose, and those of the words alone that it does not veto.

    Args:
        happenings: All of the article.
        relevance: Of the article.
        is_news: Whether it may be news: an opinion or an obituary says that it is none.
    """
    is_read = any(draft.reading is not None for happening in happenings for draft in happening.drafts)
    signs = all_features(happenings, relevance)
    told = _probabilities(signs)
    kept = _listed(happenings, told, relevance, is_news=is_news)
    if is_read:
        read = _probabilities(signs, with_reader=True)
        told = [READER_SHARE * with_it + (1 - READER_SHARE) * p for with_it, p in zip(read, told, strict=True)]
        kept = {i for i in kept if read[i] >= VETO} | _listed(happenings, told, relevance, is_news=is_news)
        kept = set(_surest_first(kept, told)[:MAX_EVENTS])
    if not kept and is_news and relevance.band is Band.YES:
        news = [i for i, p in enumerate(told) if p >= FLOOR and not happenings[i].drafts[0].background]
        kept = set(_surest_first(news, told)[:1])
    chosen = [(happenings[i], told[i]) for i in sorted(kept)]
    _keep_totals(happenings, [happening for happening, _ in chosen])
    return chosen


def _probabilities(signs: Sequence[Mapping[str, float]], *, with_reader: bool = False) -> list[float]:
    """The probability of each happening; of what was years ago none."""
    return [probability(found, with_reader=with_reader) if found.get("years ago", 0) < 1 else 0.0 for found in signs]


def _surest_first(indices: Iterable[int], told: Sequence[float]) -> list[int]:
    """Indices of happenings in the order of their probabilities, equal ones in that of the article."""
    return sorted(indices, key=lambda i: (-told[i], i))


def _listed(happenings: Sequence[Happening], told: Sequence[float], relevance: Relevance, *, is_news: bool) -> set[int]:
    """The indices of the happenings that a reader would list, the surest first, each further one the surer."""
    kept: set[int] = set()
    for i in _surest_first(range(len(told)), told):
        further = max(0, len(kept) - 1)
        rise = STEP * (min(further, 1) if happenings[i].counts else further)
        if len(kept) < MAX_EVENTS and told[i] >= _threshold(happenings[i], relevance, is_news=is_news) + rise:
            kept.add(i)
    return kept


def _threshold(happening: Happening, relevance: Relevance, *, is_news: bool) -> float:
    least = THRESHOLD if is_news else HISTORY_THRESHOLD
    if relevance.band is not Band.YES:
        return max(least, DOUBTFUL / max(relevance.p, DOUBTFUL))
    return HISTORY_THRESHOLD if happening.drafts[0].background else least


def _keep_totals(happenings: Sequence[Happening], chosen: Sequence[Happening]) -> None:
    """A war's running total belongs to the event that the article reports, not to the history in which it is told."""
    for happening in happenings:
        home = next((h for h in chosen if h.event is happening.event), None)
        if home is None or any(happening is h for h in chosen):
            continue
        home.drafts[0].counts += [count for count in happening.counts if count.cumulative]
