"""Fit the weights of the places' readings: ``python -m training.places --corpus PATH [--half]``.

A conditional logit on LGL and GeoWebNews, both sets alike heavy: the probability of the reading that the annotators chose, among the
readings of the name. The votes of the other names are features that depend on the weights, so that they are fitted in turns. Writes
``processors/data/place_weights.toml``; the same corpus gives the same bytes. With ``--half`` the articles that ``held_out`` marks are left
out, for ``bench/places.py``.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from processors.actors import find_actors
from processors.data.gazetteer import Gazetteer, gazetteer
from processors.data.gazetteer_format import ROW
from processors.places.naming import MIN_P, SIGNS, all_signs
from processors.places.rank import ALONE, TOGETHER, Table, softmax, votes, weights
from processors.places.survey import lay_out, survey
from training.toponyms import RIGHT_KM, SETS, AnnotatedArticle, Toponym, read_articles

OUTPUT = Path(__file__).parents[1] / "processors/data/place_weights.toml"
TURNS = 6
STEPS = 800
RATE = 0.05
RIDGE = 0.00002
NEWTON_STEPS = 12
NAMING_RIDGE = 3.0
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Sample:
    """An article's readings, and for each of its annotated mentions the number of the name and the rows that are right."""

    table: Table
    mentions: list[tuple[int, npt.NDArray[np.int64]]]
    weight: float


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--half", action="store_true", help="leave the held-out half out")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    samples: list[Sample] = []
    for name in SETS:
        own = list(read_samples(arguments.corpus / "places", name, half=arguments.half))
        mentions = sum(len(sample.mentions) for sample in own)
        for sample in own:
            sample.weight = 1000 / mentions
        samples += own
    first, later = fit(samples)
    write(arguments.output, ("first", ALONE, first), ("later", ALONE + TOGETHER, later), ("naming", SIGNS, np.zeros(len(SIGNS))))
    weights.cache_clear()
    naming = fit_naming(arguments.corpus / "places", half=arguments.half)
    write(arguments.output, ("first", ALONE, first), ("later", ALONE + TOGETHER, later), ("naming", SIGNS, naming))


def write(output: Path, *tables: tuple[str, tuple[str, ...], Floats]) -> None:
    """Write tables of weights."""
    output.write_text(
        "# Weights of the features of a place's readings (processors/places/rank.py), fitted by training/places.py; do not edit.\n"
        + "".join(written(*table) for table in tables),
        "utf-8",
    )


def written(table: str, names: tuple[str, ...], weights: Floats) -> str:
    """A table of weights in TOML."""
    return f"\n[{table}]\n" + "".join(f"{name} = {weight:.3f}\n" for name, weight in zip(names, weights, strict=True))


def read_samples(folder: Path, name: str, *, half: bool) -> Iterator[Sample]:
    """One set's articles as samples."""
    places = gazetteer()
    for article in read_articles(folder, name):
        if not (half and article.held_out):
            yield sample_of(article, places)


def sample_of(article: AnnotatedArticle, places: Gazetteer) -> Sample:
    """Match the candidates of an article with its toponyms."""
    layout = lay_out(article.text, find_actors(article.text))
    words, table = layout.words, layout.table
    numbers = {name: number for number, name in enumerate(table.names)}
    mentions = []
    for candidate, name in zip(layout.candidates, layout.names, strict=True):
        start, end = words.starts[candidate.start], words.point_end(candidate.end)
        toponym = next((one for one in article.toponyms if one.start < end and start < one.end), None)
        if toponym is not None:
            right = right_rows(table, numbers[name], toponym, places)
            if len(right):
                mentions.append((numbers[name], right))
    return Sample(table, mentions, 1.0)


def right_rows(table: Table, number: int, toponym: Toponym, places: Gazetteer) -> npt.NDArray[np.int64]:
    """The rows of a name that are the annotated place, or else lie near it."""
    rows = np.flatnonzero(table.of == number)
    inside = table.entries[rows] & ROW
    exact = places.columns["geonameid"][inside] == toponym.geonameid
    if toponym.geonameid and exact.any():
        return rows[exact]
    return rows[near(places, inside, toponym)]


