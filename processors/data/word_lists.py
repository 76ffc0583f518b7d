"""The word lists of ``context_words.toml``."""

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
