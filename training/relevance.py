"""Train the relevance model and write it into the package: ``python -m training.relevance --corpus PATH``.

From the labelled items of the corpus and the written news of our own, on which nothing is measured. Leaves one source out at a
time, calibrates on the scores of the sources left out, sets the bands, fits on everything, and writes
``processors/relevance/weights.npz`` and ``model.json`` (hash, calibration, bands, measures). The same corpus, seed and versions
give the same bytes.
"""

import argparse
import hashlib
import io
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from processors.relevance.model import METADATA_FILE, WEIGHTS_FILE
from processors.relevance.opening import Opening, read_opening
from training.corpora import OWN_LABELS, Item, Label, read_challenge, read_training_items, read_two_passes, read_unseen
from training.fit import Fitted, calibrate, fit, sigmoid
from training.measure import Measures, kappa, measure
from training.names import find_names
from training.written_news import ENGLISH, read_written

PACKAGE = Path(__file__).parents[1] / "processors/relevance"
SEED = 20261124
MADE_FROM = (OWN_LABELS, ENGLISH, PACKAGE / "lexicon.toml")
"""Files of the project that decide what the weights are, beside the corpora: a change of one needs a new training."""
SECTION_ITEMS = {"ag_news": 2000, "bbc_sections": 900, "fakes_syria": 150}
"""How many of the items with only their section's label are used: more drown the others (AP .84 became .74)."""
NATURAL = {
    "lk_news_unlabelled": 0.05, "lgl": 0.035, "allsides_2015_2020": 0.07, "feeds": 0.18, "aljazeera_2025": 0.22, "ag_news": 0.16,
}  # fmt: skip
"""Sources that are a whole output or a world section, with the share of core items that such a source has: calibration and bands
are fitted on these, each source counting alike (of ``ag_news`` more core items were labelled than such a section has)."""
MIN_CORE_RECALL = 0.95
"""Share of the core items that the two upper bands hold together."""
F1_PLATEAU = 0.01
"""``yes`` begins in the middle of the thresholds whose F1 is as good as the best: far from where it falls off on either side."""
ALSO_LEFT_OUT = ("glocon_documents", "ukraine_gdelt_2022_2024", "mideast_2023", "narratives_2024", "hrdsattack_dev")
"""Further sources that are left out once and measured; they were picked, or are nearly all about wars."""
LEFT_OUT_OF = {"ag_world": "ag_news", "ag_nonworld": "ag_news"}
"""Sets of ``unseen_dev`` that share their agency with a training source: measured by the model that leaves it out."""


@dataclass(frozen=True, slots=True)
class Trained:
    """The model with its calibration, its bands and what was measured."""

    fitted: Fitted
    slope: float
    offset: float
    borderline_p: float
    yes_p: float
    measures: dict[str, Measures]

    def p(self, scores: np.ndarray) -> np.ndarray:
        """Calibrated probabilities of raw scores."""
        return sigmoid(self.slope * scores + self.offset)


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the weights go (default: into the package)")
    arguments = parser.parse_args()
    used, names = read_used(arguments.corpus, arguments.seed)
    trained = train(used, names, read_unseen(arguments.corpus) + read_challenge(arguments.corpus), arguments.seed)
    digest = write(trained, used, arguments.seed, arguments.out)
    for source, measures in trained.measures.items():
        print(f"{source:28s} {measures}")  # noqa: T201 (a command that answers)
    first, second = read_two_passes()
    print(f"agreement of two passes over {len(first)} items: kappa {kappa(first, second):.3f}")  # noqa: T201 (likewise)
    print(f"{len(trained.fitted.names)} features, sha256 {digest}")  # noqa: T201 (likewise)


def read_used(corpus: Path, seed: int) -> tuple[list[Item], frozenset[str]]:
    """The items that are trained on, and the words that the model must not know."""
    items = [*read_training_items(corpus), *read_written()]
    return _sample([item for item in items if item.label is not Label.BORDERLINE], seed), find_names(item.text for item in items)


def train(items: Sequence[Item], names: frozenset[str], development: Sequence[Item], seed: int) -> Trained:
    """Leave each source out once, calibrate on what was left out, fit on everything."""
    openings = [read_opening(item.title, item.text) for item in items]
    left_out, scores = leave_out(items, openings, names, seed)
    slope, offset, borderline_p, yes_p = _calibrate(items, scores)
    trained = Trained(fit(items, openings, names, seed), slope, offset, borderline_p, yes_p, {})
    for source in left_out:
        places = [place for place, item in enumerate(items) if item.source == source and item.careful]
        truth = [items[place].label is Label.CORE for place in places]
        trained.measures[source] = measure(trained.p(scores[places]), truth, yes_p)
        if source in NATURAL:
            trained.measures[f"{source} at its base rate"] = measure(trained.p(scores[places]), truth, yes_p, NATURAL[source])
    _measure_development(trained, left_out, development)
    return trained


