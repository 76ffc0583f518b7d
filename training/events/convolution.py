"""Fit the network of ``processors.coding.sentence_types`` with JAX; the same seed, versions and machine give the same weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from processors.coding.sentence_types import CLASSES, MARKS, MAX_WORDS, WIDTH

FILTERS, HIDDEN = 192, 128
POSITIONS = 5
SENTENCES = 24
"""Sentences of a sample."""
EPOCHS, BATCH = 6, 16
RATE, WARM_UP, DECAY = 2e-3, 100, 0.003
FIRST_MOMENT, SECOND_MOMENT = 0.9, 0.999
KEEP_WORD, KEEP_ANSWER, KEEP_UNIT = 0.9, 0.8, 0.7
"""Shares of words, answers and units that a step of the training sees."""
Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Samples:
    """Parts of articles as arrays; the first axis counts them, the second their sentences.

    Attributes:
        words: Rows of the words' vectors, 0 for none.
        lengths: Words of each sentence; 0 for padding.
        marks: ``MARKS`` of each word.
        positions: One of five, as in the network.
        types: Which of ``CLASSES`` the sentence has.
        weights: How much it counts; 0 where it is context only.
    """

    words: np.ndarray
    lengths: np.ndarray
    marks: np.ndarray
    positions: np.ndarray
    types: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        """How many there are."""
        return len(self.words)

    def rows(self, places: Sequence[int] | np.ndarray) -> tuple[np.ndarray, ...]:
        """Some of them, as the network takes them."""
        return tuple(array[places] for array in (self.words, self.lengths, self.marks, self.positions, self.types, self.weights))

    def of(self, places: Sequence[int]) -> "Samples":
        """Some of them."""
        return Samples(*self.rows(places))


def fit(samples: Samples, vectors: np.ndarray, seed: int) -> Weights:
    """Adam with a rate that rises and falls, words, answers and units left out at random.

    Args:
        samples: What is learnt.
        vectors: Words x dimensions, the first row zeros; they stay as they are.
        seed: Of first weights, order and what is left out.
    """
    generator = np.random.default_rng(seed)
    weights = _first(vectors.shape[1], generator, samples)
    table = jnp.asarray(vectors)
    steps = EPOCHS * (len(samples) // BATCH)

    @jax.jit
    def step(weights: Weights, moments: tuple[Weights, Weights], i: Any, batch: Any, key: Any) -> tuple[Weights, Any]:
        slopes = jax.grad(_loss)(weights, table, batch, key)
        rate = RATE * jnp.minimum((i + 1) / WARM_UP, 1) * (1 - i / steps)
        first = jax.tree.map(lambda m, s: FIRST_MOMENT * m + (1 - FIRST_MOMENT) * s, moments[0], slopes)
        second = jax.tree.map(lambda m, s: SECOND_MOMENT * m + (1 - SECOND_MOMENT) * s**2, moments[1], slopes)

        def moved(w: Any, m: Any, v: Any) -> Any:
            mean, spread = m / (1 - FIRST_MOMENT ** (i + 1)), jnp.sqrt(v / (1 - SECOND_MOMENT ** (i + 1)))
            return w - rate * (mean / (spread + 1e-8) + DECAY * w)

        return jax.tree.map(moved, weights, first, second), (first, second)

    moments = (jax.tree.map(np.zeros_like, weights), jax.tree.map(np.zeros_like, weights))
    key, i = jax.random.PRNGKey(seed), 0
    for _ in range(EPOCHS):
        order = generator.permutation(len(samples))
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            key, used = jax.random.split(key)
            weights, moments = step(weights, moments, np.float32(i), samples.rows(order[begin : begin + BATCH]), used)
            i += 1
    return {name: np.asarray(array) for name, array in weights.items()}


def scores(weights: Weights, vectors: np.ndarray, samples: Samples) -> np.ndarray:
    """Log-odds, samples x sentences x ``CLASSES``."""
    table, network = jnp.asarray(vectors), jax.jit(_network)
    found = []
    for begin in range(0, len(samples), BATCH):
        places = np.minimum(np.arange(begin, begin + BATCH), len(samples) - 1)
        found.append(np.asarray(network(weights, table, samples.rows(places)[:4])))
    return np.concatenate(found)[: len(samples)]


def _first(dimensions: int, generator: np.random.Generator, samples: Samples) -> Weights:
    def random(rows: int, columns: int) -> np.ndarray:
        return (generator.standard_normal((rows, columns)) * np.sqrt(2 / rows)).astype(np.float32)

    share = (samples.types * samples.weights[..., None]).sum((0, 1)) / samples.weights.sum() + 1e-3
    return {
        "filters": random(WIDTH * (dimensions + len(MARKS)), FILTERS),
        "filters_bias": np.zeros(FILTERS, np.float32),
        "hidden": random(4 * FILTERS + POSITIONS, HIDDEN),
        "hidden_bias": np.zeros(HIDDEN, np.float32),
        "output": random(HIDDEN, len(CLASSES)) * 0.3,
        "output_bias": np.log(share / (1 - share)).astype(np.float32),
    }


def _network(weights: Mapping[str, Any], table: Any, inputs: Sequence[Any], key: Any = None) -> Any:
    words, lengths, marks, positions = inputs
    there = jnp.arange(MAX_WORDS) < lengths[..., None]
    x = jnp.concatenate([table[words], marks.astype(jnp.float32)], -1) * there[..., None]
    if key is not None:
        key_words, key_answers, key_units = jax.random.split(key, 3)
        x *= jax.random.bernoulli(key_words, KEEP_WORD, words.shape)[..., None]
    padded = jnp.pad(x, ((0, 0), (0, 0), (1, 1), (0, 0)))
    windows = jnp.concatenate([padded[:, :, i : i + MAX_WORDS] for i in range(WIDTH)], -1)
    answers = (jax.nn.relu(windows @ weights["filters"] + weights["filters_bias"]) * there[..., None]).max(2)
    context = _with_context(answers, positions)
    if key is not None:
        context *= jax.random.bernoulli(key_answers, KEEP_ANSWER, context.shape) / KEEP_ANSWER
    units = jax.nn.relu(context @ weights["hidden"] + weights["hidden_bias"])
    if key is not None:
        units *= jax.random.bernoulli(key_units, KEEP_UNIT, units.shape) / KEEP_UNIT
    return units @ weights["output"] + weights["output_bias"]


def _with_context(answers: Any, positions: Any) -> Any:
    """As ``sentence_types.with_context``, for many articles at once."""
    title = (answers * positions[..., 0:1]).sum(1, keepdims=True)
    lead = (answers * positions[..., 1:2]).sum(1, keepdims=True) / jnp.maximum(positions[..., 1:2].sum(1, keepdims=True), 1)
    before = jnp.pad(answers[:, :-1], ((0, 0), (1, 0), (0, 0)))
    everywhere = jnp.ones_like(answers)
    return jnp.concatenate([answers, everywhere * title, before, everywhere * lead, positions], -1)


def _loss(weights: Weights, table: Any, batch: Sequence[Any], key: Any) -> Any:
    odds = _network(weights, table, batch[:4], key)
    types, counts = batch[4:]
    return ((jnp.logaddexp(0, odds) - types * odds).sum(-1) * counts).sum() / (counts.sum() + 1)
