"""A part of an article as the coder reads it: sentences with the parties and places that stand in them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from processors.actors import ActorMention, find_actors
from processors.coding.tokens import Sentence, split_text, split_title
from processors.coding.words import BREAKS
from processors.places import PlaceMention, find_places
from processors.records.event import Location
from processors.records.text import In

MentionT = TypeVar("MentionT", ActorMention, PlaceMention)

_START = attrgetter("start")
_QUOTES = frozenset({"“", '"', "”"})
_WORD_START = re.compile(r"(?<![\w'])[a-z]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its mentions, by index of token.

    Attributes:
        source: The whole title or text that spans index.
        sentence: Its words.
        words: Lower-case words of the sentence.
        actors: Parties as (first token, token past the last, mention), in order.
        places: Places likewise.
        quoted: For each token, whether it stands in a direct quotation.
    """

    source: str
    sentence: Sentence
    words: tuple[str, ...]
    actors: tuple[tuple[int, int, ActorMention], ...]
    places: tuple[tuple[int, int, PlaceMention], ...]
    quoted: tuple[bool, ...]

    @property
    def part(self) -> In | None:
        """What its spans index: None for the text, as records say it."""
        return In.TITLE if self.sentence.in_title else None

    def text(self, first: int, last: int) -> str:
        """The source's characters from token ``first`` up to, not including, token ``last``."""
        return self.source[slice(*self.span(first, last))]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span of tokens ``first`` up to, not including, ``last`` (at least one token)."""
        return self.sentence.tokens[first].start, self.sentence.tokens[max(first, last - 1)].end

    def actor_before(self, token: int) -> ActorMention | None:
        """The party whose words end directly before a token."""
        return next((mention for _, last, mention in self.actors if last == token), None)

    def breaks_between(self, first: int, last: int) -> bool:
        """Whether a mark that no phrase crosses stands among these tokens."""
        return any(word in BREAKS for word in self.words[first:last])


def read_article(title: str, text: str) -> tuple[tuple[Clause, ...], tuple[Location, ...]]:
    """Split title and text into clauses (the title first) and list the places of the text in order."""
    clauses: list[Clause] = []
    title_sentence = split_title(title)
    if title_sentence is not None:
        actors, title_places = _find_names(title)
        clauses += _clauses(title, (title_sentence,), actors, title_places)
    sentences = split_text(text)
    coded = text[: sentences[-1].span[1]] if sentences else ""
    actors, places = _find_names(coded)
    clauses += _clauses(text, sentences, actors, places)
    return tuple(clauses), tuple(place.location for place in places)


def _find_names(text: str) -> tuple[Sequence[ActorMention], Sequence[PlaceMention]]:
    """Parties and places; in a text without any capital letter (old wire copy) each word is read as if it had one."""
    if any(map(str.isupper, text)) or not text.isascii():
        actors = find_actors(text)
        return actors, find_places(text, actors)
    cased = _WORD_START.sub(lambda match: match.group().upper(), text)
    actors = find_actors(cased)
    places = find_places(cased, actors)
    return (
        [replace(m, text=text[m.start : m.end]) for m in actors],
        [replace(m, text=text[m.start : m.end], location=replace(m.location, text=text[m.start : m.end])) for m in places],
    )


def _clauses(
    source: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> list[Clause]:
    actor_starts, place_starts = [a.start for a in actors], [p.start for p in places]
    clauses = []
    for sentence in sentences:
        words = tuple([token.low for token in sentence.tokens])
        parties, where = _within(sentence, actors, actor_starts), _within(sentence, places, place_starts)
        clauses.append(Clause(source, sentence, words, parties, where, _quoted(words)))
    return clauses


def _within(sentence: Sentence, mentions: Sequence[MentionT], starts: Sequence[int]) -> tuple[tuple[int, int, MentionT], ...]:
    found = []
    for i in range(bisect_left(starts, sentence.span[0]), bisect_left(starts, sentence.span[1])):
        mention = mentions[i]
        first = max(0, bisect_left(sentence.tokens, mention.start + 1, key=_START) - 1)
        last = bisect_left(sentence.tokens, mention.end, key=_START)
        if last > first and mention.end <= sentence.span[1]:
            found.append((first, last, mention))
    return tuple(found)


def _quoted(words: Sequence[str]) -> tuple[bool, ...]:
    if _QUOTES.isdisjoint(words):
        return (False,) * len(words)
    inside, flags = False, []
    for word in words:
        if word in {"“", '"'}:
            inside = word == "“" or not inside
        elif word == "”":
            inside = False
        flags.append(inside)
    return tuple(flags)
