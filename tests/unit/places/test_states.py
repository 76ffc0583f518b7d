"""state_at: abbreviated states and provinces."""

import pytest

from processors.actors.tokens import cut
from processors.places.states import State, state_at


@pytest.mark.parametrize(
    ("text", "word", "behind", "state"),
    [
        ("Paris, Tenn., burned", 1, True, State("USA", "Tennessee", 1)),
        ("Paris, TN 38242", 1, True, State("USA", "Tennessee", 1)),
        ("the N.C. legislature", 1, False, State("USA", "North Carolina", 2)),
        ("a Calif. man", 1, False, State("USA", "California", 1)),
        ("Charlottetown, P.E.I.", 1, True, State("CAN", "Prince Edward Island", 3)),
        ("London, Ont.", 1, True, State("CAN", "Ontario", 1)),
    ],
)
def test_abbreviations_are_states(text: str, word: int, *, behind: bool, state: State) -> None:
    """Behind a place each abbreviation counts; elsewhere initials, and longer ones with their point."""
    assert state_at(cut(text), word, behind=behind) == state


@pytest.mark.parametrize(
    ("text", "word", "behind"),
    [
        ("Come in. OK or not", 2, False),
        ("Viva La. Viva", 1, False),
        ("Paris, in May", 1, True),
        ("Miss Universe", 0, False),
        ("Paris, tn", 1, True),
    ],
)
def test_words_are_no_states(text: str, word: int, *, behind: bool) -> None:
    """A postal code needs a place before it and capitals; a short abbreviation that is a word needs a place, too."""
    assert state_at(cut(text), word, behind=behind) is None
