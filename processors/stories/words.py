"""The words that tell one happening from another, each weighed by how rare it is.

Rarity mixes counts over public news corpora (``word_counts.csv``) with counts over the window, so that a name that all of today's
articles hold says little. Weights are whole numbers: sums of their products are exact in any order.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
OPENING_WORDS = 200
"""News tells what happened first; what follows is background that other happenings share."""
TITLE_WEIGHT = 3
COUNT_UNIT = 100
"""What a word that stands once counts."""
MAX_TERMS = 60
UNIT = 1000
"""The length of every vector of terms."""
PRIOR_TEXTS = 1000
"""How many texts of the window the corpora's counts are worth."""
TOO_COMMON = 0.6
"""Words that so many of all news texts hold are left out."""
MIN_STEM_CHARS = 4
_ENDINGS = ("ings", "ing", "ed", "es", "s")


def count_words(title: str, text: str, host: str) -> dict[int, int]:
    """Count the words of title and opening.

    Args:
        title: The headline.
        text: The article's text; its opening is read.
        host: The outlet's host. Words in it are the outlet's name for itself, which says nothing of what happened.

    Returns:
        Terms (hashes of stems) with their damped counts.
    """
    own_name = host.removeprefix("www.").replace("-", "")
    counts = Counter(stem(match.group()) for match in islice(WORD.finditer(text), OPENING_WORDS))
    for word in WORD.findall(title):
        counts[stem(word)] += TITLE_WEIGHT
    terms = {
        term_of(word): _damped(count)
        for word, count in counts.items()
        if len(word) > 1 and not (len(word) >= MIN_STEM_CHARS and word in own_name)
    }
    return {term: count for term, count in terms.items() if _share(term) < TOO_COMMON}


def weigh(counts: Mapping[int, int], held: Mapping[int, int], texts: int) -> dict[int, int]:
    """Weigh counted words by their rarity.

    Args:
        counts: Of ``count_words``.
        held: In how many texts of the window a term stands.
        texts: How many there are.

    Returns:
        The ``MAX_TERMS`` heaviest terms, as a vector of about ``UNIT`` length; empty without words.
    """
    shares, unknown = _shares()
    all_texts = PRIOR_TEXTS + texts + 1
    weights = {
        term: -count * math.log((PRIOR_TEXTS * shares.get(term, unknown) + held.get(term, 0)) / all_texts)
        for term, count in counts.items()
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    scaled = {term: round(UNIT * weight / length) for term, weight in heaviest}
    return {term: weight for term, weight in scaled.items() if weight > 0}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Take possessive, plural, participle and past endings off; crude, but the same for all outlets."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if len(word) - len(ending) >= MIN_STEM_CHARS and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


@cache
def _damped(count: int) -> int:
    return round(COUNT_UNIT * (1 + math.log(count)))


@lru_cache(maxsize=50_000)
def term_of(word: str) -> int:
    """The number that a stem is known by."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def _share(term: int) -> float:
    """The share of the corpora's texts that hold a term; one that is not in the counts is in fewer than any that is."""
    shares, unknown = _shares()
    return shares.get(term, unknown)


@cache
def _shares() -> tuple[dict[int, float], float]:
    lines = (files(__package__) / "word_counts.csv").read_text(encoding="utf-8").split("\n")
    counts = {word: int(count) for word, _, count in (line.partition(",") for line in lines if line and line[0] != "#")}
    texts, rarest = counts.pop(""), min(counts.values())
    return {term_of(word): count / texts for word, count in counts.items()}, rarest / (2 * texts)
