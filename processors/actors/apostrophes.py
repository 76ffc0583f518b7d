"""Possessives of a text that has lost its apostrophes, as some archives lose them: "Syrias army", "the Peoples Army"."""

import re
from functools import cache
from importlib.resources import as_file, files

from processors.data.tables import parts, read_table
from processors.data.word_lists import common_words

TABLES = {
    "countries.csv": ("name", "aliases", "capitals"),
    "regions.csv": ("name", "aliases"),
    "admin1.csv": ("name", "ascii"),
    "groups.csv": ("name", "aliases"),
}
"""The columns with names that are written with a possessive."""
MIN_NAME_CHARS = 4
_APOSTROPHE = re.compile("['’]")
_ENDS_IN_S = re.compile(r"\b[A-Z][a-z]+s\b")


def lost_possessives(text: str) -> frozenset[str]:
    """The words of a text that are a name and a possessive "s": "Syrias". Empty where the text has an apostrophe anywhere."""
    if _APOSTROPHE.search(text):
        return frozenset()
    return frozenset(word for word in _ENDS_IN_S.findall(text) if word[:-1] in _owners() and word not in _owners())


@cache
def _owners() -> frozenset[str]:
    """Names of one word that own something where an "s" is put behind them."""
    with as_file(files("processors.data")) as folder:
        values = [row[column] for table, columns in TABLES.items() for row in read_table(folder, table) for column in columns]
    names = {name for value in values for name in parts(value) if name.isalpha() and len(name) >= MIN_NAME_CHARS}
    return frozenset(name for name in names if name.lower() not in common_words()) | {"People"}
