"""Fit who, where and when of an event and write the weights into the package: ``python -m training.event_fields --corpus PATH``.

Samples are the happenings that the coder finds in labelled articles (``training/events``: the gold, the read half of the third
round, the fourth round, the written news), each with the labelled event that it tells. Of a happening the coder names the
countries where it may have been, the times at which, and the parties with both their sides; a conditional logit learns from
their signs which is right, or that none is. Prints how often that is so on articles that nothing was fitted on (the corpus's
``events/event_dev``) and, article left out, on the gold, then writes ``processors/coding/models/{where,when,sides}.json``.
Deterministic.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from processors.coding.clauses.acts import MATERIAL
from processors.coding.code import find_happenings
from processors.coding.fields import sides, when, where
from processors.coding.fields.scene import Scene
from processors.coding.happenings.happening import Happening
from processors.coding.happenings.score import all_features, probability
from processors.coding.models.picks import Signs, chances, likeliest
from processors.records import Band, Relevance
from training.event_choice import article_of, tells
from training.events.load import read_corpus_pairs, read_half, read_labels, read_pairs
from training.events.written import read_written

PACKAGE = Path(__file__).parents[1] / "processors/coding/models"
RIDGE = 3.0
"""How strongly every weight is drawn to 0."""
MIN_SAMPLES = 10
"""A sign of fewer readings has no weight."""
STEPS = 300
FOLDS = 5
TELLING_CHARS = 3
"""Shorter words ("of", "al") do not tell which party a name means."""
RELEVANT = Relevance(1.0, Band.YES)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled event and the happening that tells it."""

    article: str
    event: Row
    happening: Happening
    scene: Scene


@dataclass(frozen=True, slots=True)
class Pick:
    """Readings of one thing, and which of them are right: none of them where nothing is.

    Attributes:
        article: Its id.
        says: What each reading says: those that say the same count together.
        options: The signs of each reading.
        right: Whether it is.
        known: Whether the label tells what is right; other picks are looked at only for what is invented.
    """

    article: str
    says: Sequence[Hashable]
    options: list[Signs]
    right: list[bool]
    known: bool


def read_learnt(corpus: Path) -> tuple[list[Told], list[Told], list[Told]]:
    """What is learnt from: the gold, on which it is measured too, the rest, and the written news."""
    rest = read_half(read_labels("third_round")) + read_labels("fourth_round")
    return find_told(read_pairs(corpus, read_labels())), find_told(read_pairs(corpus, rest)), find_told(read_written())


def find_told(pairs: Iterable[tuple[Row, Row]]) -> list[Told]:
    """The labelled events that the coder finds, each as the surest happening of its type at its words."""
    told = []
    for label, article in pairs:
        if not label["events"]:
            continue
        happenings, scene = find_happenings(article_of(article))
        p = [probability(signs) for signs in all_features(happenings, RELEVANT)]
        free = sorted(range(len(happenings)), key=lambda i: (-p[i], i))
        for event in label["events"]:
            found = next((i for i in free if tells(happenings[i], event, article["text"])), None)
            if found is not None:
                free.remove(found)
                told.append(Told(article["id"], event, happenings[found], scene))
    return told


def places(told: Told) -> Iterator[Pick]:
    """The countries where a happening may have been."""
    options = where.country_signs(told.happening, told.scene)
    place = told.event["place"]
    country = None if place is None else place["country"] or where.NO_COUNTRY
    yield Pick(told.article, list(options), list(options.values()), [name == country for name in options], place is not None)


def times(told: Told) -> Iterator[Pick]:
    """The times at which it may have been."""
    options = when.time_options(told.happening, told.scene)
    day = told.event["date"]
    first = day if day is None or isinstance(day, str) else day[0]
    signs = when.time_signs(told.happening, options, told.scene)
    starts = [option.time.start.isoformat() for option in options]
    yield Pick(told.article, starts, signs, [start == first for start in starts], day is not None)


