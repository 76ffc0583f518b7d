"""Tell whether the name of a capital stands for its government ("Moscow said") or for the city ("in Moscow")."""

from processors.actors.attributes import CALENDAR
from processors.actors.tokens import Words
from processors.data.word_lists import word_list

PLACING = word_list("actors.capitals", "placing")
"""Words before a city."""

FROM_A_GOVERNMENT = word_list("actors.capitals", "from_a_government")
"""What comes from, or goes to, a government: "pressure from Washington", "aid to Kyiv"."""

ADDRESSING = word_list("actors.capitals", "addressing")
"""Words before a government."""

BE = frozenset({"is", "are", "was", "were"})
AUXILIARIES = word_list("actors.capitals", "auxiliaries")
ATTACKED = word_list("actors.capitals", "attacked")
"""What a city is behind an auxiliary: "Kyiv was hit"."""
ACTING = word_list("actors.capitals", "acting")
PREDICATES = ACTING | AUXILIARIES
"""Verbs that follow a government; the city does nothing."""

CITY_PARTS = word_list("actors.capitals", "city_parts")
"""What follows the possessive of a city: "Kyiv's suburbs"; otherwise a possessive is a government's."""

GOVERNMENT_THINGS = word_list("actors.capitals", "government_things")
"""What only a government owns, whatever stands before it: "the dispute over Addis Ababa's plan"."""

TOWARDS = frozenset({"for", "on", "of", "toward", "towards"})
"""Prepositions between what a government is given and it: "sanctions on Pyongyang", "an arms package for Taipei"."""
ARTICLES = frozenset({"a", "an", "the", "this", "these", "those"})
"""Words before a capital that only names what follows: "the Nairobi talks"."""
EACH = frozenset({"each", "both", "itself"})
"""Words between a government and its verb: "Moscow and Kyiv each freed 300"."""
ASIDES = tuple(
    tuple(aside.split())
    for aside in ("meanwhile", "however", "though", "too", "therefore", "for its part", "in turn", "in response", "in return")
)
"""What may stand between commas behind a government: "Moscow, for its part, warned"."""


def stands_for_government(text: Words, start: int, end: int) -> bool:
    """Decide for the capital whose name is the words ``start`` to ``end`` (exclusive)."""
    before, gap_before = text.word(start - 1), text.gap(start - 1) if start else ""
    after, gap = text.word(end), text.gap(end - 1)
    if gap == "-" or gap_before == "-":
        return (
            after in {"backed", "led", "controlled", "aligned"} or (text.capital(end) and gap == "-") or text.capital(start - 1)
        )
    if gap in {"'", "’"} and after == "s":
        owned = text.word(end + 1)
        return owned in GOVERNMENT_THINGS or (before not in PLACING and owned not in CITY_PARTS)
    if gap == " " and text.capital(end) and after not in CALENDAR and not (after in ACTING and gap_before != " "):
        return False
    if gap_before == " " and before in {"from", "to"}:
        return text.word(start - 2) in FROM_A_GOVERNMENT
    if gap_before == " " and before in PLACING:
        return False
    if before not in ARTICLES and acts(text, end):
        return True
    if gap_before == " " and before in TOWARDS and text.word(start - 2) in FROM_A_GOVERNMENT:
        return not (gap == " " and after in CITY_PARTS)
    return gap_before == " " and before in ADDRESSING and not (before == "and" and is_listed(text, start - 1))


def is_listed(text: Words, at: int) -> bool:
    """Tell whether the "and" at a word goes on with where something is: "in Lviv and Kyiv", "hit Kharkiv, Odesa and Kyiv"."""
    first = at
    while text.capital(first - 1) and text.gap(first - 1) in {" ", ", ", "-", ", and "}:
        first -= 1
    return first < at and text.gap(first - 1) == " " and text.word(first - 1) in PLACING


def acts(text: Words, end: int) -> bool:
    """Tell whether a verb of governments follows the name that ends before word ``end``: "Moscow, meanwhile, warned"."""
    at = end
    if text.gap(end - 1) == ", ":
        at = past_aside(text, end)
        if text.word(end) == "which":
            return is_verb(text, end + 1, bare=False)
    elif text.after(end - 1) == "and" and text.capital(end + 1):
        at = end + 2  # "Yerevan and Baku said"
        return text.gap(end + 1) == " " and is_verb(text, at)
    return at > 0 and (text.gap(at - 1) == " " or at > end) and is_verb(text, at)


def past_aside(text: Words, at: int) -> int:
    """The word behind the aside that starts at a word: "Moscow, for its part, warned"; 0 where none does."""
    for aside in ASIDES:
        behind = at + len(aside)
        if tuple(text.folded[at:behind]) == aside and text.gap(behind - 1) == ", ":
            return behind
    return 0


def past_day(text: Words, at: int) -> int:
    """The word behind the day that starts at a word: "Moscow on Tuesday accused"; that word itself where none does."""
    day = at + (text.word(at) == "on" and text.gap(at) == " ")
    return day + 1 if text.word(day) in CALENDAR and text.gap(day) == " " else at


def is_verb(text: Words, at: int, *, bare: bool = True) -> bool:
    """Tell whether a verb of governments stands at a word, or behind adverbs: "formally protested".

    Args:
        text: The text.
        at: The word.
        bare: Whether an auxiliary is enough: "Moscow has …", but not "Kinshasa, which has 17 million people". Behind a day it
            never is: "Kyiv on Friday was quiet".
    """
    name_end, at = at, past_day(text, at)
    bare = bare and at == name_end
    while (text.word(at).endswith("ly") or text.word(at) in EACH) and text.after(at):
        at += 1
    first = at
    while text.word(at) in AUXILIARIES and text.after(at):
        at += 1
    if first < at:
        return text.word(at) not in ATTACKED and (bare or (text.word(first) not in BE and text.word(at) in ACTING))
    return text.word(at) in PREDICATES or protests(text, at)


def protests(text: Words, at: int) -> bool:
    """Tell whether "protests" is a verb: "Manila protests China's ramming of a boat", not "Manila Protests Turn Violent"."""
    return text.word(at) == "protests" and not text.capital(at) and text.gap(at) == " " and text.capital(at + 1)
