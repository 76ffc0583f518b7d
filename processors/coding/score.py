"""How likely is it that the article reports this event as its news: a small logistic model over what was found."""

import math
from collections.abc import Mapping

from processors.coding.drafts import is_named
from processors.coding.merge import Happening
from processors.records.event import EventStage

WEIGHTS: Mapping[str, float] = {
    "actor": -0.4,
    "anaphoric": 0.05,
    "background": -0.75,
    "bias": -3.68,
    "counts": 0.79,
    "early": 0.51,
    "is ACCUSE": 0.83,
    "is AGREE": 0.22,
    "is AID": -1.13,
    "is ASSAULT": -0.73,
    "is COERCE": -0.34,
    "is CONCEDE": -0.33,
    "is CONSULT": -0.2,
    "is COOPERATE": 0.52,
    "is MOBILIZE": -0.15,
    "is PROTEST": 0.42,
    "is REJECT": 0.29,
    "is REQUEST": 0.29,
    "is RETREAT": 0.53,
    "is SANCTION": 0.18,
    "is SUPPORT": -0.57,
    "is THREATEN": 0.14,
    "lead": 0.81,
    "named actor": 0.98,
    "place": 0.18,
    "planned": 0.14,
    "quoted": -0.05,
    "recipient": 0.39,
    "time": 0.08,
    "title": 0.44,
    "told often": 0.72,
    "told twice": 0.39,
    "verb": 0.88,
    "weight": 1.05,
}
"""Log-odds of each sign, fitted on labelled articles by ``bench/coding.py --fit``."""

THRESHOLD = 0.3
"""Events below it are not published."""
FLOOR = 0.15
"""Where none reaches the threshold, the best one is published if it reaches this."""
MAX_EVENTS = 6


def features(happening: Happening) -> dict[str, float]:
    """The signs of a happening by name; a sign that is not there is left out."""
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
        "quoted": all(draft.quoted for draft in drafts),
        "anaphoric": all(draft.anaphoric for draft in drafts),
        "planned": happening.stage not in {EventStage.OCCURRED, EventStage.ONGOING},
        f"is {happening.event.value}": True,
    }
    found = {name: 1.0 for name, there in signs.items() if there}
    found["weight"] = max(draft.trigger.family.weight for draft in drafts)
    return found


def probability(happening: Happening) -> float:
    """The probability in (0, 1) that a reader would list this event with this type."""
    log_odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in features(happening).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def choose(happenings: list[Happening]) -> list[tuple[Happening, float]]:
    """The happenings to publish, in the order of the article, with their probabilities."""
    ranked = sorted(((probability(h), -i) for i, h in enumerate(happenings)), reverse=True)
    kept = [(p, -i) for p, i in ranked if p >= THRESHOLD][:MAX_EVENTS]
    if not kept and ranked and ranked[0][0] >= FLOOR:
        kept = [(ranked[0][0], -ranked[0][1])]
    return [(happenings[i], p) for p, i in sorted(kept, key=lambda row: row[1])]


