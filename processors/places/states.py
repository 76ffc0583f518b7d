"""States of the USA behind a comma, as agencies and addresses write them: "Alexandria, La.", "Lebanon, Ohio", "Dayton, OH"."""

from functools import cache
from importlib.resources import as_file, files

from processors.actors.tokens import Words, cut
from processors.data.tables import read_table


@cache
def spellings() -> dict[tuple[str, ...], tuple[str, bool]]:
    """State by the folded words of its abbreviation, and whether the text must write it in capitals (postal codes)."""
    with as_file(files("processors.data")) as folder:
        rows = list(read_table(folder, "us_states.csv"))
    codes = {(row["code"].lower(),): (row["name"], True) for row in rows}
    return (
        codes
        | {tuple(cut(row["abbreviation"]).folded): (row["name"], False) for row in rows}
        | {tuple(cut(row["name"]).folded): (row["name"], False) for row in rows}
    )


def state_behind(text: Words, at: int) -> str | None:
    """The state that is named at a word, or None."""
    for length in (2, 1):
        words = tuple(text.folded[at : at + length])
        state, in_capitals = spellings().get(words, (None, False))
        if state and text.capital(at) and (not in_capitals or text.written(at).isupper()):
            return state
    return None
