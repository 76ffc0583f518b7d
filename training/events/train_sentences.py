"""Train the network of sentences and write it into the package: ``python -m training.events.train_sentences --corpus PATH``.

Reads ``sentences.csv`` and PLOVER's gold sentences, leaves a tenth of the articles out, calibrates and measures there, fits on
everything, and writes ``processors/coding/sentence_types.npz`` and ``sentence_types.json`` (hash, measures). No article of
``events/event_dev`` or of ``labels.jsonl`` is among them: they measure the coder. Needs the dependency group ``training``; the
same corpus, versions and machine give the same bytes. Some minutes.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from processors.coding.frames import find_triggers
from processors.coding.reading import Clause, read_article
from processors.coding.sentence_types import (
    BACKGROUND,
    CLASSES,
    MARKS,
    MAX_WORDS,
    METADATA_FILE,
    WEIGHTS_FILE,
    position_of,
    words_of,
)
from processors.coding.stages import stage_of
from training.events.convolution import POSITIONS, SENTENCES, Samples, fit, scores
from training.events.load import read_labels
from training.events.sentences import SENTENCES as LABELS
from training.events.sentences import types_of
from training.word_vectors import word_vectors

PACKAGE = Path(__file__).parents[2] / "processors/coding"
SEED = 20261125
MIN_OCCURRENCES = 3
"""Rarer words have no vector."""
DIMENSIONS = 128
LEFT_OUT_OF = 10
"""One article in so many is left out, by the hash of its id."""
NEW_IN_SAMPLE = 10
"""Labelled sentences of a sample; the others are their context."""
OPENING = 3
"""Sentences that every sample of an article has: its title and its lead."""
PLOVER_GOLD = "events/plover_gsr_dev"
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
LEVELS = 127
"""Vectors are shipped as whole numbers up to this, times a scale."""
THRESHOLD = 0.3
"""Where the measures cut."""
SURE = 0.45
"""Weight of the rules' words from which they alone tell a type: the baseline."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the network sees it, with its label.

    Attributes:
        position: Where it stands, of ``POSITIONS``.
        words: Empty for a word of a name.
        marks: As (word, place in ``MARKS``).
        rules: The types of the sure triggers whose stage is not excluded: what the coder had without the network.
        types: What it reports as news, of ``CLASSES``; None where it has no label.
    """

    position: int
    words: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]
    rules: frozenset[str]
    types: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of an article: its opening, labelled ones, and the one before each."""

    source: str
    id: str
    sentences: tuple[Sentence, ...]

    @property
    def left_out(self) -> bool:
        """Whether its article is left out where the network is measured."""
        return zlib.crc32(self.id.encode()) % LEFT_OUT_OF == 0


