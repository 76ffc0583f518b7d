"""Tell a country's name that only says whose what follows is, "in U.S. air strikes", from one that says where: "in the U.S."."""

from processors.actors.tokens import Words
from processors.data.word_lists import word_list

ATTACKS = word_list("actors.attributes", "attacks")
BELONGINGS = word_list("actors.attributes", "belongings")
AGAINST = frozenset({"on", "against", "targeting"})
CALENDAR = word_list("actors.attributes", "calendar")
"""Days and months: they stand behind names without a preposition, too ("in Kabul Tuesday")."""
SPACES = frozenset({" ", ". ", "\u00a0"})
"""Between words, the point of an abbreviation included."""
HYPHENS = frozenset({"-", "\u2011"})
PAIRING = HYPHENS | {"–"}
"""What joins two who act together: "U.S.-South Korean"."""


def is_attribute(text: Words, end: int) -> bool:
    """Whether the country whose name ends before word ``end`` is an attribute of what follows.

    An abbreviation is one of an attack or of what a state has ("at a US base"), another name only where the attack has an object
    ("in Israel strikes on Gaza"): "in Mali attacks" may be attacks in Mali.
    """
    last = end - 1
    if text.gap(last).removeprefix(".") in HYPHENS:
        return True
    behind = end
    while text.word(behind) in ATTACKS and text.gap(behind - 1) in SPACES:
        behind += 1
    if text.written(last).isupper() and (behind > end or (text.word(end) in BELONGINGS and text.gap(last) in SPACES)):
        return True
    return behind > end and text.word(behind) in AGAINST and text.word(behind + 1) not in CALENDAR
