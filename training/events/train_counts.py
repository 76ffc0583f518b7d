"""Train the model of numbers and write it into the package: ``python -m training.events.train_counts --corpus PATH``.

Reads ``counts.jsonl``, leaves articles out by folds, calibrates on the scores of what was left out, measures there, fits on
everything, and writes ``processors/coding/count_types.npz`` and ``count_types.json`` (hash, calibration, measures). No sentence
is of an article that measures the coder.
"""

import argparse
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np

from ingest.article_lines import read_date
from processors.coding import count_types
from processors.coding.code import without_asides
from processors.coding.count_types import (
    BACKGROUND,
    CLASSES,
    METADATA_FILE,
    TOLL,
    WEIGHTS_FILE,
    Candidate,
    Dating,
    find_features,
    type_of,
)
from processors.coding.quantities import find_candidates
from processors.coding.reading import Clause, read_article
from processors.coding.stages import is_background
from processors.coding.times import find_times, may_tell_time
from processors.records.event import QuantityKind
from training import linear
from training.corpora import read_rows
from training.events.counts import STATUSES, read_counts

PACKAGE = Path(count_types.__file__).parent
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


def read_samples(corpus: Path) -> Iterator[Sample]:
    """Every number of every labelled sentence, read in its article; a sentence that the splitter no longer finds is left out."""
    for file, articles in read_counts().items():
        for row in read_rows(corpus, file):
            wanted = articles.pop(row["id"], None)  # an id that comes twice is the same article
            if wanted is None:
                continue
            for clause in read_article(row.get("title") or "", without_asides(row["text"]))[0]:
                counts = wanted.get(("title" if clause.sentence.in_title else "text", clause.sentence.span[0]))
                if counts is not None:
                    yield from samples_of(file, row, clause, counts)


def samples_of(file: str, row: Row, clause: Clause, counts: Sequence[Sequence[Any]]) -> Iterator[Sample]:
    """The numbers of a sentence as the model sees them."""
    start, end = clause.sentence.span
    moment = read_date(row.get("published_at") or "")
    published = moment.astimezone(UTC).date() if moment else None
    times = find_times(clause.source, published, start=start, end=end) if may_tell_time(clause.words) else []
    dating = Dating(published, times, is_background(clause.source[start:end], times, published))
    labels = {start + at: (kind, STATUSES[status]) for at, _, kind, status, *_ in counts}
    for candidate in find_candidates(clause):
        place = clause.sentence.tokens[candidate.number.first].start
        kind, status = labels.get(place, (None, None))
        features = tuple(dict.fromkeys(find_features(clause, candidate, dating)))
        yield Sample(row["id"], file, features, kind, status, candidate)


def truth_of(samples: Sequence[Sample]) -> np.ndarray:
    """Samples x ``CLASSES``; whether a number that counts nothing is news is not known."""
    truth = np.zeros((len(samples), len(CLASSES)))
    for row, sample in zip(truth, samples, strict=True):
        if sample.kind is None:
            row[len(KINDS) :] = -1
        for name in (sample.kind, sample.status):
            if name is not None:
                row[CLASSES.index(name)] = 1
    return truth


def found(sample: Sample, p: np.ndarray) -> set[str]:
    """What the coder makes of a number by the probabilities of ``CLASSES``."""
    told = type_of(sample.candidate, p)
    statuses = {TOLL} if told.is_cumulative else set()
    statuses |= {BACKGROUND} if told.is_history else set()
    return {told.kind.value} | statuses if told.is_count else set()


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the weights go (default: into the package)")
    arguments = parser.parse_args()
    samples = list(read_samples(arguments.corpus))
    features, truth = [sample.features for sample in samples], truth_of(samples)
    folds = [zlib.crc32(sample.article.encode()) % FOLDS for sample in samples]
    scores = linear.leave_out(features, truth, folds, MIN_NUMBERS, RIDGE)
    calibration = linear.calibrate(scores, truth)
    p = linear.probabilities(scores, calibration)
    rules = [{sample.candidate.rule.value} if sample.candidate.rule else set() for sample in samples]
    measures = {
        "model": linear.measure(
            [found(sample, row) for sample, row in zip(samples, p, strict=True)],
            [{sample.kind, sample.status} - {None} for sample in samples],
            CLASSES,
            is_summed=lambda name: name in KINDS,
        ),
        "rules": linear.measure(rules, [{sample.kind} - {None} for sample in samples], KINDS, is_summed=lambda _: True),
    }
    for name, table in measures.items():
        for kind, row in table.items():
            print(f"{name:6s} {kind:12s}", "  ".join(f"{key} {value}" for key, value in row.items()))  # noqa: T201 (a command that answers)
    fitted = linear.fit(features, truth, MIN_NUMBERS, RIDGE)
    metadata = {"numbers": dict(sorted(Counter(s.source for s in samples).items())), "left_out_measures": measures}
    digest = linear.write(fitted, calibration, metadata, arguments.out / WEIGHTS_FILE, arguments.out / METADATA_FILE)
    print(f"{len(samples)} numbers, {len(fitted.names)} features, sha256 {digest}")  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
