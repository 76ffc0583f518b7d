"""A user's own rules: names and words that tag an article, and may make it more or less likely to be kept.

``parse_watch_list`` reads and checks the TOML of ``docs/watch-list.md``; ``find_matches`` applies it to an opening, so that what
stands in a promo line never counts. Neither knows where the file is.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from processors.records import In, Reason
from processors.relevance.opening import Opening

__all__ = ["WATCH_LIST_LABEL", "Match", "Rule", "WatchList", "WatchListError", "find_matches", "parse_watch_list"]

WATCH_LIST_LABEL = "watch_list"
MAX_RULES = 500
MAX_TERMS = 5_000
MAX_TERM_CHARS = 100
MAX_BOOST = 10.0
LISTS = ("places", "actors", "words", "not")
TAG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class WatchListError(ValueError):
    """The watch list cannot be used.

    Attributes:
        mistakes: All of them, one line each, in the order of the file.
    """

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule applies where each of its lists has a term in the text and none of ``unless`` does.

    Attributes:
        tag: What an article is tagged with.
        boost: Added to the log-odds of the model; 0 only tags.
        needed: One pattern for each list that the rule has.
        unless: The terms that keep the rule from applying.
    """

    tag: str
    boost: float
    needed: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class WatchList:
    """Rules in the order of the file."""

    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that applies, with the places that say so."""

    rule: Rule
    reasons: tuple[Reason, ...]


def parse_watch_list(text: str) -> WatchList:
    """Read and check a watch list.

    Raises:
        WatchListError: With every mistake in it at once.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WatchListError([f"not TOML: {error}"]) from None
    mistakes = [f"{name}: there is no such key; rules are tables named [[rule]]" for name in document if name != "rule"]
    tables = document.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise WatchListError([*mistakes, "rule: write each rule as a table [[rule]]"])
    if not tables:
        mistakes.append("there is no rule in it")
    if len(tables) > MAX_RULES:
        mistakes.append(f"{len(tables)} rules; {MAX_RULES} are the most")
    terms = sum(len(table[key]) for table in tables for key in LISTS if isinstance(table.get(key), list))
    if terms > MAX_TERMS:
        mistakes.append(f"{terms} places, actors and words; {MAX_TERMS} are the most")
    for number, table in enumerate(tables, start=1):
        mistakes += [f"rule {number} ({table.get('tag', 'no tag')}): {mistake}" for mistake in _mistakes_in(table)]
    if mistakes:
        raise WatchListError(mistakes)
    return WatchList(tuple(_rule(table) for table in tables))


def find_matches(opening: Opening, watch_list: WatchList) -> tuple[Match, ...]:
    """The rules that apply to title and opening, each with one reason for each of its lists."""
    matches = []
    for rule in watch_list.rules:
        if rule.unless and (rule.unless.search(opening.title) or rule.unless.search(opening.text)):
            continue
        reasons = [_first(pattern, opening, rule.boost / len(rule.needed)) for pattern in rule.needed]
        if all(reasons):
            matches.append(Match(rule, tuple(reason for reason in reasons if reason)))
    return tuple(matches)


def _first(pattern: re.Pattern[str], opening: Opening, weight: float) -> Reason | None:
    for text, where in ((opening.title, In.TITLE), (opening.text, None)):
        if found := pattern.search(text):
            return Reason(found.group(), round(weight, 3), WATCH_LIST_LABEL, found.span(), where)
    return None


def _mistakes_in(table: Mapping[str, Any]) -> Iterator[str]:
    known = {"tag", "boost", *LISTS}
    yield from (f"{key}: there is no such key; there are {', '.join(sorted(known))}" for key in table if key not in known)
    tag = table.get("tag")
    if not isinstance(tag, str) or not TAG.fullmatch(tag):
        yield "tag: needed; small letters, digits, - and _, at most 64"
    boost = table.get("boost", 0)
    if isinstance(boost, bool) or not isinstance(boost, int | float) or not abs(boost) <= MAX_BOOST:
        yield f"boost: a number from {-MAX_BOOST:g} to {MAX_BOOST:g}"
    for key in LISTS:
        if key in table:
            yield from _mistakes_of_terms(key, table[key])
    if not any(key in table for key in LISTS if key != "not"):
        yield "needs places, actors or words"


def _mistakes_of_terms(key: str, terms: object) -> Iterator[str]:
    if not isinstance(terms, list) or not terms:
        yield f"{key}: a list of at least one text"
        return
    for term in terms:
        bare = term.removesuffix("*") if isinstance(term, str) else ""
        if not bare.strip():
            yield f"{key}: {term!r} is no text"
        elif len(term) > MAX_TERM_CHARS:
            yield f"{key}: {term[:20]!r}… is longer than {MAX_TERM_CHARS} characters"
        elif "*" in bare:
            yield f"{key}: {term!r}: a * may stand at the end only"
        elif not any(char.isalnum() for char in bare):
            yield f"{key}: {term!r} holds neither letter nor digit"
        elif key in {"places", "actors"} and bare == bare.lower() and bare != bare.upper():
            yield f"{key}: {term!r}: write a name as it is written in the news, with its capitals"


def _rule(table: Mapping[str, Any]) -> Rule:
    return Rule(
        tag=table["tag"],
        boost=float(table.get("boost", 0)),
        needed=tuple(_pattern(table[key], is_name=key != "words") for key in LISTS if key in table and key != "not"),
        unless=_pattern(table["not"], is_name=False) if "not" in table else None,
    )


def _pattern(terms: list[str], *, is_name: bool) -> re.Pattern[str]:
    """Whole words; any white space matches any other. Words in any case, names as written or all in capitals."""
    spellings = {spelling for term in terms for spelling in ((term, term.upper()) if is_name else (term,))}
    choices = "|".join(_expression(term) for term in sorted(spellings, key=lambda term: (-len(term), term)))
    return re.compile(rf"(?<!\w)(?:{choices})", 0 if is_name else re.IGNORECASE)


def _expression(term: str) -> str:
    words = r"\s+".join(re.escape(word) for word in term.removesuffix("*").split())
    return words + (r"\w*" if term.endswith("*") else r"(?!\w)")
