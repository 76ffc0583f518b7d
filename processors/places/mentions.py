"""PlaceMention: words of a text that name a place, and which place that is."""

from dataclasses import dataclass

from processors.records.event import Location


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
    """

    start: int
    end: int
    text: str
    location: Location
    preposition: str | None = None
