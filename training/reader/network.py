"""The network in training: MiniLM's layers, the mean of each sentence's pieces, linear heads; JAX does the sums."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from processors.coding.clauses.sentence_types import CLASSES
from processors.coding.models.reader import MAX_TOKENS, STAGES, TYPES, Window, inputs_of
from training.minilm import SIZE, forward
from training.reader.samples import Sample

Weights = dict[str, Any]
FROZEN = 2
"""Layers that keep their published weights, with the embeddings."""
DROPOUT = 0.1
GROUPS = 10
LENGTHS = (192, 320, MAX_TOKENS)
"""Windows are padded to one of these, so that few programs are compiled."""
BATCH_TOKENS = 3072
MAX_SENTENCES = 40
"""Of a window; a longer list is debris, and its rest is not trained on."""
STAGE_SHARE, MAIN_SHARE, RARE = 0.15, 0.045, -3.5
"""Weights of the smaller losses, and the log-odds that the heads begin with."""


class Batch(NamedTuple):
    """Windows side by side: n of them, T pieces, S sentences.

    Attributes:
        tokens: (n, T).
        mask: (n, T), 1.0 where a piece is.
        means: (n, S, T), what makes a sentence's mean.
        places: (n, S), groups of places.
        listed: (n, S, 16), an event is listed by its words.
        has_listed: (n, S), whether that is known.
        told: (n, S, 17), a class is reported.
        has_told: (n, S), whether that is known.
        stages: (n, S, 16, 6), the stage of what is told.
        main: (n, S, 16, 2), whether an event is a main one, and whether that is known.
    """

    tokens: Any
    mask: Any
    means: Any
    places: Any
    listed: Any
    has_listed: Any
    told: Any
    has_told: Any
    stages: Any
    main: Any


def new_heads(rng: np.random.Generator) -> Weights:
    """Heads that know nothing."""

    def small(width: int) -> np.ndarray:
        return rng.normal(0, 0.02, (SIZE, width)).astype(np.float32)

    return {
        "head.places": np.zeros((GROUPS, SIZE), np.float32),
        "head.listed": small(len(TYPES)),
        "head.listed.bias": np.full(len(TYPES), RARE, np.float32),
        "head.told": small(len(CLASSES)),
        "head.told.bias": np.full(len(CLASSES), RARE, np.float32),
        "head.stages": small(len(STAGES) + 1),
        "head.stages.bias": np.zeros((len(TYPES), len(STAGES) + 1), np.float32),
    }


def batches(samples: Sequence[Sample], rng: np.random.Generator) -> list[Batch]:
    """Every window once, like lengths together, in a random order."""
    windows = [(sample, window) for sample in samples for window in sample.windows if window.new]
    windows.sort(key=lambda pair: len(pair[1].tokens) + rng.random() * 40)
    made = [_collate(group) for group in _groups(windows)]
    return [made[i] for i in rng.permutation(len(made))]


def _groups(windows: Sequence[tuple[Sample, Window]]) -> Iterator[list[tuple[Sample, Window]]]:
    group: list[tuple[Sample, Window]] = []
    longest = 0
    for pair in windows:
        longest = max(longest, len(pair[1].tokens))
        if (len(group) + 1) * _padded(longest) > BATCH_TOKENS:
            yield group
            group, longest = [], len(pair[1].tokens)
        group.append(pair)
    if group:
        yield group


def _padded(length: int) -> int:
    return next(limit for limit in LENGTHS if length <= limit)


def _collate(group: Sequence[tuple[Sample, Window]]) -> Batch:
    length = _padded(max(len(window.tokens) for _, window in group))
    n, s = BATCH_TOKENS // length, MAX_SENTENCES
    batch = Batch(
        np.zeros((n, length), np.int32), np.zeros((n, length), np.float32), np.zeros((n, s, length), np.float32),
        np.zeros((n, s), np.int32), np.zeros((n, s, len(TYPES)), np.float32), np.zeros((n, s), np.float32),
        np.zeros((n, s, len(CLASSES)), np.float32), np.zeros((n, s), np.float32),
        np.zeros((n, s, len(TYPES), len(STAGES)), np.float32), np.zeros((n, s, len(TYPES), 2), np.float32),
    )  # fmt: skip
    batch.mask[:, 0] = 1
    for i, (sample, window) in enumerate(group):
        batch.tokens[i, : len(window.tokens)] = window.tokens
        batch.mask[i, : len(window.tokens)] = 1
        means, places = inputs_of(window)
        new = window.new[:s]
        batch.means[i, : len(new), : means.shape[1]] = means[:s]
        batch.places[i, : len(new)] = places[:s]
        row = {sentence: at for at, sentence in enumerate(new)}
        batch.has_listed[i, : len(new)] = sample.listed
        for sentence in sample.labelled.keys() & row.keys():
            batch.has_told[i, row[sentence]] = 1
            batch.told[i, row[sentence], list(sample.labelled[sentence])] = 1
        for one in (*sample.stated, *sample.events):  # what an article lists is read with more care than a single sentence
            if one.sentence in row:
                at = (i, row[one.sentence], one.type)
                batch.stages[at] = 0
                batch.stages[at][one.stage] = 1
                if one.main is not None:
                    batch.listed[at] = 1
                    batch.main[at] = one.main, 1
    return batch


def heads(weights: Mapping[str, Any], batch: Batch, x: Any, drop: Any) -> tuple[Any, Any, Any]:
    """Log-odds of what is listed (n, S, 16), of what is told (n, S, 17), of stages and of being main (n, S, 16, 7)."""
    sentences = drop(jnp.einsum("nst,ntd->nsd", batch.means, x) + weights["head.places"][batch.places])
    return (
        sentences @ weights["head.listed"] + weights["head.listed.bias"],
        sentences @ weights["head.told"] + weights["head.told.bias"],
        (sentences @ weights["head.stages"])[..., None, :] + weights["head.stages.bias"],
    )


def loss(weights: Weights, batch: Batch, key: Any) -> Any:
    """The mean over known sentences of each head's loss, added up."""
    keys = iter(jax.random.split(key, 16))

    def drop(x: Any) -> Any:
        return jnp.where(jax.random.bernoulli(next(keys), 1 - DROPOUT, x.shape), x / (1 - DROPOUT), 0)

    x = forward(weights, batch.tokens, batch.mask, drop=drop, frozen=FROZEN)
    listed, told, stages = heads(weights, batch, x, drop)
    chances = -(jax.nn.log_softmax(stages[..., :-1]) * batch.stages).sum((-1, -2))
    main = (_cross_entropy(stages[..., -1], batch.main[..., 0]) * batch.main[..., 1]).sum(-1)
    return (
        _mean(_cross_entropy(listed, batch.listed).sum(-1) * batch.has_listed, batch.has_listed)
        + _mean(_cross_entropy(told, batch.told).sum(-1) * batch.has_told, batch.has_told)
        + STAGE_SHARE * _mean(chances, batch.stages)
        + MAIN_SHARE * _mean(main, batch.main[..., 1])
    )


