"""Which words are names: those that stand in lower case inside a sentence less than one time in seven, over all the news."""

import re
from collections import Counter
from collections.abc import Iterable

from processors.relevance.words import stem

MAX_CHARS = 3000
MIN_COUNT = 3
MIN_LOWER_SHARE = 0.15
KEPT = frozenset(
    stem(word)
    for line in (
        "muslim islamic islamist christian catholic church jewish soviet un nato eu pentagon mp plc ltd inc corp ceo cup olympic",
        "premiership league gdp imf tv pm republican democrat congress senate supreme magistrate fbi cia covid christmas gop gen",
        "iaea icc unhcr unicef unrwa wfp nobel interpol hague embassy consulate parliament ied icbm opec wto fifa uefa nba nfl",
        "icrc amnesty",
    )
    for word in line.split()
)
"""Institutions and kinds that are written like names but tell what a text is about, wherever it happens."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_INSIDE_SENTENCE = re.compile(r"[^\W\d_,] ")


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """The stems of the words that are written like names."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text, 0, MAX_CHARS):
            before = text[max(0, match.start() - 2) : match.start()]
            if _INSIDE_SENTENCE.fullmatch(before) or before == ", ":
                (lower if match.group()[0].islower() else upper)[stem(match.group().lower())] += 1
    return frozenset(
        word
        for word, times in upper.items()
        if word not in KEPT and times + lower[word] >= MIN_COUNT and lower[word] < MIN_LOWER_SHARE * (times + lower[word])
    )
