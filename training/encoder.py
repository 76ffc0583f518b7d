"""Train what the encoder's vectors say of relevance: ``python -m training.encoder --corpus PATH``, 21 minutes of two cores.

The English items of ``training.relevance``, and written news of our own in nine languages. Leaves one source, one language, and a
fifth of each language out at a time, calibrates on what was left out, fits on everything, and writes
``processors/relevance/encoder.npz`` and ``encoder.json`` (hash, calibrations, measures). Train the words first. Needs
``conflictwire[languages]`` and the dependency group ``training``.
"""

import argparse
import hashlib
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from processors.relevance.encoder import METADATA_FILE, PACKAGE, WEIGHTS_FILE, embed, load_engine
from processors.relevance.model import WEIGHTS_FILE as WORDS_FILE
from processors.relevance.model import load_model
from processors.relevance.opening import Opening, read_opening
from processors.relevance.sentences import split_opening
from training import relevance
from training.corpora import Item, Label, read_challenge, read_unseen
from training.fit import CAREFUL_WEIGHT, SECTION_WEIGHT, calibrate, fit, sigmoid
from training.foreign_pages import page_rows, read_pages
from training.measure import Measures, base_rate_weights, kappa, measure
from training.written_news import FOLDER, other_languages, read_written, rows_of

DIMENSIONS = 384
INVERSE_PENALTY = 1.0
MAX_ROUNDS = 1000
DOUBT = (0.03, 0.95)
"""The words' probabilities between which the encoder is asked, a fifth of a national outlet; asking about all gains nothing."""
MADE_FROM = (
    *relevance.MADE_FROM,
    relevance.PACKAGE / WORDS_FILE,
    *(FOLDER / f"{code}.jsonl" for code in other_languages()),
)
"""What decides the weights and calibrations, beside the corpora: a change of one needs a new training."""
MIN_ITEMS = 10
"""A set with fewer is not measured."""
FOLDS = 5
WORLD_SHARE = 0.15
"""Share of core items that other languages are calibrated and measured at: a world section's."""
NOTHING = ""
"""The name of the models that leave nothing out."""
UNSEEN = {"ag_nonworld", "ag_world", "geowebnews"}
NOT_TRAINED_ON = ("geowebnews", "challenge")
"""Sets of outlets that no training item is of."""


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--seed", type=int, default=relevance.SEED)
    parser.add_argument("--out", type=Path, default=relevance.PACKAGE, help="where the weights go (default: into the package)")
    arguments = parser.parse_args()
    used, names = relevance.read_used(arguments.corpus, arguments.seed)
    development = [*read_unseen(arguments.corpus), *read_challenge(arguments.corpus), *read_pages(arguments.corpus)]
    written = [item for language in other_languages() for item in read_written(language)]
    trained = train(used, written, development, names, arguments.seed)
    digest = trained.write(arguments.out)
    for name, measures in trained.measures.items():
        print(f"{name:28s} {measures}")  # noqa: T201 (a command that answers)
    for name, rows in (("written", [row for code in other_languages() for row in rows_of(code)]), ("pages", page_rows())):
        first, second = ([row[key] for row in rows] for key in ("label", "second"))
        print(f"agreement of two readers over {len(rows)} {name}: kappa {kappa(first, second):.3f}")  # noqa: T201 (likewise)
    print(f"sha256 {digest}")  # noqa: T201 (likewise)


@dataclass(frozen=True, slots=True)
class Head:
    """A logistic regression over meanings (``processors.relevance.encoder``)."""

    mean: np.ndarray
    weights: np.ndarray
    bias: float

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """Uncalibrated log-odds of means of vectors, shape (n, 384)."""
        return np.asarray(_meanings(vectors, self.mean) @ self.weights + self.bias)


