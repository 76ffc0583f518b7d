"""Pick one of several readings, or none of them, by the signs of each: a conditional logit whose weights are data.

``training/event_fields.py`` and, for readings of which any may be right, ``training/event_choice.py`` fit the weights. Source: D.
McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
"""

import json
import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from importlib.resources import files

Signs = Mapping[str, float]
"""Signs of a reading by name; one that is not there is 0."""
_MAX_ODDS = 30.0


@cache
def weights(name: str) -> Mapping[str, float]:
    """Log-odds of each sign, of one of the files beside this one."""
    table: dict[str, float] = json.loads(files(__package__).joinpath(name).read_text("utf-8"))
    return table


def chances(options: Sequence[Signs], table: Mapping[str, float]) -> list[float]:
    """The probability of each of several readings of which at most one is right; what is missing to 1 is that none is."""
    return from_odds([sum([table.get(name, 0.0) * value for name, value in signs.items()]) for signs in options])


def from_odds(log_odds: Sequence[float]) -> list[float]:
    """The same from the log-odds of each reading against that none is right."""
    shares = [math.exp(max(-_MAX_ODDS, min(_MAX_ODDS, odds))) for odds in log_odds]
    total = 1.0 + sum(shares)
    return [share / total for share in shares]


def likeliest(found: Sequence[float], says: Sequence[Hashable]) -> tuple[int, float]:
    """The likeliest reading and its probability, with that of all that say the same; (0, 0) of no readings."""
    together: defaultdict[Hashable, float] = defaultdict(float)
    for p, what in zip(found, says, strict=True):
        together[what] += p
    at = max(range(len(found)), key=lambda i: (together[says[i]], found[i], -i), default=0)
    return at, together[says[at]] if says else 0.0
