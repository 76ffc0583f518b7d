"""How likely is it that the article reports this event as its news: a small logistic model over what was found."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from processors.coding.drafts import is_named
from processors.coding.merge import Happening
from processors.records.event import EventStage

WEIGHTS: Mapping[str, float] = {
    "actor": 0.01,
    "anaphoric": 0.15,
    "background": -0.23,
    "bias": -4.32,
    "counts": 1.16,
    "early": 0.28,
    "fresh": 1.22,
    "is ACCUSE": 0.89,
    "is AGREE": 0.2,
    "is AID": -0.72,
    "is ASSAULT": -0.59,
    "is COERCE": -0.2,
    "is CONCEDE": -0.28,
    "is CONSULT": -0.34,
    "is COOPERATE": 0.36,
    "is MOBILIZE": -0.52,
    "is PROTEST": 0.54,
    "is REJECT": 0.35,
    "is REQUEST": -0.01,
    "is RETREAT": 0.44,
    "is SANCTION": 0.35,
    "is SUPPORT": -0.6,
    "is THREATEN": 0.11,
    "lead": 0.7,
    "leading": 0.79,
    "named actor": 0.68,
    "place": 0.58,
    "planned": 0.38,
    "quoted": 0.11,
    "recipient": 0.2,
    "second": 0.39,
    "share": 0.36,
    "subordinate": -0.29,
    "third": 0.01,
    "time": -0.64,
    "title": 0.44,
    "told often": 0.47,
    "told twice": 0.15,
    "verb": 0.8,
    "weight": 0.93,
}
"""Log-odds of each sign, fitted on labelled articles by ``bench/coding.py --fit``."""

THRESHOLD = 0.28
"""Events below it are not published."""
FLOOR = 0.15
"""Where none reaches the threshold, the best one is published if it reaches this."""
MAX_EVENTS = 8


def features(happening: Happening, rank: int, share: float) -> dict[str, float]:
    """The signs of a happening by name; a sign that is not there is left out.

    Args:
        happening: What is judged.
        rank: How many happenings of its type are told in more sentences.
        share: Its part of all the article's drafts.
    """
    drafts = happening.drafts
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
        f"is {happening.event.value}": True,
        **{f"is {happening.event.value} {draft.trigger.family.mode}": True for draft in drafts if draft.trigger.family.mode},
    }
    found = {name: 1.0 for name, there in signs.items() if there}
    found |= {name: count / len(drafts) for name, count in Counter(sign for draft in drafts for sign in draft.signs).items()}
    found["share"] = share
    found["weight"] = max(draft.trigger.family.weight for draft in drafts)
    return found


def all_features(happenings: Sequence[Happening]) -> list[dict[str, float]]:
    """The signs of every happening of an article."""
    total = sum(len(h.drafts) for h in happenings)
    order = sorted(range(len(happenings)), key=lambda i: (-len(happenings[i].drafts), i))
    rank, seen = {}, Counter[str]()
    for i in order:
        rank[i] = seen[happenings[i].event.value]
        seen[happenings[i].event.value] += 1
    signs = [features(h, rank[i], len(h.drafts) / total) for i, h in enumerate(happenings)]
    for i, happening in enumerate(happenings):
        stronger = [h for j, h in enumerate(happenings) if h.event is happening.event and rank[j] < rank[i]]
        if stronger:
            signs[i] |= {name: 1.0 for name in _differences(happening, stronger)}
    titles = {h.event for h in happenings if h.drafts[0].trigger.clause.sentence.in_title}
    for i, happening in enumerate(happenings):
        if happening.event in titles and not happening.drafts[0].trigger.clause.sentence.in_title:
            signs[i]["type of title"] = 1.0
        signs[i]["crowd"] = math.log(len(happenings))
    return signs


def _differences(happening: Happening, others: Sequence[Happening]) -> Iterator[str]:
    """In what a happening differs from every one of its type that is told more often."""
    def apart(facts: Callable[[Happening], set[Any]]) -> bool:
        mine = facts(happening)
        return bool(mine) and not any(mine & facts(other) for other in others)
    if apart(lambda h: {p.name for p in h.places()}):
        yield "other place"
    if apart(lambda h: {d.time.start for d in h.drafts if d.time is not None}):
        yield "other day"
    if apart(lambda h: {m.country or m.name for d in h.drafts for m in d.roles.actors if is_named(m)}):
        yield "other actor"
    if apart(lambda h: {(c.kind, c.low, c.high) for c in h.counts}):
        yield "other count"


def probability(signs: Mapping[str, float]) -> float:
    """The probability in (0, 1) that a reader would list this event with this type."""
    log_odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def choose(happenings: list[Happening]) -> list[tuple[Happening, float]]:
    """The happenings to publish, in the order of the article, with their probabilities."""
    ranked = sorted(((probability(signs), -i) for i, signs in enumerate(all_features(happenings))), reverse=True)
    kept = [(p, -i) for p, i in ranked if p >= THRESHOLD][:MAX_EVENTS]
    if not kept and ranked and ranked[0][0] >= FLOOR:
        kept = [(ranked[0][0], -ranked[0][1])]
    chosen = [(happenings[i], p) for p, i in sorted(kept, key=lambda row: row[1])]
    _keep_totals(happenings, [happening for happening, _ in chosen])
    return chosen


def _keep_totals(happenings: Sequence[Happening], chosen: Sequence[Happening]) -> None:
    """A war's running total belongs to the event that the article reports, not to the history in which it is told."""
    for happening in happenings:
        home = next((h for h in chosen if h.event is happening.event), None)
        if home is None or any(happening is h for h in chosen):
            continue
        home.drafts[0].counts += [count for count in happening.counts if count.cumulative]