def leave_out(
    items: Sequence[Item], openings: Sequence[Opening], names: frozenset[str], seed: int
) -> tuple[dict[str, Fitted], np.ndarray]:
    """Models that left one source out, and its outlets' items in other sets; and the raw scores of what they left out."""
    left_out: dict[str, Fitted] = {}
    scores = np.zeros(len(items))
    for source in (*NATURAL, *ALSO_LEFT_OUT):
        outlets = {item.outlet for item in items if item.source == source}
        kept = [place for place, item in enumerate(items) if item.source != source and item.outlet not in outlets]
        left_out[source] = fit([items[place] for place in kept], [openings[place] for place in kept], names, seed)
        rest = [place for place, item in enumerate(items) if item.source == source]
        scores[rest] = left_out[source].scores([openings[place] for place in rest])
    return left_out, scores


def natural_weights(items: Sequence[Item]) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Places of the items of ``NATURAL``, which of them are core, and weights: each source alike, core at its share."""
    places = [place for place, item in enumerate(items) if item.source in NATURAL and item.natural]
    core = np.array([items[place].label is Label.CORE for place in places])
    sources = np.array([items[place].source for place in places])
    weights = np.zeros(len(places))
    for source, share in NATURAL.items():
        here = sources == source
        weights[here & core] = share / (here & core).sum()
        weights[here & ~core] = (1 - share) / (here & ~core).sum()
    return places, core, weights


def write(trained: Trained, items: Sequence[Item], seed: int, folder: Path) -> str:
    """Write weights and metadata; returns the weights' SHA-256."""
    buffer = io.BytesIO()
    fitted = trained.fitted
    np.savez_compressed(
        buffer,
        names=np.frombuffer("\n".join(fitted.names).encode("utf-8"), dtype=np.uint8),
        weights=fitted.weights.astype(np.float16),
        rarity=fitted.rarity.astype(np.float16),
        bias=np.array([fitted.bias], dtype=np.float32),
    )
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    (folder / WEIGHTS_FILE).write_bytes(buffer.getvalue())
    counts = Counter((item.source, item.label.name.lower(), "item" if item.careful else "section") for item in items)
    metadata = {
        "weights_sha256": digest,
        "seed": seed,
        "made_from": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in MADE_FROM},
        "made_with": {name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
        "features": len(fitted.names),
        "calibration": {"slope": trained.slope, "offset": trained.offset, "core_shares": NATURAL},
        "bands": {"borderline_p": trained.borderline_p, "yes_p": trained.yes_p},
        "training_items": {" ".join(key): n for key, n in sorted(counts.items())},
        "left_out_measures": {
            source: {name: round(value, 4) for name, value in asdict(measures).items()}
            for source, measures in trained.measures.items()
        },
    }
    (folder / METADATA_FILE).write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")
    return digest


def _sample(items: Sequence[Item], seed: int) -> list[Item]:
    """All items with labels of their own, and a bounded number of those that only have their section's."""
    chosen = [item for item in items if item.careful]
    generator = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    for source, n in SECTION_ITEMS.items():
        pool = [item for item in items if item.source == source and not item.careful]
        chosen += generator.sample(pool, min(n, len(pool)))
    return chosen


def _calibrate(items: Sequence[Item], scores: np.ndarray) -> tuple[float, float, float, float]:
    """Slope, offset, and where the bands begin.

    ``borderline`` keeps the recall, ``yes`` has the best mean F1 over the sources (see ``F1_PLATEAU``).
    """
    places, core, weights = natural_weights(items)
    sources = np.array([items[place].source for place in places])
    slope, offset = calibrate(scores[places], core, weights)
    p = sigmoid(slope * scores[places] + offset)
    by_source = [(p[sources == source], core[sources == source], weights[sources == source]) for source in NATURAL]
    borderline_p = float(np.quantile(p[core], 1 - MIN_CORE_RECALL))
    mean_f1 = {float(t): np.mean([_weighted_f1(*rows, t) for rows in by_source]) for t in np.arange(0.1, 0.81, 0.01)}
    plateau = [threshold for threshold, f1 in mean_f1.items() if f1 >= max(mean_f1.values()) - F1_PLATEAU]
    return slope, offset, round(borderline_p, 3), round(float(np.median(plateau)), 2)


def _weighted_f1(p: np.ndarray, core: np.ndarray, weights: np.ndarray, threshold: float) -> float:
    found = p >= threshold
    return float(2 * weights[found & core].sum() / (weights[found].sum() + weights[core].sum()))


def _measure_development(trained: Trained, left_out: dict[str, Fitted], development: Sequence[Item]) -> None:
    """Each set by a model that saw nothing of its outlet."""
    decided = [item for item in development if item.label is not Label.BORDERLINE]
    ps: list[float] = []
    for item in decided:
        fitted = left_out[LEFT_OUT_OF[item.source]] if item.source in LEFT_OUT_OF else trained.fitted
        scores = fitted.scores([read_opening(item.title, item.text)])
        ps.append(float(trained.p(scores)[0]))
    groups = {source: [source] for source in sorted({item.source for item in decided})}
    groups["unseen_dev"] = [source for source in groups if source != "challenge"]
    for name, sources in groups.items():
        places = [place for place, item in enumerate(decided) if item.source in sources]
        truth = [decided[place].label is Label.CORE for place in places]
        trained.measures[f"dev:{name}"] = measure([ps[place] for place in places], truth, trained.yes_p)


if __name__ == "__main__":
    main()
