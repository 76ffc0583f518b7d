"""Names that an article shortens: "the Darfur Network for Human Rights (DNHR)"."""

import re
from collections.abc import Mapping

_SHORTENED = re.compile(
    r"((?:\b[A-Z][\w'’.-]*\s+(?:(?:of|for|and|the|on|in|de|to|against|&)\s+){0,2}){2,9})\(([A-Z][A-Za-z]{1,7})\)"
)
_IN_BRACKETS = re.compile(r"\([A-Z][A-Za-z]{1,7}\)")
_ARTICLE = re.compile(r"^(?:The|An?)\s+")


def long_names(text: str) -> Mapping[str, str]:
    """The long name of every abbreviation that the text introduces in brackets behind it; the first introduction counts."""
    names: dict[str, str] = {}
    if not _IN_BRACKETS.search(text):
        return names
    for match in _SHORTENED.finditer(text):
        words = _ARTICLE.sub("", match[1]).split()
        first = next((i for i, word in enumerate(words) if word[0] == match[2][0]), None)
        if first is not None and len(words) - first > 1:
            names.setdefault(match[2], " ".join(words[first:]))
    return names


def lengthened(name: str | None, names: Mapping[str, str]) -> str | None:
    """A claimant's name as the article gives it in full: "DNHR" becomes "Darfur Network for Human Rights (DNHR)"."""
    if name is None:
        return None
    short = name if name in names else next((abbreviation for abbreviation, long in names.items() if long == name), None)
    return name if short is None else f"{names[short]} ({short})"
