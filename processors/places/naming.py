"""Tell whether a name that nothing puts anywhere still names a place ("Dublin Arts Council") or is a person's, a word, a brand.

A logistic model over what stands around the mention and around the other mentions of the name; its weights are fitted
(``training/places.py``) and lie in ``processors/data/place_weights.toml``.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul

from processors.actors.tokens import Words
from processors.data.word_lists import common_words, word_list
from processors.places.candidates import Candidate
from processors.places.names import Name
from processors.places.rank import Scored
from processors.places.survey import Survey
from processors.places.words import LOCATING, NEVER
from processors.records.event import PlacePrecision

MIN_P = 0.3
BODY_REACH = 4
SHORT_CHARS = 3

BODIES = word_list("places.naming", "bodies")
"""Last words of names of bodies, streets and buildings that are called after their place."""

SIGNS = (
    "always", "located", "loose", "before", "behind", "body", "single", "common", "never", "short", "opens", "size", "country",
    "admin1", "region", "district", "alternate", "adjective", "sure", "contained", "contains", "wanted", "party", "country_share",
    "admin1_share", "located_elsewhere", "enclosed_elsewhere", "hyphen", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Company:
    """What all mentions of a text say together.

    Attributes:
        countries: Share of each country among the names' best readings.
        divisions: Likewise of each (country, division).
        located: For each name the share of its mentions that something is put at.
        enclosed: Likewise of those behind another capitalised word.
    """

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    located: dict[str, float]
    enclosed: dict[str, float]


@cache
def weights() -> tuple[float, ...]:
    """The fitted weights of ``SIGNS``."""
    table = tomllib.loads((files("processors.data") / "place_weights.toml").read_text(encoding="utf-8"))["naming"]
    return tuple(table[name] for name in SIGNS)


def all_signs(found: Survey) -> list[tuple[float, ...]]:
    """The ``signs`` of each candidate, in order; empty where it means nothing."""
    around = company(found)
    values: list[tuple[float, ...]] = []
    for number, (candidate, name) in enumerate(zip(found.candidates, found.names, strict=True)):
        contains = number > 0 and found.names[number - 1].container is not None
        ranked = found.ranked[name]
        values.append(signs(found.words, candidate, name, ranked[0], around, contains=contains) if ranked else ())
    return values


def company(found: Survey) -> Company:
    """Collect what the mentions say together."""
    countries, divisions = Counter[str](), Counter[tuple[str, str]]()
    count, located, enclosed = Counter[str](), Counter[str](), Counter[str]()
    for name, candidate in zip(found.names, found.candidates, strict=True):
        count[name.folded] += 1
        located[name.folded] += candidate.preposition in LOCATING or name.container is not None
        enclosed[name.folded] += candidate.before
        if found.ranked[name]:
            best = found.ranked[name][0].reading
            countries[best.country] += 1
            divisions[best.country, best.admin1] += 1
    total = sum(countries.values()) + 1
    return Company(
        {key: number / total for key, number in countries.items()},
        {key: number / total for key, number in divisions.items()},
        {key: number / count[key] for key, number in located.items()},
        {key: number / count[key] for key, number in enclosed.items()},
    )


def signs(text: Words, candidate: Candidate, name: Name, best: Scored, around: Company, *, contains: bool) -> tuple[float, ...]:
    """The features ``SIGNS`` of a mention.

    Args:
        text: The text.
        candidate: The mention.
        name: Its name.
        best: What it means.
        around: The other mentions.
        contains: The place before it is said to lie in it ("Paris, Texas").
    """
    reading, word = best.reading, text.word(candidate.start)
    single = candidate.name_end - candidate.start == 1
    located = candidate.preposition in LOCATING
    opens = candidate.start == 0 or not set(text.gap(candidate.start - 1)).isdisjoint(".!?\n")
    body = any(text.word(at) in BODIES and text.capital(at) for at in range(candidate.end, candidate.end + BODY_REACH))
    kind = reading.precision
    return (
        1.0, located, bool(candidate.preposition) and not located, candidate.before, candidate.behind, candidate.behind and body,
        single, single and word in common_words(), single and word in NEVER, len(candidate.name) <= SHORT_CHARS, opens,
        math.log10(reading.population + 100) / 10, kind is PlacePrecision.COUNTRY, kind is PlacePrecision.ADMIN1,
        kind is PlacePrecision.REGION, kind is PlacePrecision.DISTRICT, reading.alternate, reading.adjective, best.p,
        name.container is not None, contains, bool(candidate.wanted), candidate.party is not None,
        around.countries.get(reading.country, 0.0), around.divisions.get((reading.country, reading.admin1), 0.0),
        around.located[name.folded], around.enclosed[name.folded], text.gap(candidate.end - 1) == "-",
        min(candidate.name_end - candidate.start, 3) / 3,
    )  # fmt: skip


def naming_p(values: Sequence[float]) -> float:
    """The probability that a mention with these ``signs`` names a place."""
    points = sum(map(mul, weights(), values))
    return 1 / (1 + math.exp(-points))