def _mean(x: Any, known: Any) -> Any:
    return x.sum() / jnp.maximum(known.sum(), 1)


def _cross_entropy(odds: Any, truth: Any) -> Any:
    return jnp.maximum(odds, 0) - odds * truth + jnp.log1p(jnp.exp(-jnp.abs(odds)))


def is_frozen(name: str) -> bool:
    """Whether a weight keeps its published value."""
    return name.startswith(("embeddings.", *(f"encoder.layer.{i}." for i in range(FROZEN))))


@jax.jit
def step(weights: Weights, mean: Weights, square: Weights, number: Any, rate: Any, batch: Batch, key: Any) -> Any:
    """One step of Adam with decoupled decay, gradients clipped to length 1; heads learn ten times as fast."""
    free = {name: x for name, x in weights.items() if not is_frozen(name)}
    fixed = {name: x for name, x in weights.items() if is_frozen(name)}
    value, slopes = jax.value_and_grad(lambda free: loss(free | fixed, batch, key))(free)
    scale = jnp.minimum(1, 1 / (jnp.sqrt(sum((g**2).sum() for g in slopes.values())) + 1e-6))
    mean = {name: 0.9 * mean[name] + 0.1 * scale * g for name, g in slopes.items()}
    square = {name: 0.98 * square[name] + 0.02 * (scale * g) ** 2 for name, g in slopes.items()}

    def moved(name: str) -> Any:
        way = mean[name] / (1 - 0.9**number) / (jnp.sqrt(square[name] / (1 - 0.98**number)) + 1e-6)
        decay = 0.01 * weights[name] if weights[name].ndim > 1 else 0
        return weights[name] - rate * (10 if name.startswith("head.") else 1) * (way + decay)

    return {name: moved(name) for name in free} | fixed, mean, square, value
