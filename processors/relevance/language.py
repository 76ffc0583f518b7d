"""Whether a text is plainly not English: enough to keep the model away from what it cannot read, no detector of languages."""

import re

MIN_WORDS = 20
"""Below this, function words say nothing: headlines leave them out."""
MAX_WORDS = 300
MIN_FUNCTION_SHARE = 0.08
"""Full stories in English hold .25 to .5, lists of results and telegraphic notices .1; other languages below .05."""
MIN_LATIN_SHARE = 0.5

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    word
    for line in (
        "the of and to in that is was for on with as by at from it he she they his her their this be are were has had",
        "have not but or an which who will would been its after said",
    )
    for word in line.split()
)


def is_plainly_not_english(text: str) -> bool:
    """Tell by script and by function words; a short text in Latin letters is given the benefit of the doubt."""
    words = [match.group() for _, match in zip(range(MAX_WORDS), _WORD.finditer(text), strict=False)]
    if not words:
        return False
    if sum(word[0] < "ɐ" for word in words) < MIN_LATIN_SHARE * len(words):
        return True
    if len(words) < MIN_WORDS:
        return False
    return sum(word.lower() in _FUNCTION_WORDS for word in words) < MIN_FUNCTION_SHARE * len(words)
