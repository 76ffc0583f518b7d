"""How a text and its headlines write their words: with capitals, without, or all in capitals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from processors.actors import ActorKind, ActorMention, find_actors, party_names
from processors.coding.language.lexicon import lexicon
from processors.coding.language.words import ADVERBS, BE, DETERMINERS, HAVE, MODALS, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.data.word_lists import common_words
from processors.places import PlaceMention, find_places

_WORD_START = re.compile(r"(?<![\w'’])[a-z]")
_CAPITAL = re.compile(r"\b[A-Z]")
_FEW = 0.04
"""The part of a text's words that may have a capital where its words have none: a line of the publisher's stands before it."""
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_TITLE_CASE = 0.8
"""The part of a title's longer words that have capitals where its words have them for its being a title."""
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
_HEADLINE = re.compile(r"(?:\b[A-Z][a-z]{3,},? (?:[A-Za-z\d]{1,3} )?){4}")
"""Four longer words in a row that have capitals."""
MAX_HEADLINE_CHARS = 300
MAX_HEADLINES = 24
"""Sentences in capitals that are looked at: a text with more is a list."""
_STRETCH = re.compile(r"[^.!?\n]+")
_INSIDE = re.compile(r"\b[a-z]+,? ([A-Z][a-z]+)\b")
"""A word with a capital inside a sentence."""
_SMALL = re.compile(r"\b[a-z]+\b")
_SHOUTED = re.compile(r"[A-Z][A-Z']{3,}")
"""A word of a text in capitals; a shorter one may be an abbreviation."""


def cased(text: str) -> str:
    """The text; one of one case only (old wire copy, a shouted title) as if each word of it, but abbreviations, had a capital."""
    if text.isupper():
        return _SHOUTED.sub(lambda match: match.group().capitalize(), text)
    if len(_CAPITAL.findall(text)) > _FEW * len(_WORD_START.findall(text)):
        return text
    return _WORD_START.sub(lambda match: match.group().upper(), text)


@dataclass(frozen=True)
class Writing:
    """How a text writes its words, outside of headlines."""

    text: str

    @cached_property
    def small(self) -> frozenset[str]:
        """Those that it writes small."""
        return frozenset(_SMALL.findall(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Those that it writes with a capital inside a sentence."""
        return frozenset(_INSIDE.findall(self.text))


def with_plain_headlines(writing: Writing) -> str:
    """The text; its first ``MAX_HEADLINES`` sentences that look like headlines as ``plain`` writes them."""
    text = writing.text
    stretches = (match for match in _STRETCH.finditer(text) if len(match[0]) < MAX_HEADLINE_CHARS)
    parts, at = [], 0
    for match in islice((match for match in stretches if _HEADLINE.search(match[0])), MAX_HEADLINES):
        parts += [text[at : match.start()], plain(match[0], writing)]
        at = match.end()
    return "".join(parts) + text[at:]


def plain(title: str, writing: Writing) -> str:
    """The title; where nearly all of its words have capitals, those small that are no names: "in Gaza Blast", "Putin Deploys".

    No names are words that the text writes small, and those of the lexicon that it writes with a capital at no other place.
    """
    words = _LONG_WORD.findall(title)
    if sum(word[0].isupper() for word in words) < _TITLE_CASE * len(words):
        return title
    parties = [mention for mention in find_actors(title) if mention.kind is not ActorKind.PERSON]
    whole = _long_names(parties) | _long_names(find_places(title, parties))

    def as_written(match: re.Match[str]) -> str:
        word, low = match.group(), match.group().lower()
        common = low in writing.small or (low in _common_words() and word not in writing.names)
        return low if common and match.start() not in whole else word

    return _CAPITALISED.sub(as_written, title)


def _long_names(mentions: Sequence[ActorMention] | Sequence[PlaceMention]) -> set[int]:
    """The characters of names of several words."""
    return {at for mention in mentions if " " in mention.text for at in range(mention.start, mention.end)}


@cache
def _common_words() -> frozenset[str]:
    """Words that tell events, function words, and words that are villages' names, too; no party's name."""
    function_words = PREPOSITIONS | DETERMINERS | MODALS | BE | HAVE | ADVERBS | SUBORDINATORS | REPORTING
    return (frozenset(lexicon().entries) | function_words | common_words()) - party_names()
