"""Fit the weights that choose and recognise places: ``python -m training.places --corpus PATH``.

From LGL and GeoWebNews, both sets alike heavy, without the half of the articles that is held out (``training/toponyms.py``):

    first, later   of the readings' features (``processors/places/rank.py``): a conditional logit, the probability of the
                   annotated place among the readings of the name; the votes of the other names depend on the weights and are
                   fitted in turns
    naming         of the names' signs (``processors/places/naming.py``): a logistic regression on the annotated names

Writes ``processors/data/place_weights.toml``; the same corpus gives the same bytes.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from processors.places import naming, rank
from processors.places.rank import TOGETHER, softmax, votes
from processors.places.table import ALONE, Floats, Ints
from training.place_samples import Sample, read_samples, read_signs
from training.toponyms import SETS

OUTPUT = Path(__file__).parents[1] / "processors/data/place_weights.toml"
HEAD = "# Weights that choose and recognise places, fitted by training/places.py; do not edit.\n"
TURNS = 6
STEPS = 800
RATE = 0.05
RIDGE = 0.00002
NEWTON_STEPS = 12
NAMING_RIDGE = 3.0
LEAST = {"party": 2.0, "capital": 3.0, "site": 0.0, "famous": 2.0}
"""What acts like a government mostly is one, and Athens is mostly that of Greece: of that, small newspapers alone, with their
Athens and Moscow, would teach the opposite. It costs nothing that can be measured."""


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    folder = arguments.corpus / "places"
    first, later = fit_ranking([[one for one in read_samples(folder, name) if one.mentions] for name in SETS])
    ranking = written("first", ALONE, first) + written("later", ALONE + TOGETHER, later)
    none = written("naming", naming.SIGNS, np.zeros(len(naming.SIGNS)))
    arguments.output.write_text(HEAD + ranking + none, "utf-8")
    rank.weights.cache_clear()  # the signs depend on the readings that the new weights choose
    signs = fit_naming([read_signs(folder, name) for name in SETS])
    arguments.output.write_text(HEAD + ranking + written("naming", naming.SIGNS, signs), "utf-8")


def written(table: str, names: Sequence[str], weights: Floats) -> str:
    """A table of weights in TOML."""
    return f"\n[{table}]\n" + "".join(f"{name} = {weight:.3f}\n" for name, weight in zip(names, weights, strict=True))


def fit_ranking(sets: list[list[Sample]]) -> tuple[Floats, Floats]:
    """Fit the weights of both stages, the second in turns with the votes that it gives."""
    samples = [sample for own in sets for sample in own]
    mentions = [sum(len(sample.mentions) for sample in own) for own in sets]
    heavy = np.repeat([1 / (len(sets) * number) for number in mentions], mentions)
    alone = [sample.table.alone for sample in samples]
    first = fit_logit(alone, samples, heavy, np.zeros(len(ALONE)))
    p = [softmax(own @ first, sample.table.of) for own, sample in zip(alone, samples, strict=True)]
    later = np.concatenate([first, np.zeros(len(TOGETHER))])
    for _ in range(TURNS):
        features = [np.column_stack([one.table.alone, votes(one.table, own)]) for one, own in zip(samples, p, strict=True)]
        later = fit_logit(features, samples, heavy, later)
        p = [softmax(own @ later, sample.table.of) for own, sample in zip(features, samples, strict=True)]
    return first, later


def fit_logit(features: list[Floats], samples: list[Sample], heavy: Floats, start: Floats) -> Floats:
    """Maximise the likelihood of the right rows with Adam's steps.

    Args:
        features: Of the rows of each sample.
        samples: The samples.
        heavy: Weight of each mention, in order; all together 1.
        start: Weights to start from.
    """
    pairs = [
        (own[mention.rows], mention.right) for own, sample in zip(features, samples, strict=True) for mention in sample.mentions
    ]
    of = np.repeat(np.arange(len(pairs)), [len(right) for _, right in pairs])
    x, right, weight = np.concatenate([rows for rows, _ in pairs]), np.concatenate([right for _, right in pairs]), heavy[of]
    solution, speed, power = start.copy(), np.zeros(len(start)), np.zeros(len(start))
    for step in range(1, STEPS + 1):
        p = softmax(x @ solution, of)
        share = p * right / np.maximum(np.bincount(of, p * right)[of], 1e-300)
        slope = x.T @ (weight * (share - p)) - RIDGE * solution
        speed, power = 0.9 * speed + 0.1 * slope, 0.99 * power + 0.01 * slope**2
        rate = RATE * min(1.0, 4 * (1 - step / (STEPS + 1)))
        solution += rate * (speed / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-9)
        for name, least in LEAST.items():
            solution[ALONE.index(name)] = max(solution[ALONE.index(name)], least)
    return solution


def fit_naming(sets: list[tuple[Floats, Ints]]) -> Floats:
    """Fit a logistic regression with Newton's steps."""
    x, y = np.concatenate([values for values, _ in sets]), np.concatenate([labels for _, labels in sets])
    largest = max(len(labels) for _, labels in sets)
    weight = np.concatenate([np.full(len(labels), largest / len(labels)) for _, labels in sets])
    solution = np.zeros(x.shape[1])
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-x @ solution))
        slope = x.T @ (weight * (y - p)) - NAMING_RIDGE * solution
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + NAMING_RIDGE * np.eye(len(solution))
        solution += np.linalg.solve(bend, slope)
    return solution


if __name__ == "__main__":
    main()
