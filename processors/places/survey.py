"""Survey a text: every name that may be a place's, and what each most probably means, decided together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processors.actors.mentions import ActorMention
from processors.actors.tokens import Words, cut
from processors.data.gazetteer import Gazetteer, gazetteer
from processors.places.candidates import Candidate, Finder
from processors.places.names import Name, name_candidates
from processors.places.rank import Scored, probabilities
from processors.places.table import Floats, Table, tabulate
from processors.places.twins import merge_twins

CAPITALISED = 0.6
"""The part of a text's words from which on capitals tell no names: each word has one."""
MAX_RANKED = 8
MIN_RANKED_P = 0.0025


@dataclass(frozen=True, slots=True)
class Layout:
    """The candidates of a text, the name of each, and the table of the names' readings."""

    words: Words
    candidates: list[Candidate]
    names: list[Name]
    table: Table


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text's names mean.

    Attributes:
        words: The text.
        candidates: In its order.
        names: Of each candidate.
        ranked: For each name its readings, best first; none where the gazetteer has none.
        countries: The weight of each country in the text, parties included; the heaviest is 1.
        enclosed: First words of names that the text uses inside longer names.
    """

    words: Words
    candidates: list[Candidate]
    names: list[Name]
    ranked: dict[Name, list[Scored]]
    countries: dict[str, float]
    enclosed: frozenset[str]


def lay_out(text: str, actors: Sequence[ActorMention]) -> Layout:
    """Find the candidates of a text and tabulate their readings."""
    places, words = gazetteer(), cut(text)
    candidates = Finder(words, actors, places).candidates()
    names = name_candidates(words, candidates, places)
    capitals_tell = sum(words.capitals) <= CAPITALISED * len(words)
    return Layout(words, candidates, names, tabulate(names, candidates, actors, places, capitals_tell=capitals_tell))


def survey(text: str, actors: Sequence[ActorMention]) -> Survey:
    """Lay out a text and decide what its names mean."""
    layout = lay_out(text, actors)
    ranked = best_readings(layout.table, probabilities(layout.table), gazetteer())
    enclosed = frozenset(layout.words.word(candidate.start) for candidate in layout.candidates if candidate.enclosed)
    return Survey(layout.words, layout.candidates, layout.names, ranked, country_weights(layout, ranked, actors), enclosed)


def best_readings(table: Table, p: Floats, places: Gazetteer) -> dict[Name, list[Scored]]:
    """For each name its readings, best first, without those that lie beside a better one."""
    bounds = np.searchsorted(table.of, np.arange(len(table.names) + 1)).tolist()
    found = {}
    for number, name in enumerate(table.names):
        first, last = bounds[number], bounds[number + 1]
        order = first + np.argsort(-p[first:last], kind="stable")[:MAX_RANKED]
        rows = [row for row in order.tolist() if p[row] >= MIN_RANKED_P]
        readings = [Scored(places.reading(int(table.entries[row])), float(p[row])) for row in rows]
        found[name] = merge_twins(readings, name.wanted)
    return found


def country_weights(layout: Layout, ranked: dict[Name, list[Scored]], actors: Sequence[ActorMention]) -> dict[str, float]:
    """The weight of each country in the text; the heaviest is 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    for actor in actors:
        if actor.country:
            weights[actor.country] += 1
    for name, candidate in zip(layout.names, layout.candidates, strict=True):
        if ranked[name] and not candidate.enclosed:
            weights[ranked[name][0].reading.country] += ranked[name][0].p * (2 if name.container else 1)
    heaviest = max(weights.values(), default=1.0)
    return {country: weight / heaviest for country, weight in weights.items()}
