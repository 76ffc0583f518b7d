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
    return {
        term_of(word): _damped(count)
        for word, count in counts.items()
        if _is_telling(word) and not (len(word) >= MIN_STEM_CHARS and word in own_name)
    }


def weigh(counts: Mapping[int, int], held: Mapping[int, int], texts: int) -> dict[int, int]:
    """Weigh counted words by their rarity.

    Args:
        counts: Of ``count_words``.
        held: In how many texts of the window a term stands.
        texts: How many there are.

    Returns:
        The ``MAX_TERMS`` heaviest terms, as a vector of about ``UNIT`` length; empty without words.
    """
    before, unknown = _prior_counts()
    all_texts = PRIOR_TEXTS + texts + 1
    rarities = [
        (count * math.log((before.get(term, unknown) + held.get(term, 0)) / all_texts), term) for term, count in counts.items()
    ]
    heaviest = sorted(rarities)[:MAX_TERMS]
    length = math.sqrt(sum(rarity * rarity for rarity, _ in heaviest)) or 1.0
    scaled = {term: round(-UNIT * rarity / length) for rarity, term in heaviest}
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


@lru_cache(maxsize=50_000)
def _is_telling(word: str) -> bool:
    """Whether a stem is no single character and not in most of all news texts."""
    counts, unknown = _prior_counts()
    return len(word) > 1 and counts.get(term_of(word), unknown) < TOO_COMMON * PRIOR_TEXTS


@cache
def _prior_counts() -> tuple[dict[int, float], float]:
    """In how many of ``PRIOR_TEXTS`` texts a term stands, and one that is not in the corpora's counts."""
    lines = (files(__package__) / "word_counts.csv").read_text(encoding="utf-8").split("\n")
    counts = {word: int(count) for word, _, count in (line.partition(",") for line in lines if line and line[0] != "#")}
    texts, rarest = counts.pop(""), min(counts.values())
    return {term_of(word): PRIOR_TEXTS * (count / texts) for word, count in counts.items()}, PRIOR_TEXTS * (rarest / (2 * texts))
