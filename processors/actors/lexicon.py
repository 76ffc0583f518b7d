"""All names and words that can be part of a mention, loaded once from the data files, found by their first word."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from processors.actors.mentions import ActorKind
from processors.actors.tokens import JOINTS, WORD, Words, folded
from processors.data.fold import fold
from processors.data.tables import parts, read_table
from processors.records.event import Sector

ACRONYM_CHARS = 6
"""Names of one word up to this length with two capitals or more are matched letter by letter: IS, LeT, NATO."""


class Role(StrEnum):
    """What an entry does in a mention."""

    COUNTRY = "country"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    LEADER = "leader"
    SURNAME = "surname"
    GROUP = "group"
    NOUN = "noun"
    TITLE = "title"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name or word means.

    Attributes:
        name: Standard name of the party; of a noun or title the words themselves.
        alone: Whether a noun is a party without a nationality before it.
    """

    role: Role
    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None
    wikidata_id: str | None = None
    ucdp_actor_id: int | None = None
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of an entry: its folded words, which of them are capitalised, and whether letters must agree exactly."""

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    exact: str | None
    entry: Entry

    def fits(self, text: Words, at: int) -> bool:
        """Tell whether the words of a text from ``at`` on, the first of which is this form's, are the form."""
        if self.capitals[0] and not text.capitals[at]:
            return False
        if len(self.words) > 1 and not self._goes_on(text, at):
            return False
        return self.exact is None or (text.written(at) == self.exact and not shouted(text, at))

    def _goes_on(self, text: Words, at: int) -> bool:
        end = at + len(self.words)
        if end > len(text) or tuple(text.folded[at:end]) != self.words:
            return False
        if any(wanted and not text.capitals[word] for word, wanted in enumerate(self.capitals, at)):
            return False
        return all(text.gap(word) in JOINTS for word in range(at, end - 1))


def shouted(text: Words, at: int) -> bool:
    """Tell whether a word stands in a line of capitals, where IS, US or WHO may be a word and no acronym."""
    return any(len(text.word(near)) > len(text.word(at)) and text.written(near).isupper() for near in (at - 1, at + 1))


class Name(NamedTuple):
    """A name or word as the data files have it, with what it means; in any case, or with the capitals that it has there."""

    text: str
    entry: Entry
    any_case: bool = False

    def form(self) -> Form:
        """The name cut into its words; it has at least one."""
        words = WORD.findall(self.text)
        acronym = len(words) == 1 and len(self.text) <= ACRONYM_CHARS and sum(map(str.isupper, self.text)) > 1
        capitals = tuple([not self.any_case and word[0].isupper() for word in words])
        exact = self.text if acronym and not self.any_case else None
        return Form(tuple([folded(word) for word in words]), capitals, exact, self.entry)


class Lexicon:
    """Finds the longest form that starts at a word. Names are cut into forms when a text first has their first word."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: dict[str, list[Name]] = {}
        for name in names:
            if (first := WORD.search(name.text)) is not None:
                self._names.setdefault(folded(first[0]), []).append(name)
        self._forms: dict[str, dict[str, list[Form]]] = {}
        """By first and second word; the second is empty for a form of one word."""

    def names(self) -> frozenset[str]:
        """The words, folded, that are a whole name of a party where they have a capital."""
        single = ((word, [name.form() for name in names if " " not in name.text]) for word, names in self._names.items())
        return frozenset(word for word, forms in single if any(len(form.words) == 1 and form.capitals[0] for form in forms))

    def is_given_name(self, word: str) -> bool:
        """Whether a leader's full name begins with a folded word: "boutros"."""
        whole = (
            name.text for name in self._names.get(word, ()) if name.entry.role is Role.LEADER and name.text == name.entry.name
        )
        return any(first == word and rest for first, _, rest in (fold(text).partition(" ") for text in whole))

    def starts(self, text: Words) -> list[int]:
        """The words of a text that a form may start with."""
        return [at for at, word in enumerate(text.folded) if word in self._names]

    def longest(self, text: Words, at: int, role: Role | None = None) -> Form | None:
        """The longest form at a word, of one role where that is asked for; of equal ones the first in the data files' order."""
        first = text.folded[at]
        by_second = self._forms.get(first)
        if by_second is None:
            if first not in self._names:
                return None
            by_second = self._cut(first)
        candidates: tuple[Form, ...] = (*by_second.get(text.word(at + 1), ()), *by_second.get("", ()))
        for form in candidates:
            if (role is None or form.entry.role is role) and form.fits(text, at):
                return form
        return None

    def _cut(self, first: str) -> dict[str, list[Form]]:
        by_second: dict[str, list[Form]] = {}
        for form in sorted((name.form() for name in self._names[first]), key=lambda form: -len(form.words)):
            by_second.setdefault(form.words[1] if len(form.words) > 1 else "", []).append(form)
        self._forms[first] = by_second
        return by_second


