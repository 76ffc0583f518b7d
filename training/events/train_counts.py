"""Train the model of numbers and write it into the package: ``python -m training.events.train_counts --corpus PATH``.

Reads ``counts.jsonl`` and the written news (``written.jsonl``), leaves articles out by folds, calibrates on the scores of what
was left out, measures there, fits on everything, and writes ``processors/coding/models/count_types.npz`` and ``count_types.json``
(hash, calibration, measures). No sentence is of an article that measures the coder. The written news is learnt from only:
nothing is calibrated or measured on it.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np

from ingest.article_lines import read_date
from processors.coding.clauses.datings import dating_of
from processors.coding.code import without_asides
from processors.coding.counts.count_types import (
    BACKGROUND,
    CLASSES,
    METADATA_FILE,
    TOLL,
    WEIGHTS_FILE,
    Candidate,
    find_features,
    type_of,
)
from processors.coding.counts.quantities import find_candidates
from processors.coding.language.reading import Clause, read_article
from processors.records.event import QuantityKind
from training import linear
from training.events.counts import STATUSES, read_counts
from training.events.sentences import labelled_clauses
from training.events.written import WRITTEN, read_written

PACKAGE = Path(__file__).parents[2] / "processors/coding/models"
KINDS = [kind.value for kind in QuantityKind]
MIN_NUMBERS = 3
"""Features of fewer numbers are left out."""
RIDGE = 0.1
FOLDS = 5
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A number of a labelled sentence.

    Attributes:
        article: Its id; left out together.
        source: The corpus's file.
        features: What the model sees.
        kind: What it counts; None where nothing.
        status: ``TOLL`` or ``BACKGROUND``; None for others, and where it counts nothing.
        candidate: How the coder found it.
    """

    article: str
    source: str
    features: tuple[str, ...]
    kind: str | None
    status: str | None
    candidate: Candidate

    @property
    def truth(self) -> set[str]:
        """Of ``CLASSES``, those that it is of."""
        return {name for name in (self.kind, self.status) if name is not None}


def read_samples(corpus: Path) -> Iterator[Sample]:
    """Every number of every labelled sentence."""
    for file, row, clause, counts in labelled_clauses(corpus, read_counts(), without_asides):
        yield from samples_of(file, row, clause, counts)


def samples_of(file: str, row: Row, clause: Clause, counts: Sequence[Sequence[Any]]) -> Iterator[Sample]:
    """The numbers of a sentence as the model sees them."""
    moment = read_date(row.get("published_at") or "")
    dating = dating_of(clause, moment.astimezone(UTC).date() if moment else None)
    labels = {clause.sentence.span[0] + at: (kind, STATUSES[status]) for at, _, kind, status, *_ in counts}
    for candidate in find_candidates(clause):
        place = clause.sentence.tokens[candidate.number.first].start
        kind, status = labels.get(place, (None, None))
        features = tuple(dict.fromkeys(find_features(clause, candidate, dating)))
        yield Sample(row["id"], file, features, kind, status, candidate)


def read_written_numbers() -> Iterator[Sample]:
    """The numbers of written news that have the bounds of a labelled quantity, and its kind or party: they are that one.

    What others count is not known: they are left out.
    """
    for label, article in read_written():
        quantities = [quantity for event in label["events"] for quantity in event["quantities"]]
        for clause in read_article(article["title"], without_asides(article["text"]))[0]:
            counts = list(_counts(clause, quantities))
            yield from (sample for sample in samples_of(WRITTEN, article, clause, counts) if sample.kind is not None)


def _counts(clause: Clause, quantities: Sequence[Row]) -> Iterator[tuple[int, int, str, str]]:
    """The labelled numbers of a sentence as ``counts.jsonl`` has them: place, length, kind, status."""
    for candidate in find_candidates(clause):
        told = _labelled(clause, candidate, quantities)
        if told is not None:
            start, end = clause.span(candidate.number.first, candidate.number.first + 1)
            yield start - clause.sentence.span[0], end - start, told["kind"], "t" if told["cumulative"] else "n"


def _labelled(clause: Clause, candidate: Candidate, quantities: Sequence[Row]) -> Row | None:
    """The labelled quantity that a number is."""
    bounds = (candidate.number.low, candidate.number.high)
    alike = [quantity for quantity in quantities if (quantity["low"], quantity["high"]) == bounds]
    same_kind = [quantity for quantity in alike if candidate.rule is not None and quantity["kind"] == candidate.rule.value]
    same_party = [quantity for quantity in alike if quantity["party"] and quantity["party"].lower().split()[-1] in clause.words]
    return next(iter(same_kind or same_party or (alike if bounds != (1, 1) else [])), None)


def truth_of(samples: Sequence[Sample]) -> np.ndarray:
    """Samples x ``CLASSES``; whether a number that counts nothing is news is not known."""
    truth = np.zeros((len(samples), len(CLASSES)))
    for row, sample in zip(truth, samples, strict=True):
        if sample.kind is None:
            row[len(KINDS) :] = -1
        for name in sample.truth:
            row[CLASSES.index(name)] = 1
    return truth


def found(sample: Sample, p: np.ndarray) -> set[str]:
    """What the coder makes of a number by the probabilities of ``CLASSES``."""
    told = type_of(sample.candidate, p.tolist())
    statuses = {TOLL} if told.is_cumulative else set()
    statuses |= {BACKGROUND} if told.is_history else set()
    return {told.kind.value} | statuses if told.is_count else set()


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    options = linear.parse(__doc__, PACKAGE)
    real = list(read_samples(options.corpus))
    samples = [*real, *read_written_numbers()]
    features, truth = [sample.features for sample in samples], truth_of(samples)
    folds = [linear.ALWAYS if sample.source == WRITTEN else zlib.crc32(sample.article.encode()) % FOLDS for sample in samples]
    calibration, p = linear.judge(features, truth, folds, MIN_NUMBERS, RIDGE)
    rules = [{sample.candidate.rule.value} if sample.candidate.rule else set() for sample in real]
    measures = {
        "model": linear.measure(
            [found(sample, row) for sample, row in zip(real, p, strict=True)],
            [sample.truth for sample in real],
            CLASSES,
            is_summed=lambda name: name in KINDS,
        ),
        "rules": linear.measure(rules, [sample.truth & set(KINDS) for sample in real], KINDS, is_summed=lambda _: True),
    }
    fitted = linear.fit(features, truth, MIN_NUMBERS, RIDGE)
    metadata = {"numbers": dict(sorted(Counter(sample.source for sample in samples).items()))}
    linear.ship(fitted, calibration, measures, metadata, options.out / WEIGHTS_FILE, options.out / METADATA_FILE)


if __name__ == "__main__":
    main()
