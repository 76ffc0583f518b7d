"""The word lists of ``context_words.toml`` and ``common_words.txt``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def word_list(table: str, name: str) -> frozenset[str]:
    """One list, by its table ("places.words") and key."""
    return frozenset(word_lists()[table][name].split())


@cache
def word_lists() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads((files("processors.data") / "context_words.toml").read_text(encoding="utf-8"))


@cache
def common_words() -> frozenset[str]:
    """English words that are also names of places."""
    lines = (files("processors.data") / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