@cache
def actor_words() -> dict[str, Any]:
    """The table of ``actor_words.toml``, read once."""
    return tomllib.loads((files("processors.data") / "actor_words.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped data files."""
    with as_file(files("processors.data")) as folder:
        words = actor_words()
        # A name that stands first wins over a later one of the same words.
        bodies = (*groups(folder, "groups.csv"), *organisations(folder), *groups(folder, "bodies.csv"))
        names = (*blocked(words), *leaders(folder), *bodies, *countries(folder))
        return Lexicon((*names, *titles(words), *nouns(words)))


@cache
def country_names() -> dict[str, str]:
    """Standard name by ISO 3166-1 alpha-3 code."""
    with as_file(files("processors.data")) as folder:
        return {row["iso3"]: row["name"] for row in read_table(folder, "countries.csv")}


@cache
def modifiers() -> tuple[frozenset[str], frozenset[str]]:
    """Words between a nationality and its noun, and words that a hyphen joins to a nationality that is not the owner."""
    words = actor_words()["modifiers"]
    return frozenset(part for word in words["before_noun"].split() for part in word.split("-")), frozenset(
        words["backed"].split()
    )


@cache
def military_matters() -> frozenset[str]:
    """Words before which "military" is no party: "military drills"."""
    return frozenset(actor_words()["modifiers"]["military_matters"].split())


def listed(value: str) -> list[str]:
    """Entries of a list that is written with semicolons over several lines."""
    return [" ".join(part.split()) for part in value.split(";") if part.strip()]


def blocked(words: dict[str, Any]) -> Iterator[Name]:
    """Longer names whose parts are no parties."""
    entry = Entry(Role.BLOCKED, "", ActorKind.GENERIC)
    yield from (Name(phrase, entry) for phrase in listed(words["blocked"]["phrases"]))


def countries(folder: Path) -> Iterator[Name]:
    """Countries that have a nationality in the table, their peoples and the capitals that stand for their governments."""
    for row in read_table(folder, "countries.csv"):
        if not row["adjectives"]:
            continue
        ucdp = int(row["ucdp_id"]) if row["ucdp_id"] else None
        country = Entry(Role.COUNTRY, row["name"], ActorKind.COUNTRY, row["iso3"], None, row["wikidata"] or None, ucdp)
        capital = replace(country, role=Role.CAPITAL, kind=ActorKind.GOVERNMENT, sector=Sector.GOV)
        people = Entry(Role.PEOPLE, row["name"], ActorKind.PEOPLE, row["iso3"], Sector.CIV)
        yield from (Name(name, country) for name in (row["name"], *parts(row["aliases"])))
        yield from (Name(name, replace(country, role=Role.ADJECTIVE)) for name in parts(row["adjectives"]))
        yield from (Name(name, people) for name in parts(row["peoples"]))
        yield from (Name(name, capital) for name in parts(row["capitals"]))


ROLE_SECTORS = {"military": Sector.MIL, "opposition": Sector.OPP, "rebel": Sector.REB, "igo": Sector.IGO}


def leaders(folder: Path) -> Iterator[Name]:
    """Leaders by full name, then by surname; of two with one surname the one whose term is the later."""
    rows = sorted(read_table(folder, "leaders.csv"), key=lambda row: row["from"], reverse=True)
    for row in rows:
        sector = ROLE_SECTORS.get(row["role"], Sector.GOV)
        leader = Entry(Role.LEADER, row["name"], ActorKind.LEADER, row["country"] or None, sector, row["wikidata"] or None)
        yield from (Name(name, leader) for name in (row["name"], *parts(row["names"])))
        if row["surnames"]:
            again = replace(leader, role=Role.SURNAME)
            yield from (Name(name, again) for name in parts(row["surnames"]))


def groups(folder: Path, table: str) -> Iterator[Name]:
    """Armed groups and named organs of states; parties, parliaments, courts and other bodies of one country."""
    for row in read_table(folder, table):
        sector = Sector(row["sector"])
        ucdp = int(row["ucdp_id"]) if row["ucdp_id"] else None
        entry = Entry(Role.GROUP, row["name"], group_kind(sector), row["country"] or None, sector, row["wikidata"] or None, ucdp)
        yield from (Name(name, entry) for name in (row["name"], *parts(row["aliases"])))


def group_kind(sector: Sector) -> ActorKind:
    """The kind of a named body by its sector."""
    match sector:
        case Sector.GOV | Sector.SPY:
            return ActorKind.GOVERNMENT
        case Sector.MIL:
            return ActorKind.MILITARY
        case Sector.COP:
            return ActorKind.POLICE
        case _:
            return ActorKind.GROUP


def organisations(folder: Path) -> Iterator[Name]:
    """International bodies, aid organisations and news agencies."""
    for row in read_table(folder, "organisations.csv"):
        entry = Entry(Role.GROUP, row["name"], ActorKind.IGO, None, Sector(row["sector"]), row["wikidata"] or None)
        yield from (Name(name, entry) for name in (row["name"], *parts(row["aliases"])))


def titles(words: dict[str, Any]) -> Iterator[Name]:
    """Titles and offices by sector."""
    for sector, names in words["titles"].items():
        kind = ActorKind.LEADER if sector in {"GOV", "MIL"} else ActorKind.PERSON
        for name in listed(names):
            yield Name(name, Entry(Role.TITLE, name, kind, None, Sector(sector)), any_case=name.islower())


def nouns(words: dict[str, Any]) -> Iterator[Name]:
    """Heads such as "forces" and "gunmen"."""
    dependent = frozenset(listed(words["dependent"]["words"]))
    for table in words["nouns"]:
        for name in listed(table["words"]):
            alone = name not in dependent
            entry = Entry(Role.NOUN, name, ActorKind(table["kind"]), None, Sector(table["sector"]), alone=alone)
            yield Name(name, entry, any_case=True)
