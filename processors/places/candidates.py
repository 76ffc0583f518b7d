"""Find the words of a text that may name a place, with every place that the name can mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.tokens import JOINTS, Words
from processors.data.gazetteer import Gazetteer, Reading
from processors.places.words import (
    AREA_WORDS,
    COUNTRY_LOCATING,
    DIRECTIONS,
    FILLERS,
    NAME_TAILS,
    OPENERS,
    PARTICLES,
    PREPOSITIONS,
    SPAN_WORDS,
)

MAX_NAME_WORDS = 6
MAX_WALK = 6
SMALL_STARTS = DIRECTIONS | {"al", "el", "ar", "as", "ash", "an", "ad", "az", "disputed", "occupied"}
"""Lower-case words that names of places start with: "al-Hasakah", "northern Gaza"."""

NAME_INSIDE = PARTICLES | DIRECTIONS | NAME_TAILS
NAME_JOINTS = JOINTS - {"/", " (", ") ", " & ", "&"}
SPACES = frozenset({" ", "\u00a0"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a place's.

    Attributes:
        start: First word.
        end: One past the last word of the mention.
        name_end: One past the last word of the name itself ("Sumy" in "Sumy region").
        name: Those words, as the text writes them.
        readings: What it can mean, most populous first.
        preposition: The word that puts something there; empty where none does.
        wanted: The precision that a word behind it speaks for; empty for any.
        enclosed: Part of a longer capitalised name ("Paris Hilton"): a place only against the odds.
    """

    start: int
    end: int
    name_end: int
    name: str
    readings: tuple[Reading, ...]
    preposition: str
    wanted: str
    enclosed: bool


def find_candidates(text: Words, actors: Sequence[ActorMention], gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates, longest name first, not overlapping, in the order of the text."""
    owners = words_of(text, actors)
    known: dict[str, tuple[Reading, ...]] = {}
    found: list[Candidate] = []
    at = 0
    while at < len(text):
        owner = owners.get(at)
        if not text.capitals[at] and owner is None and text.folded[at] not in SMALL_STARTS:
            at += 1
            continue
        end = country_end(text, at, owner) if owner else name_end(text, at, owners, gazetteer, known)
        if end > at:
            candidate = describe(text, at, end, owners, known, gazetteer, found[-1] if found else None)
            if not owner or placed_country(candidate):
                found.append(candidate)
            at = candidate.end
        else:
            at += 1
    return found


def words_of(text: Words, actors: Sequence[ActorMention]) -> dict[int, ActorMention]:
    """The mention of a party that each word belongs to."""
    owners: dict[int, ActorMention] = {}
    at = 0
    for actor in actors:
        while at < len(text) and text.starts[at] < actor.start:
            at += 1
        word = at
        while word < len(text) and text.ends[word] <= actor.end:
            owners[word] = actor
            word += 1
    return owners


def country_end(text: Words, at: int, owner: ActorMention) -> int:
    """One past the country's name, where a mention that is just a country starts at the word; ``at`` otherwise."""
    if owner.kind is not ActorKind.COUNTRY or owner.adjectival or text.starts[at] != owner.start:
        return at
    end = at
    while end < len(text) and text.ends[end] <= owner.end:
        end += 1
    return end


def placed_country(candidate: Candidate) -> bool:
    """A country is a place only where a preposition puts something there; else it is a party."""
    return candidate.preposition in COUNTRY_LOCATING


def name_end(
    text: Words, at: int, owners: dict[int, ActorMention], gazetteer: Gazetteer, known: dict[str, tuple[Reading, ...]]
) -> int:
    """One past the longest name of the gazetteer that starts at a word; ``at`` where none does."""
    if not text.capital(at) and not text.capital(at + 1):
        return at
    end = at
    ends = []
    while end < len(text) and end - at < MAX_NAME_WORDS and (end == at or text.gap(end - 1) in NAME_JOINTS):
        country = end in owners and owners[end].kind is ActorKind.COUNTRY
        if end in owners and not (country and not owners[end].adjectival):
            break
        if text.capital(end):
            ends.append(end + 1)
        elif text.word(end) not in NAME_INSIDE:
            break
        else:
            ends.append(end + 1)
        end += 1
    for last in reversed(ends):
        if text.word(last - 1) in DIRECTIONS and last == at + 1:
            continue
        written = text.text[text.starts[at] : text.ends[last - 1]]
        if written not in known:
            known[written] = gazetteer.find(written)
        if known[written]:
            return last
    return at


def describe(
    text: Words,
    start: int,
    end: int,
    owners: dict[int, ActorMention],
    known: dict[str, tuple[Reading, ...]],
    gazetteer: Gazetteer,
    previous: Candidate | None,
) -> Candidate:
    """Read the words around a name."""
    written = text.text[text.starts[start] : text.ends[end - 1]]
    if written not in known:
        known[written] = gazetteer.find(written)
    after = text.after(end - 1)
    wanted = AREA_WORDS.get(after, "") if end not in owners or after in {"governor", "mayor"} else ""
    wanted = wanted or placed_before(text, start)
    return Candidate(
        start=start,
        end=end + 1 if after in SPAN_WORDS and end not in owners else end,
        name_end=end,
        name=written,
        readings=known[written],
        preposition=preposition(text, start, owners) or inherited(text, start, previous),
        wanted=wanted,
        enclosed=is_enclosed(text, start, end, owners),
    )


def placed_before(text: Words, start: int) -> str:
    """The precision that "the city of", "the province of" speak for."""
    if text.before(start) == "of" and text.word(start - 2) in AREA_WORDS:
        return AREA_WORDS[text.word(start - 2)]
    return AREA_WORDS.get(text.before(start), "") if text.before(start) in {"city", "town", "village"} else ""


def preposition(text: Words, start: int, owners: dict[int, ActorMention]) -> str:
    """The preposition before a name, over articles, adjectives and "city of"; empty where none stands there."""
    at = start - 1
    for _ in range(MAX_WALK):
        if at < 0 or text.gap(at) not in {" ", "\u00a0", "-"}:
            return ""
        word = text.word(at)
        if word in PREPOSITIONS and not (word == "of" and text.word(at - 1) in FILLERS):
            return word
        nationality = at in owners and owners[at].adjectival
        if word not in FILLERS and not nationality:
            return ""
        at -= 1
    return ""


def inherited(text: Words, start: int, previous: Candidate | None) -> str:
    """The preposition of the place before, in a list: "in Kharkiv, Sumy and Dnipro"."""
    if previous is None or start - previous.end > 1:
        return ""
    between = text.text[text.ends[previous.end - 1] : text.starts[start]]
    return previous.preposition if between in {", ", " and ", ", and ", " or ", " & "} else ""


def is_enclosed(text: Words, start: int, end: int, owners: dict[int, ActorMention]) -> bool:
    """Tell whether capitalised words around a name make it part of a longer one."""
    if start > 0 and start - 1 not in owners and text.gap(start - 1) in {" ", "-", ". ", "\u00a0"} and text.capital(start - 1):
        initial = len(text.word(start - 1)) == 1
        joined = text.gap(start - 1) != ". " or initial
        if joined and (text.word(start - 1) not in OPENERS or initial):
            return True
    follows = end < len(text) and end not in owners and text.gap(end - 1) in {" ", "-", "\u00a0"} and text.capital(end)
    return follows and text.word(end) not in AREA_WORDS
