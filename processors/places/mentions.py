"""PlaceMention: words of a text that name a place, and which place that is."""

from dataclasses import dataclass
from enum import StrEnum

from processors.records.event import Location


class PlaceUse(StrEnum):
    """What the words do in the text."""

    PLACE = "place"
    """They say where something is."""

    PARTY = "party"
    """They stand for the government or the people ("Moscow said", "Sudan agreed", "Texans")."""

    PART = "part"
    """They are part of a longer name, or name a place by the way ("Dublin Arts Council")."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One mention of a place; mentions of one text never overlap and stand in its order.

    Attributes:
        start: First character, in code points of the text.
        end: One past the last character.
        text: The words: ``text[start:end]`` of the searched text ("Sumy region", "Khan Younis").
        location: The reading that fits the text best, with the same span and words, its probability ``p`` and up to three
            ``alternatives``.
        preposition: The lower-case word that puts something there ("in", "near", "from", "outside" …); None where no such word
            stands directly before.
        use: What the words do; only a ``PLACE`` is where an event happens.
    """

    start: int
    end: int
    text: str
    location: Location
    preposition: str | None = None
    use: PlaceUse = PlaceUse.PLACE
