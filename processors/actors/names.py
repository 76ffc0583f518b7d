"""Tell names of persons from names of countries and leaders by the words around them."""

from processors.actors.tokens import Words

PARTICLES = frozenset("al el bin ben abu ibn de da do dos van von der den la le du di ul ur ag ould bint os e".split())
MAX_NAME_WORDS = 6

LIKE_PERSONS = frozenset({"Jordan", "Chad", "Georgia", "Kenya", "Cuba", "Malta", "Ireland", "Holland", "Wales", "England"})
"""Countries whose names persons bear too: "Jordan Henderson", "Michael Jordan"."""

STATE_CUES = frozenset(
    "atlanta savannah macon augusta athens kemp raffensperger fulton georgians sheriff county carolina alabama florida".split()
)
NATION_CUES = frozenset(
    "tbilisi abkhazia ossetia batumi caucasus saakashvili georgian kobakhidze gori russia moscow armenia azerbaijan".split()
)
"""Which Georgia: the US state's words against the country's."""

NOT_FIRST_NAMES = frozenset(
    "the a an in on at by for with from to of and but or as if when while after before since until although though because that this these those "
    "president minister prime chancellor king secretary general mr mrs ms dr sir said says asked told both why what who how is was will would can could did does "
    "has had have not no yes under over against between among during following meanwhile however earlier later today yesterday "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "like unlike even then there here where so it he she they we you i also still only just now former late like per via about despite upon amid "
    "vladimir donald benjamin".split(),
)
"""Capitalised words before a surname that are not another person's first name."""


def is_other_name(text: Words, start: int, end: int, *, country: str = "") -> bool:
    """Tell whether a surname or country stands inside a longer name: "Michael Jordan", "Chad Johnson", "Lebanon, Ohio".

    Args:
        text: The text.
        start: First word of the surname or country.
        end: One past its last word.
        country: Standard name of the country; empty for a surname.
    """
    if country == "Georgia" and georgia_is_state(text):
        return True
    if country and country not in LIKE_PERSONS:
        return in_us_state(text, end)
    before = text.before(start)
    if text.capital(start - 1) and before and before not in NOT_FIRST_NAMES and not opens_sentence(text, start - 1):
        return True
    if country:
        return (text.gap(end - 1) == " " and text.capital(end)) or in_us_state(text, end)
    return (
        text.gap(end - 1) in {"-", " "}
        and text.capital(end)
        and text.word(end) not in NOT_FIRST_NAMES
        and len(text.word(end)) > 1
    )


def georgia_is_state(text: Words) -> bool:
    """Decide which Georgia a text is about, by the words of the whole text."""
    words = frozenset(text.folded)
    return len(words & STATE_CUES) > len(words & NATION_CUES)


US_STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida idaho illinois indiana iowa kansas kentucky louisiana "
    "maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
    "tennessee texas utah vermont virginia wisconsin wyoming pa ill ind mo ore tenn conn n".split(),
)


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
        if text.capital(end) and not (end == at and text.word(at) in NOT_FIRST_NAMES):
            last = end + 1
        elif text.word(end) not in PARTICLES:
            break
        end += 1
    return last
