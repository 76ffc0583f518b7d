"""Checking the items of a feed list: every mistake, with its place and what was probably meant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from processors.feeds.entries import language_tag
from processors.feeds.identity import BadUrlError, canonical_url

KEYS = ("url", "outlet", "country", "language", "region")
MAX_VALUE_CHARS = 300
_COUNTRY = re.compile(r"[A-Z]{3}")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WRONG_KEYS = {
    "href": "url",
    "link": "url",
    "xmlurl": "url",
    "feed": "url",
    "name": "outlet",
    "title": "outlet",
    "lang": "language",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One feed of a list, unchecked.

    Attributes:
        where: For a person: the line, or the number of the feed.
        values: By key.
        key_where: Where a key stands, for those whose place is known better than the item's.
    """

    where: str
    values: Mapping[str, object]
    key_where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListProblem:
    """A mistake in a list: where it stands and what it is."""

    where: str
    message: str


def find_problems(items: Sequence[Item]) -> tuple[ListProblem, ...]:
    """Every mistake of a list, in the list's order; the same feed twice is one."""
    problems: list[ListProblem] = []
    seen: dict[str, str] = {}
    for item in items:
        problems += (ListProblem(item.key_where.get(key, item.where), message) for key, message in _item_problems(item))
        url = item.values.get("url")
        try:
            canonical = canonical_url(url, keep_tracking=True) if isinstance(url, str) else None
        except BadUrlError:
            continue
        if canonical is not None:
            first = seen.setdefault(canonical, item.where)
            if first is not item.where:
                problems.append(ListProblem(item.key_where.get("url", item.where), f"the same feed as {first}: {canonical}"))
    return tuple(problems)


def _item_problems(item: Item) -> list[tuple[str, str]]:
    problems = [(key, _unknown_key(key)) for key in item.values if key not in KEYS]
    if "url" not in item.values:
        problems.append(("url", "url is missing"))
    found = [(key, _value_problem(key, item.values[key])) for key in KEYS if key in item.values]
    return problems + [(key, message) for key, message in found if message is not None]


def _value_problem(key: str, value: object) -> str | None:
    if not isinstance(value, str):
        return f"{key} must be a string in quotes, not {value!r:.50}"
    if key == "url":
        try:
            canonical_url(value, keep_tracking=True)
        except BadUrlError as error:
            return f"url {value!r:.100} is not an http or https URL ({error})"
        return None
    if len(value) > MAX_VALUE_CHARS or _UNPRINTABLE.search(value):
        return f"{key} is longer than {MAX_VALUE_CHARS} characters or holds control characters"
    if key == "country" and value and not _COUNTRY.fullmatch(value):
        hint = f'; write "{value.upper()}"' if _COUNTRY.fullmatch(value.upper()) else ' such as "UKR"'
        return f"country {value!r:.50} is not an ISO 3166-1 code of three letters{hint}"
    if key == "language" and value and language_tag(value) is None:
        return f'language {value!r:.50} is not a language tag such as "en" or "pt-br"'
    return None


def _unknown_key(key: str) -> str:
    meant = _WRONG_KEYS.get(key.lower()) or next(iter(get_close_matches(key.lower()[:50], KEYS, n=1, cutoff=0.6)), None)
    known = f"did you mean {meant}?" if meant else f"the keys are {', '.join(KEYS)}"
    return f"unknown key {key!r:.60}: {known}"
