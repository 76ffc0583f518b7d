"""Fit the choice of events and write it into the package: ``python -m training.event_choice --corpus PATH [--reader]``.

Samples are the happenings that the coder finds in labelled articles (the corpus's ``events/event_dev``, ``training/events``): the
surest one of the right type at a labelled event's words is right, every other one is wrong. Logistic regression over the signs of
``processors.coding.happenings.score`` and over the words of triggers that stand in enough articles. Prints cross-validated
figures, each article judged by a model fitted on others, then fits on everything and writes
``processors/coding/models/choice.json``; with ``--reader`` the reader is asked, and the weights go into
``choice_with_reader.json``. Deterministic.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ingest.article_lines import read_date
from processors.coding.code import find_happenings
from processors.coding.happenings.happening import Happening
from processors.coding.happenings.score import MAX_EVENTS, WITH_READER, WITHOUT_READER, all_features
from processors.coding.models.picks import chances
from processors.coding.models.reader import Reader, load_reader
from processors.records import Article, Band, Relevance
from processors.relevance import assess_relevance
from training.events.load import read_corpus_pairs, read_labels, read_pairs

PACKAGE = Path(__file__).parents[1] / "processors/coding/models"
RIDGE = 8.0
"""How strongly every weight but the bias is drawn to 0."""
MIN_ARTICLES = 12
"""Words in fewer articles have no weight of their own."""
NEAR = 80
"""Characters by which an event's words may miss its sentence, as the scorer has it."""
FOLDS = 10
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled article: the signs of its happenings, which of them are labelled, and how many events are."""

    id: str
    own: bool
    signs: list[dict[str, float]]
    right: list[bool]
    events: int


def read_samples(corpus: Path, reader: Reader | None = None) -> Iterator[Sample]:
    """Every labelled article, with the relevance that the shipped model gives it; one taken for irrelevant is no sample."""
    pairs = [(*pair, False) for pair in read_corpus_pairs(corpus)] + [(*pair, True) for pair in read_pairs(corpus, read_labels())]
    for label, article, ours in pairs:
        relevance = assess_relevance(article.get("title") or "", article["text"])
        if label["relevance"]:
            relevance = Relevance(max(relevance.p, 0.5), Band.YES) if relevance.band is Band.NO else relevance
        if relevance.band is not Band.NO:
            yield _sample(label, article, relevance, reader, own=ours)


def _sample(label: Row, row: Row, relevance: Relevance, reader: Reader | None, *, own: bool) -> Sample:
    happenings, _ = find_happenings(article_of(row), reader)
    signs = all_features(happenings, relevance)
    free, right = list(label["events"]), [False] * len(happenings)
    for i in sorted(range(len(happenings)), key=lambda i: (-signs[i]["weight"], -signs[i].get("lead", 0), i)):
        event = next((event for event in free if tells(happenings[i], event, row["text"])), None)
        if event is not None:
            free.remove(event)
            right[i] = True
    return Sample(row["id"], own, signs, right, len(label["events"]))


def article_of(row: Row) -> Article:
    """A row of a corpus as the coder takes it; what is not of the text is left empty."""
    return Article(
        id=row["id"], revision=1, url="", feed_ids=(), authors=(), title=row.get("title") or "", text=row["text"], text_sha256="",
        fetched_at=datetime(2025, 1, 1, tzinfo=UTC), outlet="", host="", published_at=read_date(row.get("published_at") or ""),
    )  # fmt: skip


def tells(happening: Happening, event: Row, text: str) -> bool:
    """Whether a happening is of a labelled event's type and told by its words."""
    if happening.event.value != event["plover"]:
        return False
    at = text.find(event["quote"])
    sentences = [draft.trigger.clause.sentence for draft in happening.drafts]
    if at < 0:
        return any(sentence.in_title for sentence in sentences)
    end = at + len(event["quote"])
    return any(not s.in_title and s.span[0] - NEAR < end and at < s.span[1] + NEAR for s in sentences)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Logistic regression by Newton's method."""
    spread = Counter(name for sample in samples for name in {name for signs in sample.signs for name in signs})
    names = sorted(name for name, articles in spread.items() if articles >= MIN_ARTICLES)
    at = {name: i for i, name in enumerate(names)}
    rows = [signs for sample in samples for signs in sample.signs]
    x, y = np.zeros((len(rows), len(names))), np.array([right for sample in samples for right in sample.right], dtype=float)
    for i, signs in enumerate(rows):
        for name in at.keys() & signs.keys():
            x[i, at[name]] = signs[name]
    penalty = np.array([0.01 if name == "bias" else RIDGE for name in names])
    w = np.zeros(len(names))
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty), x.T @ (y - p) - penalty * w)
    return {name: weight for name, weight in zip(names, w.round(3).tolist(), strict=True) if weight}


def judge(weights: dict[str, float], sample: Sample) -> list[float]:
    """The probabilities of an article's happenings."""
    return [p for signs in sample.signs for p in chances([signs], weights)]


def measure(judged: Sequence[tuple[Sample, list[float]]], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the chosen happenings against the labelled events."""
    chosen = right = 0
    for sample, p in judged:
        kept = sorted(zip(p, sample.right, strict=True), reverse=True)[:MAX_EVENTS]
        chosen += sum(q >= threshold for q, _ in kept)
        right += sum(hit for q, hit in kept if q >= threshold)
    precision, recall = right / max(chosen, 1), right / max(sum(sample.events for sample, _ in judged), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Measure, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--reader", action="store_true", help="ask the reader")
    options = parser.parse_args()
    samples = list(read_samples(options.corpus, load_reader() if options.reader else None))
    fold_of = [zlib.crc32(sample.id.encode()) % FOLDS for sample in samples]
    judged: list[tuple[Sample, list[float]]] = []
    for fold in range(FOLDS):
        weights = fit([sample for sample, f in zip(samples, fold_of, strict=True) if f != fold])
        judged += [(sample, judge(weights, sample)) for sample, f in zip(samples, fold_of, strict=True) if f == fold]
    for name, part in (("event_dev", False), ("own labels", True)):
        for threshold in (0.2, 0.24, 0.28, 0.32, 0.36):
            figures = measure([row for row in judged if row[0].own is part], threshold)
            print(f"{name} held out, threshold {threshold}: p {figures[0]:.3f}  r {figures[1]:.3f}  f1 {figures[2]:.3f}")  # noqa: T201 (a command that answers)
    weights = fit(samples)
    target = PACKAGE / (WITH_READER if options.reader else WITHOUT_READER)
    target.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    total = sum(len(sample.signs) for sample in samples)
    print(f"{len(weights)} weights from {total} happenings of {len(samples)} articles")  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
