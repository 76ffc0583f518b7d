"""Find the words of a text that may name a place, with every place that the name can mean."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processors.actors.attributes import CALENDAR
from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import JOINTS, Words
from processors.data.gazetteer import Entries, Gazetteer
from processors.data.gazetteer_format import ADJECTIVE
from processors.places.capitals import Capital, CapitalFinder, past
from processors.places.states import State, first_words, state_at
from processors.places.words import (
    AREA_WORDS,
    DIRECTIONS,
    FILLERS,
    NAME_TAILS,
    OPENERS,
    PARTICLES,
    POSSESSIVE,
    PREPOSITIONS,
    SPAN_WORDS,
)
from processors.records.event import PlacePrecision

MAX_NAME_WORDS = 6
MAX_WALK = 6
SMALL_STARTS = DIRECTIONS | {"al", "el", "ar", "as", "ash", "an", "ad", "az", "disputed", "occupied"}
"""Lower-case words that names of places start with: "al-Hasakah", "northern Gaza"."""

NAME_INSIDE = PARTICLES | DIRECTIONS | NAME_TAILS | {"and"}
"""Lower-case words that names may hold: "Sistan and Baluchestan"."""
KINDS = frozenset({"state", "region", "province", "district", "territory", "county", "governorate", "raion", "zone"})
LOCAL_OFFICES = frozenset({"mayor", "governor", "regional", "provincial"})
"""First words of who governs a place."""
SITE_KINDS = frozenset({"airport", "airfield", "airbase", "dam", "crossing"})
"""Lower-case words for the kind of an area or a site, which may belong to its name."""
NAME_JOINTS = JOINTS - {"/", " (", ") ", " & ", "&", "' ", "’ "}
INSIDE_WORD = frozenset({"'", "’", "-"})
"""What goes through a single name, whose later parts need no capital: "Mek'ele", "Punggye-ri"."""

NO_NAME = frozenset({"the", *AREA_WORDS})
"""Words of which no longer name consists: "The City" at the head of a sentence."""

HANDED_ON = frozenset({", ", " and ", ", and ", " or ", " & ", "'s ", "’s ", "s "})
"""What may stand between two places that share a preposition; a possessive may have lost its apostrophe."""

MAX_LINKING = 4
"""Words between two places that share a preposition."""

TOWN_OF = re.compile(r"(?:['’]?s)? (?:[a-z]+ )?(?:resort|port|city|town|village|port city|resort town) of ")

LINKS = frozenset({" ", "\u00a0", "-"})
PLACED_KINDS = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT})
"""Parties whose bare names are places' as well."""

PARTY_LETTERS = frozenset({"d", "r", "i"})
"""An American politician's party before the home: "D-Columbus"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a place's.

    Attributes:
        start: First word.
        end: One past the last word of the mention.
        name_end: One past the last word of the name itself ("Sumy" in "Sumy region").
        name: Those words, as the text writes them.
        entries: What it can mean in the gazetteer, most populous first.
        preposition: The word that puts something there; empty where none does.
        wanted: The precision that a word behind it speaks for; empty for any.
        before: A capitalised word before makes it part of a longer name ("John Clark").
        behind: A capitalised word behind does so ("Paris Hilton").
        party: The mention of a country, or of a government by its capital, that these words are elsewhere taken for.
    """

    start: int
    end: int
    name_end: int
    name: str
    entries: Entries
    preposition: str
    wanted: str
    before: bool
    behind: bool
    party: ActorMention | None = None

    @property
    def enclosed(self) -> bool:
        """Part of a longer capitalised name: a place of its own only against the odds."""
        return self.before or self.behind