def near(places: Gazetteer, rows: npt.NDArray[np.uint32], toponym: Toponym) -> npt.NDArray[np.bool_]:
    """Which rows of the gazetteer lie within the bound."""
    lat, lon = np.radians(places.columns["lat"][rows]), np.radians(places.columns["lon"][rows])
    lat2, lon2 = np.radians(toponym.point)
    half = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    close: npt.NDArray[np.bool_] = 12742 * np.arcsin(np.sqrt(half)) <= RIGHT_KM
    return close


def fit(samples: list[Sample]) -> tuple[Floats, Floats]:
    """Fit the weights of both stages, the second in turns with the votes that it gives."""
    samples = [sample for sample in samples if len(sample.table.of)]
    first = fit_logit([sample.table.alone for sample in samples], samples, np.zeros(len(ALONE)))
    p = [softmax(sample.table.alone @ first, sample.table.of) for sample in samples]
    later = np.concatenate([first, np.zeros(len(TOGETHER))])
    for _ in range(TURNS):
        features = [
            np.column_stack([sample.table.alone, votes(sample.table, own)]) for sample, own in zip(samples, p, strict=True)
        ]
        later = fit_logit(features, samples, later)
        p = [softmax(own @ later, sample.table.of) for own, sample in zip(features, samples, strict=True)]
    return first, later


def fit_naming(folder: Path, *, half: bool) -> Floats:
    """Fit the weights of what makes a name a place's: its mentions that the sets annotate against those that they do not."""
    values, labels, heavy = [], [], []
    for number, name in enumerate(SETS):
        for article in read_articles(folder, name):
            if half and article.held_out:
                continue
            found = survey(article.text, find_actors(article.text))
            for candidate, own in zip(found.candidates, all_signs(found), strict=True):
                start, end = found.words.starts[candidate.start], found.words.point_end(candidate.end)
                placed = any(one.start < end and start < one.end for one in article.toponyms)
                if own and (placed or not any(first < end and start < last for first, last in article.unplaced)):
                    values.append(own)
                    labels.append(float(placed))
                    heavy.append(float(number))
    x, y, second = np.array(values, np.float64), np.array(labels), np.array(heavy)
    weight = np.where(second > 0, np.sum(second == 0) / max(np.sum(second), 1), 1.0)
    solution = np.zeros(len(SIGNS))
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-x @ solution))
        slope = x.T @ (weight * (y - p)) - NAMING_RIDGE * solution
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + NAMING_RIDGE * np.eye(len(solution))
        solution = solution + np.linalg.solve(bend, slope)
    p = 1 / (1 + np.exp(-x @ solution))
    yes = p >= MIN_P
    print(f"{len(y)} names, precision {y[yes].mean():.3f}, recall {yes[y > 0].mean():.3f}")  # noqa: T201
    return solution


def fit_logit(features: list[Floats], samples: list[Sample], start: Floats) -> Floats:
    """Maximise the likelihood of the right rows with Adam's steps."""
    stacked, rows, owner, right, weight = [], 0, [], [], []
    for own, sample in zip(features, samples, strict=True):
        bounds = np.searchsorted(sample.table.of, np.arange(len(sample.table.names) + 1))
        for number, good in sample.mentions:
            first, last = int(bounds[number]), int(bounds[number + 1])
            mark = np.zeros(last - first)
            mark[good - first] = 1.0
            stacked.append(own[first:last])
            owner.append(np.full(last - first, len(owner)))
            right.append(mark)
            weight.append(np.full(last - first, sample.weight))
            rows += last - first
    x, of, y, w = np.concatenate(stacked), np.concatenate(owner), np.concatenate(right), np.concatenate(weight)
    weights, speed, power = start.copy(), np.zeros(len(start)), np.zeros(len(start))
    for step in range(1, STEPS + 1):
        p = softmax(x @ weights, of)
        good = p * y
        share = good / np.maximum(np.bincount(of, good)[of], 1e-300)
        slope = x.T @ (w * (share - p)) / 2000 - RIDGE * weights
        speed, power = 0.9 * speed + 0.1 * slope, 0.99 * power + 0.01 * slope**2
        rate = RATE * min(1.0, 4 * (1 - step / (STEPS + 1)))
        weights = weights + rate * (speed / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-9)
    p = softmax(x @ weights, of)
    print(f"{len(np.unique(of))} mentions, {rows} readings, right {np.sum((w * p * y)) / np.sum(w * np.r_[True, of[1:] != of[:-1]]):.3f}")  # noqa: T201
    return weights


if __name__ == "__main__":
    main()
