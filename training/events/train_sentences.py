"""Train the sentence model and write it into the package: ``python -m training.events.train_sentences --corpus PATH``.

Reads ``sentences.csv``, PLOVER's gold sentences and the written news (``written.jsonl``), leaves sources out by folds,
calibrates on the scores of what was left out, measures there, fits on everything, and writes
``processors/coding/models/sentence_types.npz`` and ``sentence_types.json`` (hash, calibration, measures). No article of
``events/event_dev`` or of ``labels.jsonl`` is among the sentences: they measure the coder. The written news is learnt from
only: nothing is calibrated or measured on it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from processors.coding.clauses.frames import find_triggers
from processors.coding.clauses.sentence_types import BACKGROUND, CLASSES, METADATA_FILE, WEIGHTS_FILE, find_features
from processors.coding.clauses.stages import stage_of
from processors.coding.language.reading import Clause, read_article
from training import linear
from training.corpora import read_rows
from training.events.sentences import SENTENCES, labelled_clauses, read_sentences, types_of
from training.events.written import WRITTEN, read_written

PACKAGE = Path(__file__).parents[2] / "processors/coding/models"
MIN_SENTENCES = 3
"""Features of fewer sentences are left out."""
RIDGE = 0.16
"""How strongly every weight is drawn to 0."""
FOLDS = 5
PLOVER_GOLD = "events/plover_gsr_dev"
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
THRESHOLD = 0.3
"""Where the measures cut: best over all types on sources left out."""
SURE = 0.45
"""Weight of the rules' words from which they alone tell a type: the baseline."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled sentence.

    Attributes:
        source: The corpus's file; left out together.
        features: What the model sees.
        types: What it reports as news, of ``CLASSES``; the background class where it only tells history.
        rules: The types of the sure triggers whose stage is not excluded: what the coder had without the model.
    """

    source: str
    features: tuple[str, ...]
    types: frozenset[str]
    rules: frozenset[str]


def read_samples(corpus: Path) -> Iterator[Sample]:
    """Every labelled sentence."""
    for file, _, clause, label in labelled_clauses(corpus, read_sentences(SENTENCES)):
        yield sample_of(file, clause, label)


def read_plover(corpus: Path) -> Iterator[Sample]:
    """PLOVER's own gold sentences, whose older names of types are today's."""
    for row in read_rows(corpus, PLOVER_GOLD):
        parts = [
            sample_of(PLOVER_GOLD, clause, OLD_NAMES.get(row["event"], row["event"]))
            for clause in read_article("", row["text"])[0]
        ]
        features = tuple(dict.fromkeys(name for part in parts for name in part.features))
        yield Sample(PLOVER_GOLD, features, parts[0].types, frozenset(name for part in parts for name in part.rules))


def read_written_sentences() -> Iterator[Sample]:
    """The sentences of written news, each with the types of the events whose quote it holds; a title is quoted by none."""
    for label, article in read_written():
        quotes = [(article["text"].find(event["quote"]), event) for event in label["events"]]
        for clause in read_article(article["title"], article["text"])[0]:
            if clause.sentence.in_title:
                continue
            start, end = clause.sentence.span
            types = {event["plover"] for at, event in quotes if at < end and start < at + len(event["quote"])}
            yield sample_of(WRITTEN, clause, ",".join(sorted(types)) or "-")


def truth_of(samples: Sequence[Sample]) -> np.ndarray:
    """Samples x ``CLASSES``; whether a sentence of written news without an event tells history is not known."""
    truth = np.array([[name in sample.types for name in CLASSES] for sample in samples], dtype=float)
    for row, sample in zip(truth, samples, strict=True):
        if sample.source == WRITTEN and sample.rules and not sample.types:
            row[CLASSES.index(BACKGROUND)] = -1
    return truth


def sample_of(source: str, clause: Clause, label: str) -> Sample:
    """A sentence as the model sees it."""
    triggers = find_triggers(clause)
    rules = frozenset(t.family.event.value for t in triggers if t.family.weight >= SURE and stage_of(t) is not None)
    return Sample(source, tuple(dict.fromkeys(find_features(clause, triggers))), types_of(label), rules)


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    options = linear.parse(__doc__, PACKAGE)
    real = list(read_samples(options.corpus)) + list(read_plover(options.corpus))
    samples = [*real, *read_written_sentences()]
    features, truth = [sample.features for sample in samples], truth_of(samples)
    sources = sorted({sample.source for sample in real})
    folds = [linear.ALWAYS if sample.source == WRITTEN else sources.index(sample.source) % FOLDS for sample in samples]
    calibration, p = linear.judge(features, truth, folds, MIN_SENTENCES, RIDGE)
    found = [{name for name, value in zip(CLASSES, row, strict=True) if value >= THRESHOLD} for row in p]
    measures = {
        name: linear.measure(guess, [sample.types for sample in real], CLASSES, is_summed=lambda name: name != BACKGROUND)
        for name, guess in (("model", found), ("rules", [sample.rules for sample in real]))
    }
    fitted = linear.fit(features, truth, MIN_SENTENCES, RIDGE)
    metadata = {"sentences": dict(sorted(Counter(sample.source for sample in samples).items()))}
    linear.ship(fitted, calibration, measures, metadata, options.out / WEIGHTS_FILE, options.out / METADATA_FILE)


if __name__ == "__main__":
    main()
