"""The words that tell an event: the patterns of ``frames.toml`` over lower-case words.

Pure data: the file is read once. Its head describes the notation.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from processors.coding.language.inflection import Form, plural, verb_forms
from processors.coding.language.times import WEEKDAYS
from processors.records.event import EventStage, PloverEvent

GAP = 4
"""Words that ``~`` may stand for; "on Tuesday", or "Tuesday", counts for none, and "F-16" for one."""
_DAYS = frozenset(WEEKDAYS) | {"on"}
_OTHER_CLAUSES = frozenset(
    {
        "after",
        "because",
        "although",
        "though",
        "unless",
        "whereas",
        "while",
        "when",
        "during",
        "who",
        "which",
        "said",
        "says",
        ",",
    }
)
"""Over which no gap reaches: not "sent a letter after police", nor "fired from Crimea, officials said"."""
LIKE_PAST = frozenset({"set", "hit", "shut", "cut", "put"})
"""Verbs whose past is their base: ``is_past`` knows none of them."""


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
            if not _DAYS.isdisjoint(reach) and _DAYS.isdisjoint(element):
                reach = _reach_over_day(words, at, len(reach))
            if gap and "-" in reach:
                reach = _reach_over_parts(words, at, len(reach))
            behind = next((i for i, word in enumerate(reach) if word in element), None)
            if behind is None or (gap and not _OTHER_CLAUSES.isdisjoint(reach[:behind])):
                return None
            at += behind + 1
            gap = False
        return at


def _reach_over_day(words: Sequence[str], at: int, length: int) -> Sequence[str]:
    """The words within reach where "on Tuesday", or "Tuesday", among them counts for none: "lifted Friday a day-old blockade"."""
    for place in range(at, at + length):
        if words[place] in WEEKDAYS or _is_day(words, place):
            return words[at : at + length + 1 + (words[place] == "on")]
    return words[at : at + length]


def _reach_over_parts(words: Sequence[str], at: int, length: int) -> Sequence[str]:
    """The words within reach where "F-16", or "air-to-ground", counts for one word."""
    reach = words[at : at + length]
    while len(reach) < (longer := length + 2 * reach.count("-")) and at + len(reach) < len(words):
        reach = words[at : at + longer]
    return reach


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


class Entry(NamedTuple):
    """A pattern as ``frames.toml`` writes it, by the form of its first word; the fields are those of ``Pattern``."""

    rest: Sequence[str]
    family: Family | None
    forms: tuple[Form, ...]
    base: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns by first word, compiled when a text first has that word.

    Attributes:
        entries: By first word.
        classes: The word classes by name.
        pasts: The irregular pasts that are no other form ("met", not "hit").
        nouns: The first words of nouns.
    """

    entries: Mapping[str, Sequence[Entry]]
    classes: Mapping[str, frozenset[str]]
    pasts: frozenset[str]
    nouns: frozenset[str]
    _compiled: dict[str, Starts] = field(default_factory=dict)

    def starting_at(self, words: Sequence[str], at: int) -> tuple[Pattern, ...]:
        """The patterns that the word at ``at`` and the next one may start, longest first."""
        word = words[at]
        starts = self._compiled.get(word)
        if starts is None:
            if word not in self.entries:
                return ()
            starts = self._compile(word)
        second = at + 1
        if second + 2 < len(words) and _is_day(words, second):
            second += 2
        return starts.by_second.get(words[second], starts.open) if second < len(words) else starts.open

    def _compile(self, word: str) -> Starts:
        patterns = (_pattern(entry, self.classes) for entry in self.entries[word])
        self._compiled[word] = _ranked(patterns)
        return self._compiled[word]


@cache
def lexicon() -> Lexicon:
    """Read ``frames.toml``."""
    table = tomllib.loads(files(__package__).joinpath("frames.toml").read_text("utf-8"))
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in table["family"]:
        for word, entry in _family_entries(row, table["irregular"]):
            entries[word].append(entry)
    for phrase in _items(table["skip"]["words"]):
        first, *rest = phrase.split()
        entries[first].append(Entry(rest, None, (Form.PHRASE,), first))
    pasts = frozenset(form for base, forms in table["irregular"].items() for form in forms.split() if form != base)
    nouns = frozenset(word for word, found in entries.items() if any(Form.NOUN in entry.forms for entry in found))
    classes = {name: frozenset(words.split()) for name, words in table["classes"].items()}
    return Lexicon(dict(entries), classes, pasts, nouns)


def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense or participle that is no other form of its verb."""
    return word.endswith("ed") or word in lexicon().pasts


def _family_entries(row: Mapping[str, Any], irregular: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """The entries of a family, each with its first word."""
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
        base, *rest = verb.split()
        for word, forms in verb_forms(base, irregular).items():
            yield word, Entry(rest, family, forms, base)
    for noun in _items(row.get("nouns", "")):
        *head, last = noun.split()
        for form in (last, plural(last)):
            first, *rest = (*head, form)
            yield first, Entry(rest, family, (Form.NOUN,), first)
    for phrase in _items(row.get("phrases", "")):
        first, *rest = phrase.split()
        for word in first.split("/"):
            yield word, Entry(rest, family, (Form.PHRASE,), word)


def _pattern(entry: Entry, classes: Mapping[str, frozenset[str]]) -> Pattern:
    rest = tuple([_element(item, classes) for item in entry.rest])
    length = 1 + sum(element is not None for element in rest)
    return Pattern(rest, entry.family, entry.forms, length, entry.base)


def _element(item: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if item == "~":
        return None
    if item.startswith("<"):
        return classes[item.strip("<>")]
    return frozenset(form for word in item.split("/") for form in (word, plural(word)))


def _ranked(patterns: Iterable[Pattern]) -> Starts:
    ranked = sorted(patterns, key=lambda p: (-p.length, p.family is not None))
    seconds = {word for pattern in ranked if pattern.rest and pattern.rest[0] for word in pattern.rest[0]}
    return Starts(
        open=tuple(p for p in ranked if not p.rest or p.rest[0] is None),
        by_second={word: tuple(p for p in ranked if not p.rest or p.rest[0] is None or word in p.rest[0]) for word in seconds},
    )


def _items(text: str) -> list[str]:
    return [item for part in text.split(",") if (item := part.strip())]
