"""Tell names of persons from names of countries and leaders by the words around them."""

from processors.actors.attributes import PAIRING
from processors.actors.lexicon import Role, lexicon
from processors.actors.tokens import Words
from processors.data.fold import fold
from processors.data.word_lists import word_list

PARTICLES = word_list("actors.names", "particles")
MAX_NAME_WORDS = 6
MAX_SHOUTED_WORDS = 2
"""In a line of capitals a name is taken to be this long: what follows may be any word."""

LIKE_PERSONS = frozenset({"Jordan", "Chad", "Georgia", "Kenya", "Cuba", "Malta", "Ireland", "Holland", "Wales", "England"})
"""Countries whose names persons bear too: "Jordan Henderson", "Michael Jordan"."""

STATE_CUES = word_list("actors.names", "state_cues")
NATION_CUES = word_list("actors.names", "nation_cues")
"""Which Georgia: the US state's words against the country's."""

NOT_FIRST_NAMES = word_list("actors.names", "not_first_names")
"""Capitalised words before a surname that are not another person's first name."""

NO_GIVEN_NAMES = word_list("actors.names", "no_given_names")
"""First words of leaders' names that open a sentence more often as other words: "Can Trump …"."""
OTHER_WORDS = NO_GIVEN_NAMES | NOT_FIRST_NAMES
MIN_GIVEN_CHARS = 3

SETTLEMENTS = word_list("actors.names", "settlements")
"""Words for what a name is of that no person bears: "the town of Masisi"."""

NOT_NAMES = word_list("actors.names", "not_names")
"""Capitalised words behind a title that make it part of the name of something else: "Premier League"."""


def is_other_name(text: Words, start: int, end: int, *, country: str = "", person: str = "") -> bool:
    """Tell whether a surname or country stands inside a longer name: "Michael Jordan", "Chad Johnson", "Lebanon, Ohio".

    Args:
        text: The text.
        start: First word of the surname or country.
        end: One past its last word.
        country: Standard name of the country; empty for a surname.
        person: Full name of whom the surname is mostly; empty for a country.
    """
    if country == "Georgia" and georgia_is_state(text):
        return True
    if country and country not in LIKE_PERSONS:
        return in_us_state(text, end)
    before = text.before(start)
    if not country and (_names_place(text, end - 1) or (before == "of" and text.before(start - 1) in SETTLEMENTS)):
        return True
    if not country and has_other_given_name(text, start, person):
        return True
    if text.capital(start - 1) and before and before not in NOT_FIRST_NAMES and not opens_sentence(text, start - 1):
        return True
    if not country and _is_paired(text, end):
        return False
    if country:
        return (text.gap(end - 1) == " " and text.capital(end)) or in_us_state(text, end)
    return (
        text.gap(end - 1) in {"-", " "}
        and text.capital(end)
        and text.word(end) not in NOT_FIRST_NAMES
        and len(text.word(end)) > 1
    )


def _is_paired(text: Words, end: int) -> bool:
    """Tell whether a hyphen joins another leader or country to a name: "the Putin-Zelensky summit"."""
    form = lexicon().longest(text, end) if text.gap(end - 1) in PAIRING and end < len(text) else None
    return form is not None and form.entry.role in {Role.SURNAME, Role.LEADER, Role.COUNTRY}


def has_other_given_name(text: Words, at: int, person: str) -> bool:
    """Tell whether a first name that is not the person's stands before a surname: "Boutros Badawi" is not Abdullah Badawi."""
    before = text.before(at)
    if not text.capital(at - 1) or len(before) < MIN_GIVEN_CHARS or before in OTHER_WORDS:
        return False
    return lexicon().is_given_name(before) and before not in fold(person).split()


def _names_place(text: Words, last: int) -> bool:
    """Tell whether a word for a place follows a name: "the Masisi hill town"; not "the Trump camp"."""
    after = text.after(last)
    return (after in SETTLEMENTS and after != "camp") or (
        after in {"hill", "border", "mining"} and text.after(last + 1) == "town"
    )


def georgia_is_state(text: Words) -> bool:
    """Decide which Georgia a text is about, by the words of the whole text."""
    return len(text.vocabulary & STATE_CUES) > len(text.vocabulary & NATION_CUES)


US_STATES = word_list("actors.names", "us_states")


def in_us_state(text: Words, end: int) -> bool:
    """Tell whether a US state follows after a comma: "Lebanon, Ohio"."""
    return text.gap(end - 1) == ", " and text.capital(end) and text.word(end) in US_STATES


def opens_sentence(text: Words, at: int) -> bool:
    """Tell whether a word is the first of its sentence or line."""
    return at == 0 or any(mark in text.gap(at - 1) for mark in '.!?:\n"“”')


def name_end(text: Words, at: int) -> int:
    """One past the last word of the person's name that starts at a word; ``at`` where no name does."""
    end = last = at
    while end < len(text) and end - at < MAX_NAME_WORDS:
        initial = end > at and len(text.word(end - 1)) == 1
        if end > at and text.gap(end - 1) not in ({" ", "-", "\u00a0", ". ", "."} if initial else {" ", "-", "\u00a0"}):
            break
        if text.word(end) in NOT_NAMES:
            return at
        if text.word(end) in NOT_FIRST_NAMES or (text.written(end).isupper() and end - at >= MAX_SHOUTED_WORDS):
            break
        if text.capital(end):
            last = end + 1
        elif text.word(end) not in PARTICLES:
            break
        end += 1
    return last