class Finder:
    """Reads one text.

    Args:
        text: The text.
        actors: Its parties: what belongs to one is no place, unless it is a bare country or a capital.
        gazetteer: The places.
    """

    def __init__(self, text: Words, actors: Sequence[ActorMention], gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._entries = gazetteer.entries
        self._owners = words_of(text, actors)
        self._capitals = CapitalFinder(text, actors, self._owners)

    def candidates(self) -> list[Candidate]:
        """All candidates, longest name first, not overlapping, in the order of the text."""
        text, found = self._text, list[Candidate]()
        at = 0
        for start in self._starts():
            if start < at:
                continue
            at = start
            previous = found[-1] if found else None
            state = state_at(text, at, behind=self._behind_place(at, previous)) if text.folded[at] in first_words() else None
            if state is not None:
                found.append(self._state(at, state, previous))
            elif (capital := self._capitals.at(at)) is not None:
                found.append(self._capital(at, *capital, previous))
            elif (end := max(self._name_end(at), self._party_end(at))) > at:
                found.append(self._describe(at, end, previous))
            at = max(at + 1, found[-1].end if found else 0)
        return found

    def _starts(self) -> list[int]:
        """The words that a name may start with."""
        text, owners = self._text, self._owners
        return [
            at
            for at, capital in enumerate(text.capitals)
            if (capital and (at not in owners or owners[at].start == text.starts[at]))
            or (text.folded[at] in SMALL_STARTS and at + 1 < len(text.capitals) and text.capitals[at + 1])
            or text.folded[at] in self._capitals.openers
        ]

    def _behind_place(self, at: int, previous: Candidate | None) -> bool:
        """Tell whether an abbreviation at a word would be a state's: "Paris, Tenn.", "D-Tenn."."""
        text = self._text
        if at and text.gap(at - 1) == "-" and text.word(at - 1) in PARTY_LETTERS:
            return True
        return previous is not None and previous.end == at and text.gap(at - 1) in {", ", " (", ","}

    def _party_end(self, at: int) -> int:
        """One past the mention of a bare country or capital that starts at the word; ``at`` where none does."""
        owner = self._owners.get(at)
        if owner is None or owner.adjectival or self._text.starts[at] != owner.start:
            return at
        if owner.kind not in PLACED_KINDS and not any(entry & ADJECTIVE for entry in self._entries(owner.text).tolist()):
            return at  # a body is no place, but for the European Union
        return past(owner, at, self._owners) if len(self._entries(owner.text)) else at

    def _name_end(self, at: int) -> int:
        """One past the longest name of the gazetteer that starts at a word; ``at`` where none does."""
        text = self._text
        if not text.capital(at) and not text.capital(at + 1):
            return at
        end, ends = at, []
        while end < len(text) and end - at < MAX_NAME_WORDS and (end == at or text.gap(end - 1) in NAME_JOINTS):
            owner = self._owners.get(end)
            if owner and (owner.kind not in PLACED_KINDS or owner.adjectival):
                break
            if not (text.capital(end) or text.word(end) in NAME_INSIDE or text.gap(end - 1) in INSIDE_WORD):
                break
            end += 1
            ends.append(end)
        for last in reversed(ends):
            if (text.word(last - 1) in DIRECTIONS and last == at + 1) or text.word(last - 1) == POSSESSIVE:
                continue
            if last - at > 1 and NO_NAME.issuperset(text.folded[at:last]):
                continue
            if len(self._entries(text.text[text.starts[at] : text.ends[last - 1]])):
                return last + self._has_kind(at, last)
            if last - at > 1 and self._has_kind(at, last):
                return last + 1  # "Ben Gurion airport"
        return ends[0] + 1 if ends and text.capital(at) and self._has_kind(at, ends[0]) else at

    def _has_kind(self, at: int, end: int) -> bool:
        """Tell whether a word for its kind belongs to the name from word ``at`` to ``end``: "Karen state".

        Without that word the name may be a town's elsewhere ("Chin"), or none.
        """
        text = self._text
        kind = text.after(end - 1) in KINDS | SITE_KINDS and not text.capital(end) and end not in self._owners
        return kind and len(self._entries(text.text[text.starts[at] : text.ends[end]])) > 0

    def _describe(self, start: int, end: int, previous: Candidate | None) -> Candidate:
        """Read the words around a name."""
        text, owned = self._text, end in self._owners
        written = text.text[text.starts[start] : text.ends[end - 1]]
        after = text.after(end - 1)
        wanted = AREA_WORDS.get(after, "") if not owned or after in {"governor", "mayor"} else ""
        owner = self._owners.get(start)
        preposition = self._placing(start, previous)
        return Candidate(
            start=start,
            end=end + 1 if after in SPAN_WORDS and not owned else end,
            name_end=end,
            name=written,
            entries=self._entries(written),
            preposition=preposition,
            wanted=wanted or self._placed_before(start),
            before=self._joined_before(start),
            behind=self._joined_behind(end) or (not preposition and self._is_before_leader(end)),
            party=owner if owner and owner.start == text.starts[start] and owner.end == text.point_end(end) else None,
        )

    def _state(self, at: int, state: State, previous: Candidate | None) -> Candidate:
        """A state by its abbreviation."""
        end = at + state.words
        name = self._text.text[self._text.starts[at] : self._text.ends[end - 1]]
        entries = np.array([entry for entry in self._entries(state.name) if self._is_state(int(entry), state)], np.uint32)
        preposition = self._placing(at, previous)
        return Candidate(at, end, end, name, entries, preposition, "", before=False, behind=False)

    def _capital(self, at: int, end: int, capital: Capital, previous: Candidate | None) -> Candidate:
        """A capital by its country."""
        entries, preposition = np.array([capital.entry], np.uint32), self._placing(at, previous)
        return Candidate(at, end, end, capital.name, entries, preposition, "", before=False, behind=False)

    def _is_state(self, entry: int, state: State) -> bool:
        reading = self._gazetteer.reading(entry)
        return reading.country == state.country and reading.precision is PlacePrecision.ADMIN1

    def _placed_before(self, start: int) -> str:
        """The precision that "the city of", "the province of" speak for."""
        text = self._text
        if text.before(start) == "of" and text.word(start - 2) in AREA_WORDS:
            return AREA_WORDS[text.word(start - 2)]
        return AREA_WORDS.get(text.before(start), "") if text.before(start) in {"city", "town", "village"} else ""

    def _placing(self, start: int, previous: Candidate | None) -> str:
        """The preposition of a name, else that of the place before that it shares."""
        own = self._preposition(start)
        return own if own not in {"", "of"} else self._inherited(start, previous) or own

    def _preposition(self, start: int) -> str:
        """The preposition before a name, over articles, adjectives and "city of"; empty where none stands there."""
        text, at = self._text, start - 1
        for _ in range(MAX_WALK):
            if at < 0 or text.gap(at) not in LINKS:
                return ""
            word = text.word(at)
            if text.gap(at) == "-" and word in PARTY_LETTERS:
                return "from"
            if word == "of" and text.before(at) == "out":
                return "from"
            if word in PREPOSITIONS and not (word == "of" and text.word(at - 1) in FILLERS):
                return word
            nationality = at in self._owners and self._owners[at].adjectival
            if word not in FILLERS and not nationality:
                return ""
            at -= 1
        return ""

    def _inherited(self, start: int, previous: Candidate | None) -> str:
        """The preposition of the place before.

        "In Kharkiv, Sumy and Dnipro", "in Russia's Kursk", "in the Black Sea resort of Sochi".
        """
        if previous is None or start - previous.end > MAX_LINKING:
            return ""
        between = self._text.text[self._text.ends[previous.end - 1] : self._text.starts[start]]
        return previous.preposition if between in HANDED_ON or TOWN_OF.fullmatch(between) else ""

    def _joined_before(self, start: int) -> bool:
        """Tell whether a capitalised word before a name makes it part of a longer one."""
        text = self._text
        if start == 0 or start - 1 in self._owners or not text.capital(start - 1):
            return False
        if text.gap(start - 1) not in LINKS | {". "} or (text.gap(start - 1) == "-" and text.word(start - 1) in PARTY_LETTERS):
            return False
        initial = len(text.word(start - 1)) == 1 and (text.word(start - 1) != "a" or text.gap(start - 1) == ". ")
        joined = text.gap(start - 1) != ". " or initial
        return joined and (text.word(start - 1) not in OPENERS or initial)

    def _joined_behind(self, end: int) -> bool:
        """Likewise for the word behind it."""
        text = self._text
        follows = end < len(text) and end not in self._owners and text.gap(end - 1) in LINKS and text.capital(end)
        return follows and text.word(end) not in AREA_WORDS and text.word(end) not in CALENDAR

    def _is_before_leader(self, end: int) -> bool:
        """Likewise for a person with a title behind it, "Marine Gen Dunford"; not of an office of the place: "Kharkiv mayor"."""
        leader = self._owners.get(end)
        if leader is None or leader.kind not in {ActorKind.LEADER, ActorKind.PERSON} or self._text.word(end) in LOCAL_OFFICES:
            return False
        return leader.start == self._text.starts[end] and self._text.gap(end - 1) in LINKS


def words_of(text: Words, actors: Sequence[ActorMention]) -> dict[int, ActorMention]:
    """The mention of a party that each word belongs to."""
    owners: dict[int, ActorMention] = {}
    for actor in actors:
        word = bisect_left(text.starts, actor.start)
        while word < len(text.ends) and text.ends[word] <= actor.end:
            owners[word] = actor
            word += 1
    return owners
