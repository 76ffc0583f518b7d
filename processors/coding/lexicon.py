"""The words that tell an event: ``frames.toml`` compiled into patterns over lower-case words.

Pure data: the file is read once. Its head describes the notation.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from processors.coding.inflection import Form, plural, verb_forms
from processors.coding.times import WEEKDAYS
from processors.records.event import EventStage, PloverEvent

GAP = 4
"""Words that ``~`` may stand for; "on Tuesday" counts for none."""


@dataclass(frozen=True, slots=True)
class Family:
    """Patterns that tell the same thing; the head of ``frames.toml`` explains the fields."""

    event: PloverEvent
    mode: str | None = None
    context: str | None = None
    weight: float = 1.0
    roles: str = "agent"
    needs: frozenset[str] = frozenset()
    stage: EventStage | None = None


Element = frozenset[str] | None
"""The words that may stand at a place of a pattern; None is the gap."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern, indexed by the form of its first word.

    Attributes:
        rest: What must follow the first word.
        family: What it tells; None for a pattern of ``[skip]``.
        forms: What the first word may be.
        length: Words that it names: the longer pattern wins.
        base: The dictionary form of the first word of a verb; the noun itself.
    """

    rest: tuple[Element, ...]
    family: Family | None
    forms: tuple[Form, ...]
    length: int
    base: str

    def end(self, words: Sequence[str], at: int) -> int | None:
        """The index past the last matched word where the pattern starts at ``at``, else None."""
        at += 1
        gap = False
        for element in self.rest:
            if element is None:
                gap = True
                continue
            reach = words[at : at + (GAP if gap else 0) + 1]
            if "on" in reach and "on" not in element:
                reach = _reach_over_day(words, at, len(reach))
            if element.isdisjoint(reach):
                return None
            at += next(i for i, word in enumerate(reach, 1) if word in element)
            gap = False
        return at


def _reach_over_day(words: Sequence[str], at: int, length: int) -> Sequence[str]:
    """The words within reach where "on Tuesday" among them counts for none: "called on Tuesday for"."""
    has_day = any(_is_day(words, place) for place in range(at, at + length))
    return words[at : at + length + (2 if has_day else 0)]


def _is_day(words: Sequence[str], at: int) -> bool:
    """Whether "on Tuesday" stands there."""
    return at + 1 < len(words) and words[at] == "on" and words[at + 1] in WEEKDAYS


@dataclass(frozen=True, slots=True)
class Starts:
    """The patterns of one first word, longest first.

    Attributes:
        open: Those that may go on with any word, or with none.
        by_second: By a second word that some ask for: these and the open ones.
    """

    open: tuple[Pattern, ...]
    by_second: Mapping[str, tuple[Pattern, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns by first word, the word classes, and the irregular pasts that are no other form ("met", not "hit")."""

    patterns: Mapping[str, Starts]
    classes: Mapping[str, frozenset[str]]
    pasts: frozenset[str]

    def starting_at(self, words: Sequence[str], at: int) -> tuple[Pattern, ...]:
        """The patterns that the word at ``at`` and the next one may start, longest first."""
        starts = self.patterns.get(words[at])
        if starts is None:
            return ()
        second = at + 1
        if second + 2 < len(words) and _is_day(words, second):
            second += 2
        return starts.by_second.get(words[second], starts.open) if second < len(words) else starts.open


@cache
def lexicon() -> Lexicon:
    """Read and compile ``frames.toml``."""
    table = tomllib.loads(files("processors.coding").joinpath("frames.toml").read_text("utf-8"))
    classes = {name: frozenset(words.split()) for name, words in table["classes"].items()}
    index: dict[str, list[Pattern]] = {}
    for row in table["family"]:
        _add_family(index, row, classes, table["irregular"])
    for phrase in _items(table["skip"]["words"]):
        _add(index, phrase, None, Form.PHRASE, classes)
    pasts = frozenset(form for base, forms in table["irregular"].items() for form in forms.split() if form != base)
    return Lexicon({word: _ranked(found) for word, found in index.items()}, classes, pasts)


def _ranked(patterns: Sequence[Pattern]) -> Starts:
    ranked = sorted(patterns, key=lambda p: (-p.length, p.family is not None))
    seconds = {word for pattern in ranked if pattern.rest and pattern.rest[0] for word in pattern.rest[0]}
    return Starts(
        open=tuple(p for p in ranked if not p.rest or p.rest[0] is None),
        by_second={word: tuple(p for p in ranked if not p.rest or p.rest[0] is None or word in p.rest[0]) for word in seconds},
    )


def _add_family(
    index: dict[str, list[Pattern]], row: Mapping[str, Any], classes: Mapping[str, frozenset[str]], irregular: Mapping[str, str]
) -> None:
    family = Family(
        event=PloverEvent(row["event"]),
        mode=row.get("mode"),
        context=row.get("context"),
        weight=row.get("weight", 1.0),
        roles=row.get("roles", "agent"),
        needs=frozenset(row.get("needs", "").split()),
        stage=EventStage(row["stage"]) if "stage" in row else None,
    )
    for verb in _items(row.get("verbs", "")):
        first, *rest = verb.split()
        for word, forms in verb_forms(first, irregular).items():
            _insert(index, word, rest, family, forms, classes, first)
    for noun in _items(row.get("nouns", "")):
        *head, last = noun.split()
        for form in (last, plural(last)):
            _add(index, " ".join([*head, form]), family, Form.NOUN, classes)
    for phrase in _items(row.get("phrases", "")):
        _add(index, phrase, family, Form.PHRASE, classes)


def _add(
    index: dict[str, list[Pattern]], phrase: str, family: Family | None, form: Form, classes: Mapping[str, frozenset[str]]
) -> None:
    first, *rest = phrase.split()
    _insert(index, first, rest, family, (form,), classes, first)


def _insert(
    index: dict[str, list[Pattern]],
    word: str,
    rest: Sequence[str],
    family: Family | None,
    forms: tuple[Form, ...],
    classes: Mapping[str, frozenset[str]],
    base: str,
) -> None:
    elements = tuple(_element(item, classes) for item in rest)
    length = 1 + sum(element is not None for element in elements)
    index.setdefault(word, []).append(Pattern(elements, family, forms, length, base))


def _element(item: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if item == "~":
        return None
    if item.startswith("<"):
        return classes[item.strip("<>")]
    return frozenset(form for word in item.split("/") for form in (word, plural(word)))


def _items(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.replace("\n", " ").split(",") if item.strip()]
