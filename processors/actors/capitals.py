"""Tell whether the name of a capital stands for its government ("Moscow said") or for the city ("in Moscow")."""

from processors.actors.tokens import Words
from processors.data.word_lists import word_list

PLACING = word_list("actors.capitals", "placing")
"""Words before a city."""

FROM_A_GOVERNMENT = word_list("actors.capitals", "from_a_government")
"""What comes from, or goes to, a government: "pressure from Washington", "aid to Kyiv"."""

ADDRESSING = word_list("actors.capitals", "addressing")
"""Words before a government."""

ACTING = word_list("actors.capitals", "acting")
"""Verbs that follow a government; the city does nothing."""

CITY_PARTS = word_list("actors.capitals", "city_parts")
"""What follows the possessive of a city: "Kyiv's suburbs"; otherwise a possessive is a government's."""


def stands_for_government(text: Words, start: int, end: int) -> bool:
    """Decide for the capital whose name is the words ``start`` to ``end`` (exclusive)."""
    before, gap_before = text.word(start - 1), text.gap(start - 1) if start else ""
    after, gap = text.word(end), text.gap(end - 1)
    if gap == "-" or gap_before == "-":
        return (
            after in {"backed", "led", "controlled", "aligned"} or (text.capital(end) and gap == "-") or text.capital(start - 1)
        )
    if gap in {"'", "’"} and after == "s":
        return before not in PLACING and text.word(end + 1) not in CITY_PARTS
    if gap == " " and text.capital(end):
        return False
    if gap_before == " " and before in {"from", "to"}:
        return text.word(start - 2) in FROM_A_GOVERNMENT
    if gap_before == " " and before in PLACING:
        return False
    if after == "and" and text.capital(end + 1):
        after = text.word(end + 2)  # "Yerevan and Baku said"
    if gap == " " and after in ACTING:
        return True
    return gap_before == " " and before in ADDRESSING
