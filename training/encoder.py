"""Train the head of the sentence encoder: ``python -m training.encoder --corpus PATH --encoder FOLDER``.

A linear layer over the encoder's vector and the model's log-odds, on items whose log-odds come from a model that left their
source out. It is measured with each source left out of the head as well, calibrated like the model, and writes
``processors/relevance/encoder.npz`` and ``encoder.json``. The same bytes only with the same numpy on the same kind of processor:
sums of floats are rounded as the machine does it.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from ingest.encoders import load_encoder
from processors.relevance.encoder import WEIGHTS_SHA256, Encoder
from processors.relevance.model import load_model
from processors.relevance.opening import Opening, read_opening
from training.corpora import Item, Label, read_challenge, read_unseen
from training.fit import Fitted, calibrate
from training.measure import Measures, measure
from training.relevance import ALSO_LEFT_OUT, LEFT_OUT_OF, NATURAL, PACKAGE, SEED, leave_out, natural_weights, read_used

LOW_P, HIGH_P = 0.02, 0.9
"""Outside, the model is sure enough: a tenth of a national outlet's items lie inside."""
INVERSE_PENALTY = 0.01
WORDS_SCALE = 3.0
"""The log-odds are one number among 385: they are penalised less than the others by this."""


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the head goes (default: into the package)")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder)
    used, names = read_used(arguments.corpus, arguments.seed)
    openings = [read_opening(item.title, item.text) for item in used]
    left_out, scores = leave_out(used, openings, names, arguments.seed)
    places = [place for place, item in enumerate(used) if item.careful and item.source in left_out]
    items = [used[place] for place in places]
    words = _log_odds(scores[places])
    x = _features(encoder, [openings[place] for place in places], words)
    stacked, slope, offset = _stack(items, x)
    head = _fit(items, x)
    measures = _measure_left_out(items, words, slope * stacked + offset)
    read = read_unseen(arguments.corpus) + read_challenge(arguments.corpus)
    development = [item for item in read if item.label is not Label.BORDERLINE]
    measures |= _measure_development(encoder, left_out, items, x, (slope, offset), development)
    _write(arguments.out, head, slope, offset, measures)
    for name, measured in measures.items():
        print(f"{name:28s} {measured}")  # noqa: T201 (a command that answers)


def _log_odds(scores: np.ndarray) -> np.ndarray:
    """The shipped calibration on raw scores."""
    model = load_model()
    return model.slope * scores + model.offset


def _features(encoder: Encoder, openings: Sequence[Opening], words: np.ndarray) -> np.ndarray:
    vectors = np.stack([encoder.vector(opening) for opening in openings]).astype(float)
    return np.hstack([vectors * np.sqrt(vectors.shape[1]), WORDS_SCALE * words[:, None]])


def _fit(items: Sequence[Item], x: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=INVERSE_PENALTY, max_iter=1000).fit(x, [item.label is Label.CORE for item in items])


def _stack(items: Sequence[Item], x: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Scores of heads that left each source out, and their calibration."""
    stacked = np.zeros(len(items))
    sources = np.array([item.source for item in items])
    for source in (*NATURAL, *ALSO_LEFT_OUT):
        outlets = {item.outlet for item in items if item.source == source}
        kept = [place for place, item in enumerate(items) if item.source != source and item.outlet not in outlets]
        stacked[sources == source] = _fit([items[place] for place in kept], x[kept]).decision_function(x[sources == source])
    places, core, weights = natural_weights(items)
    return stacked, *calibrate(stacked[places], core, weights)


def _measure_left_out(items: Sequence[Item], words: np.ndarray, said: np.ndarray) -> dict[str, Measures]:
    measures = {}
    for source in (*NATURAL, *ALSO_LEFT_OUT):
        here = np.array([item.source == source for item in items])
        chosen = [item for item in items if item.source == source]
        measures[source] = _measure(chosen, words[here], said[here])
    return measures


def _measure(items: Sequence[Item], words: np.ndarray, said: np.ndarray) -> Measures:
    """The cascade: the head's word inside the band, the model's outside."""
    p = 1 / (1 + np.exp(-words))
    asked = (p >= LOW_P) & (p <= HIGH_P)
    return measure(np.where(asked, 1 / (1 + np.exp(-said)), p), [item.label is Label.CORE for item in items], load_model().yes_p)


def _measure_development(
    encoder: Encoder,
    left_out: dict[str, Fitted],
    items: Sequence[Item],
    x: np.ndarray,
    calibration: tuple[float, float],
    development: Sequence[Item],
) -> dict[str, Measures]:
    """Each development item by a model and a head that saw nothing of its agency (the feeds' models where it has none here)."""
    opened = [read_opening(item.title, item.text) for item in development]
    words, said = np.zeros(len(development)), np.zeros(len(development))
    for agency in {LEFT_OUT_OF.get(item.source) for item in development}:
        kept = [place for place, item in enumerate(items) if item.source != agency]
        head = _fit([items[place] for place in kept], x[kept])
        here = [place for place, item in enumerate(development) if LEFT_OUT_OF.get(item.source) == agency]
        there = [opened[place] for place in here]
        words[here] = _log_odds(left_out[agency or "feeds"].scores(there))
        said[here] = calibration[0] * head.decision_function(_features(encoder, there, words[here])) + calibration[1]
    measures = {}
    for name, sources in _development_sets(development).items():
        chosen = [place for place, item in enumerate(development) if item.source in sources]
        measures[f"dev:{name}"] = _measure([development[place] for place in chosen], words[chosen], said[chosen])
    return measures


def _development_sets(items: Sequence[Item]) -> dict[str, set[str]]:
    sets = {source: {source} for source in sorted({item.source for item in items})}
    return sets | {"unseen_dev": {source for source in sets if source != "challenge"}}


def _write(folder: Path, head: LogisticRegression, slope: float, offset: float, measures: dict[str, Measures]) -> None:
    weights = slope * head.coef_[0]
    vector = (weights[:-1] * np.sqrt(len(weights) - 1)).astype(np.float32)
    np.savez_compressed(folder / "encoder.npz", weights=vector)
    metadata = {
        "head": {
            "words": float(weights[-1] * WORDS_SCALE),
            "bias": float(slope * head.intercept_[0] + offset),
            "low_p": LOW_P,
            "high_p": HIGH_P,
        },
        "encoder_sha256": WEIGHTS_SHA256,
        "head_sha256": hashlib.sha256((folder / "encoder.npz").read_bytes()).hexdigest(),
        "model_sha256": json.loads((PACKAGE / "model.json").read_text(encoding="utf-8"))["weights_sha256"],
        "left_out_measures": {
            name: {key: round(value, 4) for key, value in asdict(measured).items()} for name, measured in measures.items()
        },
    }
    (folder / "encoder.json").write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