def read_parts(corpus: Path) -> Iterator[Part]:
    """Every labelled sentence, read in its article; one that the splitter no longer finds is left out."""
    gold = {row["id"] for row in read_labels()}
    labels: dict[tuple[str, str], dict[tuple[str, int], str]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["id"] not in gold:
                labels[row["file"], row["id"]][row["part"], int(row["start"])] = row["label"]
    for file in sorted({file for file, _ in labels}):
        for row in read_rows(corpus, file):
            wanted = labels.pop((file, row["id"]), None)  # an id that comes twice is the same article
            if wanted:
                clauses = read_article(row.get("title") or "", row.get("text") or "")[0]
                yield from _parts(file, row["id"], [_sentence(clause, _label(clause, wanted)) for clause in clauses])


def read_plover(corpus: Path) -> Iterator[Part]:
    """PLOVER's own gold sentences, whose older names of types are today's."""
    for i, row in enumerate(read_rows(corpus, PLOVER_GOLD)):
        label = OLD_NAMES.get(row["event"], row["event"])
        first, *rest = read_article("", row["text"])[0]
        yield Part(PLOVER_GOLD, f"{PLOVER_GOLD} {i}", (_sentence(first, label), *(_sentence(clause, None) for clause in rest)))


def read_rows(corpus: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a set."""
    with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _label(clause: Clause, wanted: Mapping[tuple[str, int], str]) -> str | None:
    if clause.sentence.in_title:
        return wanted.get(("title", clause.sentence.span[0])) or wanted.get(("title", 0))
    return wanted.get(("text", clause.sentence.span[0]))


def _sentence(clause: Clause, label: str | None) -> Sentence:
    triggers = find_triggers(clause)
    words, marks = words_of(clause, triggers)
    rules = frozenset(t.family.event.value for t in triggers if t.family.weight >= SURE and stage_of(t) is not None)
    position = position_of(clause.sentence.index)
    return Sentence(position, tuple(words), tuple(marks), rules, None if label is None else types_of(label))


def _parts(source: str, name: str, sentences: Sequence[Sentence]) -> Iterator[Part]:
    labelled = [at for at, sentence in enumerate(sentences) if sentence.types is not None]
    for begin in range(0, len(labelled), NEW_IN_SAMPLE):
        new = set(labelled[begin : begin + NEW_IN_SAMPLE])
        seen = sorted(new | {at - 1 for at in new if at} | set(range(min(OPENING, len(sentences)))))
        yield Part(source, name, tuple(_without_label(sentences[at], at in new) for at in seen))


def _without_label(sentence: Sentence, keep: bool) -> Sentence:  # noqa: FBT001 (whether)
    return sentence if keep else Sentence(sentence.position, sentence.words, sentence.marks, sentence.rules, None)


def as_samples(parts: Sequence[Part], rows: Mapping[str, int]) -> Samples:
    """The parts as arrays."""
    shape = (len(parts), SENTENCES)
    words, lengths = np.zeros((*shape, MAX_WORDS), np.int32), np.zeros(shape, np.int32)
    marks, positions = np.zeros((*shape, MAX_WORDS, len(MARKS)), bool), np.zeros((*shape, POSITIONS), np.float32)
    types, weights = np.zeros((*shape, len(CLASSES)), np.float32), np.zeros(shape, np.float32)
    for i, part in enumerate(parts):
        for j, sentence in enumerate(part.sentences[:SENTENCES]):
            lengths[i, j], positions[i, j, sentence.position] = len(sentence.words), 1
            words[i, j, : len(sentence.words)] = [rows.get(word, 0) for word in sentence.words]
            for at, mark in sentence.marks:
                marks[i, j, at, mark] = True
            if sentence.types is not None:
                weights[i, j] = 1
                types[i, j] = [name in sentence.types for name in CLASSES]
    return Samples(words, lengths, marks, positions, types, weights)


def shipped_vectors(parts: Sequence[Part]) -> tuple[list[str], np.ndarray, np.float32]:
    """The words that come often enough, their vectors as whole numbers, and the scale of these."""
    counts = Counter(word for part in parts for sentence in part.sentences for word in sentence.words)
    words = sorted(word for word, n in counts.items() if n >= MIN_OCCURRENCES and word)
    vectors = word_vectors(words, DIMENSIONS)
    scale = np.float32(np.quantile(np.abs(vectors), 0.9999) / LEVELS)
    return words, np.clip(np.rint(vectors / scale), -LEVELS, LEVELS).astype(np.int8), scale


def calibrate(odds: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and offset of each class on articles that were left out (Platt scaling)."""
    slopes, offsets = [], []
    for column in range(len(CLASSES)):
        regression = LogisticRegression(C=1.0, max_iter=500).fit(odds[:, [column]], truth[:, column])
        slopes.append(float(regression.coef_[0][0]))
        offsets.append(float(regression.intercept_[0]))
    return np.array(slopes, np.float32), np.array(offsets, np.float32)


def measure(found: np.ndarray, truth: np.ndarray) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of each type, with their micro and macro mean."""
    table = {
        name: figures(int((found & truth)[:, i].sum()), int(found[:, i].sum()), int(truth[:, i].sum()))
        for i, name in enumerate(CLASSES)
    }
    types = [row for name, row in table.items() if name != BACKGROUND]
    table["macro"] = {key: round(sum(row[key] for row in types) / len(types), 3) for key in ("precision", "recall", "f1")}
    some = [i for i, name in enumerate(CLASSES) if name != BACKGROUND]
    return table | {"micro": figures(*(int(array[:, some].sum()) for array in (found & truth, found, truth)))}


def figures(hits: int, guesses: int, truths: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    return {
        "precision": round(hits / max(guesses, 1), 3),
        "recall": round(hits / max(truths, 1), 3),
        "f1": round(2 * hits / max(guesses + truths, 1), 3),
        "n": truths,
    }


def left_out(parts: Sequence[Part], samples: Samples, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the labelled sentences of left-out articles: log-odds by a network that never saw them, the truth, the rules' types."""
    kept = [place for place, part in enumerate(parts) if not part.left_out]
    rest = [place for place, part in enumerate(parts) if part.left_out]
    network = fit(samples.of(kept), vectors, SEED)
    measured = samples.weights[rest] > 0
    rules = [s.rules for place in rest for s in parts[place].sentences[:SENTENCES] if s.types is not None]
    return (
        scores(network, vectors, samples.of(rest))[measured],
        samples.types[rest][measured] > 0,
        np.array([[name in types for name in CLASSES] for types in rules]),
    )


def write(arrays: Mapping[str, np.ndarray], parts: Sequence[Part], measures: dict[str, Any], folder: Path) -> str:
    """Write weights and metadata; returns the weights' SHA-256."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type] # numpy's stub takes the names for its own argument
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    (folder / WEIGHTS_FILE).write_bytes(buffer.getvalue())
    counts = Counter(part.source for part in parts for sentence in part.sentences if sentence.types is not None)
    metadata = {
        "weights_sha256": digest,
        "seed": SEED,
        "sentences": dict(sorted(counts.items())),
        "left_out_measures": measures,
    }
    (folder / METADATA_FILE).write_text(json.dumps(metadata, indent=1) + "\n", encoding="utf-8")
    return digest


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the weights go (default: into the package)")
    arguments = parser.parse_args()
    parts = [*read_parts(arguments.corpus), *read_plover(arguments.corpus)]
    words, whole, scale = shipped_vectors(parts)
    vectors = np.concatenate([np.zeros((1, DIMENSIONS), np.float32), whole * scale])
    samples = as_samples(parts, {word: row for row, word in enumerate(words, start=1)})
    odds, truth, rules = left_out(parts, samples, vectors)
    slopes, offsets = calibrate(odds, truth)
    p = 1 / (1 + np.exp(-(odds * slopes + offsets)))
    measures = {"model": measure(p >= THRESHOLD, truth), "rules": measure(rules, truth)}
    for kind, table in measures.items():
        for name, row in table.items():
            print(f"{kind:6s} {name:12s}", "  ".join(f"{key} {value}" for key, value in row.items()))  # noqa: T201 (a command that answers)
    network = fit(samples, vectors, SEED)
    network["output_bias"] = network["output_bias"] * slopes + offsets
    network["output"] = network["output"] * slopes
    arrays = {name: array.astype(np.float16) for name, array in network.items()}
    named = {"words": np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8), "vectors": whole, "vectors_scale": scale}
    digest = write(named | arrays, parts, measures, arguments.out)
    print(f"{int(samples.weights.sum())} sentences, {len(words)} words, sha256 {digest}")  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