def fit_head(vectors: np.ndarray, core: np.ndarray, weights: np.ndarray) -> Head:
    """Fit core against none."""
    mean = vectors.mean(axis=0).astype(np.float32).astype(float)
    regression = LogisticRegression(C=INVERSE_PENALTY, max_iter=MAX_ROUNDS)
    regression.fit(_meanings(vectors, mean), core, sample_weight=weights)
    # float32 is what is shipped
    return Head(mean, regression.coef_[0].astype(np.float32).astype(float), float(np.float32(regression.intercept_[0])))


def encode(openings: Sequence[Opening]) -> np.ndarray:
    """The mean of each opening's sentence vectors, shape (n, 384), on all cores."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return np.array(list(pool.map(_encode, openings, chunksize=50)))


def _encode(opening: Opening) -> np.ndarray:
    sentences = split_opening(opening)
    return np.mean(embed(load_engine(version(PACKAGE)), sentences), axis=0) if sentences else np.zeros(DIMENSIONS)


def _meanings(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    centred = vectors - mean
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.where(lengths, lengths, 1.0))


@dataclass(frozen=True, slots=True)
class Trained:
    """The head with its calibrations and what was measured.

    Attributes:
        alone: Slope and offset of the encoder's log-odds.
        joint: Factors of the words' and of the encoder's log-odds, and the offset.
    """

    head: Head
    alone: tuple[float, float]
    joint: tuple[float, float, float]
    measures: dict[str, Measures]
    items: Sequence[Item]

    def write(self, folder: Path) -> str:
        """Write weights and metadata; returns the weights' SHA-256."""
        buffer = io.BytesIO()
        head = self.head
        np.savez_compressed(
            buffer,
            mean=head.mean.astype(np.float32),
            weights=head.weights.astype(np.float32),
            bias=np.array([head.bias], dtype=np.float32),
        )
        digest = hashlib.sha256(buffer.getvalue()).hexdigest()
        (folder / WEIGHTS_FILE).write_bytes(buffer.getvalue())
        counts = Counter(f"{item.source} {item.label.name.lower()}" for item in self.items)
        metadata = {
            "weights_sha256": digest,
            "made_from": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in MADE_FROM},
            "made_with": {name: version(name) for name in (PACKAGE, "numpy", "scikit-learn")},
            "languages": sorted({item.source.partition(":")[2] for item in self.items if item.source.startswith("written:")}),
            "alone": {"slope": self.alone[0], "offset": self.alone[1]},
            "joint": {"words": self.joint[0], "meaning": self.joint[1], "offset": self.joint[2], "doubt": DOUBT},
            "training_items": dict(sorted(counts.items())),
            "left_out_measures": {
                name: {key: round(value, 4) for key, value in asdict(row).items()} for name, row in self.measures.items()
            },
        }
        (folder / METADATA_FILE).write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")
        return digest


