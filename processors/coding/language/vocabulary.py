"""The word lists of ``words.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def word_set(stage: str, name: str) -> frozenset[str]:
    """The list ``name`` of a stage's table."""
    words: str = _tables()[stage][name]
    return frozenset(words.split())


def ordered_words(stage: str, name: str) -> tuple[str, ...]:
    """The list ``name`` of a stage's table, in its order."""
    words: str = _tables()[stage][name]
    return tuple(words.split())


def word_phrases(stage: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The list ``name`` of a stage's table, whose phrases commas separate; each as its words."""
    return _phrases(_tables()[stage][name])


def word_table(stage: str, name: str) -> Mapping[str, frozenset[str]]:
    """The table ``name`` of a stage's table: a list of words for each key."""
    table: Mapping[str, str] = _tables()[stage][name]
    return {key: frozenset(words.split()) for key, words in table.items()}


def phrase_table(stage: str, name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The table ``name`` of a stage's table: a list of phrases, which commas separate, for each key."""
    table: Mapping[str, str] = _tables()[stage][name]
    return {key: _phrases(listed) for key, listed in table.items()}


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in listed.split(","))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
