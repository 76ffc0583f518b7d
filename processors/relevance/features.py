"""Features of an opening: words, pairs of neighbouring known words, kinds, and pairs of kinds, each with its places.

Pairs skip whatever the model does not know — function words and names — so that "killed in Sumy by shelling" and "killed by
shelling in Goma" hold the same pair, and a swapped name changes nothing.
"""

from collections.abc import Container, Sequence

from processors.relevance.lexicon import GROUP, LAND
from processors.relevance.opening import Opening

PAIR_SEPARATOR = " "
NAMES = frozenset({LAND, GROUP})
"""Stems that are pairs of kinds with their neighbours, and no kind by themselves."""


Feature = tuple[str, float, int, int]
"""One occurrence of a feature: its name, what it counts, and the first and last token of the opening that it stands on."""


def find_features(opening: Opening, known: Container[str], wanted: Container[str] | None = None) -> list[Feature]:
    """List the occurrences of features, of unknown words none.

    Args:
        opening: What was read of the article.
        known: The stems that the model knows, function words not among them; ``@land`` and ``@group`` are stems.
        wanted: Names of the features that are asked for; None for all.
    """
    features: list[Feature] = []
    stems, all_kinds = opening.tokens.stems, opening.tokens.kinds
    for start, end, weight in opening.segments:
        words, kinds = [], []
        for at in range(start, end):
            stem, kind = stems[at], all_kinds[at]
            if stem in known:
                words.append((stem, at))
            if kind:
                kinds.append((f"={kind}", at))
            elif stem in NAMES:
                kinds.append((stem, at))
        features += _ones_and_pairs(words, weight, wanted)
        features += _ones_and_pairs(kinds, weight, wanted, only_paired=NAMES)
    return features


def _ones_and_pairs(
    names: Sequence[tuple[str, int]], weight: float, wanted: Container[str] | None, only_paired: Container[str] = ()
) -> list[Feature]:
    found: list[Feature] = []
    previous, previous_at = "", 0
    for name, at in names:
        if (wanted is None or name in wanted) and name not in only_paired:
            found.append((name, weight, at, at))
        if previous:
            pair = f"{previous}{PAIR_SEPARATOR}{name}"
            if wanted is None or pair in wanted:
                found.append((pair, weight, previous_at, at))
        previous, previous_at = name, at
    return found