def train(
    used: Sequence[Item], written: Sequence[Item], development: Sequence[Item], names: frozenset[str], seed: int
) -> Trained:
    """Leave out, calibrate on what was left out, fit on everything.

    Args:
        used: English items.
        written: Items of other languages.
        development: What is only measured on.
        names: Words that the model of words must not know.
        seed: Of the model of words.
    """
    written, development = _decided(written), _decided(development)
    items = [*used, *written, *development]
    openings = [read_opening(item.title, item.text) for item in items]
    table = Table(items, encode(openings), len(used) + len(written))
    words, _ = relevance.leave_out(used, openings[: len(used)], names, seed)
    words[NOTHING] = fit(used, openings[: len(used)], names, seed)
    languages = {item.source for item in written}
    heads = {source: table.fit_without(source) for source in (NOTHING, *words, *sorted(languages))}

    left_out = [_left_out(item) if _left_out(item) in heads else NOTHING for item in items]
    is_foreign = np.array([_language(item) is not None for item in items])
    both = np.zeros((len(items), 2))
    model = load_model()
    for source, head in heads.items():
        judged = np.array([one == source for one in left_out])
        both[judged, 1] = head.scores(table.vectors[judged])
        english = np.flatnonzero(judged & ~is_foreign)
        if len(english):
            both[english, 0] = model.slope * words[source].scores([openings[place] for place in english]) + model.offset

    places, core, weights = relevance.natural_weights(items)
    regression = LogisticRegression(C=1e6, max_iter=MAX_ROUNDS).fit(both[places], core, sample_weight=weights)
    joint = (float(regression.coef_[0][0]), float(regression.coef_[0][1]), float(regression.intercept_[0]))
    folded = table.fold_scores()
    foreign = [place for place, item in enumerate(items) if item.source in languages]
    alone = _calibrate_alone([items[place] for place in foreign], folded[foreign])
    words_p = sigmoid(both[:, 0])
    joint_p = np.where((words_p >= DOUBT[0]) & (words_p <= DOUBT[1]), sigmoid(both @ joint[:2] + joint[2]), words_p)
    p = np.where(is_foreign, sigmoid(alone[0] * both[:, 1] + alone[1]), joint_p)

    measures = {}
    for name, sources in ({name: {name} for name in sorted({item.source for item in items})} | {"unseen_dev": UNSEEN}).items():
        here = [place for place, item in enumerate(items) if item.source in sources and _is_measured(item, left_out[place])]
        if len(here) >= MIN_ITEMS:
            named = f"{name}, unseen language" if name in languages else name
            share = WORLD_SHARE if name in languages else relevance.NATURAL.get(name)
            measures[named] = measure(p[here], [items[place].label is Label.CORE for place in here], model.yes_p, share)
    folded = sigmoid(alone[0] * folded + alone[1])
    for name in sorted(languages):
        here = [place for place, item in enumerate(items) if item.source == name]
        measures[name] = measure(folded[here], [items[place].label is Label.CORE for place in here], model.yes_p, WORLD_SHARE)
    return Trained(heads[NOTHING], alone, joint, measures, items[: table.n_trained])


@dataclass(frozen=True, slots=True)
class Table:
    """All items with their vectors; the first ``n_trained`` are trained on."""

    items: Sequence[Item]
    vectors: np.ndarray
    n_trained: int

    def fit_without(self, source: str) -> Head:
        """Fit on what is neither of the source nor of its outlets."""
        outlets = {item.outlet for item in self.items if item.source == source}
        return self._fit([item.source != source and item.outlet not in outlets for item in self.items])

    def fold_scores(self) -> np.ndarray:
        """Scores of the items in other languages, each by a model that saw four fifths of them and not this one."""
        folds = np.array([zlib.crc32(item.id.encode("utf-8")) % FOLDS if _language(item) else -1 for item in self.items])
        scores = np.zeros(len(self.items))
        for fold in range(FOLDS):
            here = folds == fold
            scores[here] = self._fit(~here).scores(self.vectors[here])
        return scores

    def _fit(self, kept: Sequence[bool] | np.ndarray) -> Head:
        here = np.asarray(kept) & (np.arange(len(self.items)) < self.n_trained)
        items = [item for item, is_here in zip(self.items, here, strict=True) if is_here]
        core = np.array([item.label is Label.CORE for item in items])
        weights = np.array([CAREFUL_WEIGHT if item.careful else SECTION_WEIGHT for item in items])
        return fit_head(self.vectors[here], core, weights)


def _calibrate_alone(items: Sequence[Item], scores: np.ndarray) -> tuple[float, float]:
    """Slope and offset for other languages, at the base rate of a world section."""
    core = np.array([item.label is Label.CORE for item in items])
    return calibrate(scores, core, base_rate_weights(core, WORLD_SHARE))


def _is_measured(item: Item, left_out: str) -> bool:
    """Whether no model that is asked about it has seen its source."""
    return item.careful and (left_out != NOTHING or item.source in NOT_TRAINED_ON)


def _left_out(item: Item) -> str:
    """The training source that a model must not have seen to be measured on an item."""
    language = _language(item)
    return f"written:{language}" if language else relevance.LEFT_OUT_OF.get(item.source, item.source)


def _language(item: Item) -> str | None:
    """The language of an item that is not in English."""
    return item.source.partition(":")[2] or None


def _decided(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.label is not Label.BORDERLINE]


if __name__ == "__main__":
    main()