def standings(told: Told) -> Iterator[Pick]:
    """The two sides of each party that its sentences name: right by the words where some party has the label's, else by country.

    One that is only of the country of a side whose party the sentences name in the label's words is another where it has no
    country of its own ("police" beside "protesters"), and may be another where it has one: that is left out. Who only says it
    is no victim of the same country, nor does it what is done, unless the rules have it so ("Ukraine said it had struck").
    """
    location = where.place_of(told.happening, told.scene)
    labelled = [told.event["actors"], told.event["recipients"]]
    countries = [{party["iso3"] for party in side if party["iso3"]} for side in labelled]
    mentions = [(m, sides.country_of(m, location), signs) for m, _, signs in sides.mention_signs(told.happening, location)]
    by_words = [[any(_words(party["name"]) & _words(m.text) for party in side) for side in labelled] for m, _, _ in mentions]
    named = [{country for (_, country, _), found in zip(mentions, by_words, strict=True) if found[side]} for side in (0, 1)]
    for (mention, country, signs), found in zip(mentions, by_words, strict=True):
        by_country = [country in side for side in countries] if country else [False, False]
        right = found if any(found) and (country is None or any(by_country)) else by_country
        if right is by_country and any(hit and country in side for hit, side in zip(by_country, named, strict=True)):
            if mention.country is not None:
                continue
            right = [hit and country not in side for hit, side in zip(by_country, named, strict=True)]
        if right is by_country and "neither by rule" in signs and not {"speaks", "says"}.isdisjoint(signs):
            right = [right[0] and told.happening.event not in MATERIAL, False]
        yield Pick(told.article, ("acts", "suffers"), list(sides.on_both_sides(signs)), right, any(map(bool, labelled)))


def _words(name: str) -> set[str]:
    return {word for word in name.lower().split() if len(word) >= TELLING_CHARS}


def fit(picks: Sequence[Pick]) -> dict[str, float]:
    """Conditional logit by L-BFGS; where several readings are right, their probabilities count together."""
    counts = Counter(name for pick in picks for signs in pick.options for name in signs)
    names = sorted(name for name, n in counts.items() if n >= MIN_SAMPLES)
    at = {name: i for i, name in enumerate(names)}
    rows = [signs for pick in picks for signs in (*pick.options, {})]
    cells = [(i, at[name], value) for i, signs in enumerate(rows) for name, value in signs.items() if name in at]
    lines, columns, values = zip(*cells, strict=True)
    x = csr_matrix((values, (lines, columns)), shape=(len(rows), len(names)))
    sizes = [len(pick.options) + 1 for pick in picks]
    starts = np.array([0, *accumulate(sizes)][:-1])
    owner = np.repeat(np.arange(len(picks)), sizes)
    right = np.array([hit for pick in picks for hit in (*pick.right, not any(pick.right))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = x @ weights
        shares = np.exp(odds - np.maximum.reduceat(odds, starts)[owner])
        total = np.add.reduceat(shares, starts)
        hits = np.add.reduceat(np.where(right, shares, 0.0), starts)
        wrong = shares / total[owner] - np.where(right, shares, 0.0) / hits[owner]
        value = (np.log(total) - np.log(hits)).sum() + RIDGE / 2 * (weights @ weights)
        return float(value), x.T @ wrong + RIDGE * weights

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {name: weight for name, weight in zip(names, weights.round(3).tolist(), strict=True) if weight}


def measure(judged: Sequence[tuple[Pick, list[float]]], least: float) -> str:
    """How many right readings are picked, and how many picked ones are right."""
    given = right = labelled = 0
    for pick, p in judged:
        best, chance = likeliest(p, pick.says)
        given += chance >= least
        right += chance >= least and pick.right[best]
        labelled += pick.known
    return f"{right / max(labelled, 1):.3f} of {labelled} labelled, {right / max(given, 1):.3f} of {given} given"


FIELDS: tuple[tuple[str, Callable[[Told], Iterator[Pick]], float, bool], ...] = (
    (where.WEIGHTS, places, where.LEAST, True),
    (when.WEIGHTS, times, when.LEAST, False),
    (sides.WEIGHTS, standings, sides.LEAST, True),
)
"""File, readings, least probability, and whether it learns from written news: times are told too plainly there."""


def judge(picks: Iterable[Pick], table: Mapping[str, float]) -> list[tuple[Pick, list[float]]]:
    """Each pick with the probabilities of its readings."""
    return [(pick, chances(pick.options, table)) for pick in picks]


def _fold(pick: Pick) -> int:
    return zlib.crc32(pick.article.encode()) % FOLDS


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    options = parser.parse_args()
    gold, rest, written = read_learnt(options.corpus)
    dev = find_told(read_corpus_pairs(options.corpus))
    report = []
    for file, readings, least, learns_written in FIELDS:
        learnt = [*rest, *written] if learns_written else rest
        own, others, unfitted = ([pick for told in part for pick in readings(told)] for part in (gold, learnt, dev))
        left_out: list[tuple[Pick, list[float]]] = []
        for fold in range(FOLDS):
            mine = [pick for pick in own if _fold(pick) == fold]
            left_out += judge(mine, fit([*others, *(pick for pick in own if _fold(pick) != fold)]))
        weights = fit([*others, *own])
        report.append(f"{file:10s} own gold, left out: {measure(left_out, least)}")
        report.append(f"{file:10s} event_dev: {measure(judge(unfitted, weights), least)}; {len(weights)} weights")
        (PACKAGE / file).write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print("\n".join(report))  # noqa: T201 (a command that answers)


if __name__ == "__main__":
    main()
