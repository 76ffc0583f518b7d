"""Features of an opening: words, pairs of neighbouring known words, kinds, and pairs of kinds, each with its places.

Pairs skip whatever the model does not know — function words and names — so that "killed in Sumy by shelling" and "killed by
shelling in Goma" hold the same pair, and a swapped name changes nothing.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from processors.relevance.opening import Opening, Segment
from processors.relevance.tokens import Token

FUNCTION_WORDS = frozenset(
    word
    for line in (
        "the an of in on at to for and or but by with from as is are was were be been has have had will would it its this",
        "that these those he she they his her their we our you who which said say after over into up out not no than then",
        "there about more also when where what how all one two if so do did can could may might should between amid",
        "during while us",
    )
    for word in line.split()
)
PAIR_SEPARATOR = " "


class Feature(NamedTuple):
    """One occurrence of a feature: its name, what it counts, and the one or two words that it stands on."""

    name: str
    weight: float
    first: Token
    second: Token | None
    in_title: bool


def find_features(opening: Opening, known: Container[str], wanted: Container[str] | None = None) -> Iterator[Feature]:
    """List the occurrences of features, of unknown words none.

    Args:
        opening: What was read of the article.
        known: The stems that the model knows; ``@land`` and ``@group`` are stems.
        wanted: Names of the features that are asked for; None for all.
    """
    for segment in opening.segments:
        yield from _words_and_pairs(segment, known, wanted)
        yield from _kinds(segment, wanted)


def _words_and_pairs(segment: Segment, known: Container[str], wanted: Container[str] | None) -> Iterator[Feature]:
    previous: Token | None = None
    for token in segment.tokens:
        if token.stem in FUNCTION_WORDS or token.stem not in known:
            continue
        if wanted is None or token.stem in wanted:
            yield Feature(token.stem, segment.weight, token, None, segment.in_title)
        if previous:
            pair = f"{previous.stem}{PAIR_SEPARATOR}{token.stem}"
            if wanted is None or pair in wanted:
                yield Feature(pair, segment.weight, previous, token, segment.in_title)
        previous = token


def _kinds(segment: Segment, wanted: Container[str] | None) -> Iterator[Feature]:
    previous: tuple[str, Token] | None = None
    for token in segment.tokens:
        kind = f"={token.kind}" if token.kind else token.stem if token.stem.startswith("@") else None
        if kind is None:
            continue
        if token.kind and (wanted is None or kind in wanted):
            yield Feature(kind, segment.weight, token, None, segment.in_title)
        if previous:
            pair = f"{previous[0]}{PAIR_SEPARATOR}{kind}"
            if wanted is None or pair in wanted:
                yield Feature(pair, segment.weight, previous[1], token, segment.in_title)
        previous = (kind, token)
