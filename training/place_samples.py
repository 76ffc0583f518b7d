"""The public toponym sets as samples to fit from: which reading of a name is right, and which names are places' at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from processors.actors import find_actors
from processors.data.gazetteer import Entries, Gazetteer, gazetteer
from processors.data.gazetteer_format import ROW
from processors.places.naming import all_signs
from processors.places.survey import lay_out, survey
from processors.places.table import Bools, Floats, Ints, Table
from training.toponyms import RIGHT_KM, AnnotatedArticle, Toponym, read_articles


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotated mention: the rows of its name in the table of the article's readings, and which of these are right."""

    rows: slice
    right: Bools


@dataclass(frozen=True, slots=True)
class Sample:
    """An article's readings with its annotated mentions."""

    table: Table
    mentions: list[Mention]


def read_samples(folder: Path, name: str) -> Iterator[Sample]:
    """The articles of one set that are not held out."""
    places = gazetteer()
    for article in read_articles(folder, name):
        if not article.held_out:
            yield sample_of(article, places)


def sample_of(article: AnnotatedArticle, places: Gazetteer) -> Sample:
    """Match the candidates of an article with its toponyms."""
    layout = lay_out(article.text, find_actors(article.text))
    words, table = layout.words, layout.table
    bounds = np.searchsorted(table.of, np.arange(len(table.names) + 1)).tolist()
    numbers = {name: number for number, name in enumerate(table.names)}
    mentions = []
    for candidate, name in zip(layout.candidates, layout.names, strict=True):
        start, end = words.starts[candidate.start], words.point_end(candidate.end)
        toponym = next((one for one in article.toponyms if one.covers(start, end)), None)
        if toponym is not None:
            rows = slice(bounds[numbers[name]], bounds[numbers[name] + 1])
            right = right_rows(places, table.entries[rows], toponym)
            if right.any():
                mentions.append(Mention(rows, right))
    return Sample(table, mentions)


def right_rows(places: Gazetteer, entries: Entries, toponym: Toponym) -> Bools:
    """Which readings are the annotated place, or else, where none is, lie near it."""
    rows = entries & np.uint32(ROW)
    exact: Bools = (places.columns["geonameid"][rows] == toponym.geonameid) & (toponym.geonameid > 0)
    return exact if exact.any() else near(places, rows, toponym)


def near(places: Gazetteer, rows: npt.NDArray[np.uint32], toponym: Toponym) -> Bools:
    """Which rows of the gazetteer lie within ``RIGHT_KM``."""
    lat, lon = np.radians(places.columns["lat"][rows]), np.radians(places.columns["lon"][rows])
    lat2, lon2 = np.radians(toponym.point)
    half = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    close: Bools = 12742 * np.arcsin(np.sqrt(half)) <= RIGHT_KM
    return close


def read_signs(folder: Path, name: str) -> tuple[Floats, Ints]:
    """The signs of every candidate of a set's articles that are not held out, and whether it is annotated.

    Candidates on annotations without a place are left out: whether they name one is not known.
    """
    values, labels = [], []
    for article in read_articles(folder, name):
        if article.held_out:
            continue
        found = survey(article.text, find_actors(article.text))
        for candidate, own in zip(found.candidates, all_signs(found), strict=True):
            start, end = found.words.starts[candidate.start], found.words.point_end(candidate.end)
            placed = any(one.covers(start, end) for one in article.toponyms)
            if own and (placed or not any(first < end and start < last for first, last in article.unplaced)):
                values.append(own)
                labels.append(placed)
    return np.array(values, np.float64), np.array(labels, np.int64)
