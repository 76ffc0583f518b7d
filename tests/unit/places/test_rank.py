"""rank: the names of a text decide together what they mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.actors import find_actors
from processors.places.naming import SIGNS
from processors.places.naming import weights as naming_weights
from processors.places.rank import TOGETHER, probabilities, softmax, votes, weights
from processors.places.survey import lay_out, survey
from processors.places.table import ALONE, Ballot


@given(st.lists(st.lists(st.floats(-50, 50), min_size=1, max_size=5), min_size=1, max_size=5))
def test_probabilities_of_a_name_are_one_together(points: list[list[float]]) -> None:
    """Whatever the points, each name's probabilities add up to 1."""
    of = np.repeat(np.arange(len(points)), [len(own) for own in points])
    p = softmax(np.concatenate([np.array(own) for own in points]), of)
    assert np.bincount(of, p) == pytest.approx(np.ones(len(points)))


def test_a_name_does_not_vote_for_itself() -> None:
    """Rows that share a country hear the votes of the other names only."""
    ballot = Ballot.of(key=np.array([7, 7, 7, 9]), group=np.array([0, 0, 1, 1]))
    assert ballot.others(np.array([0.5, 0.25, 0.75, 0.25])).tolist() == [0.75, 0.75, 0.75, 0.0]


def test_a_text_without_names_has_no_readings() -> None:
    """Nothing to rank is no error."""
    table = lay_out("nothing here", ()).table
    assert probabilities(table).shape == (0,)
    assert votes(table, np.zeros(0)).shape == (0, len(TOGETHER))


def test_every_feature_has_a_weight() -> None:
    """The shipped weights are those of the features that the code computes."""
    first, later = weights()
    assert (len(first), len(later), len(naming_weights())) == (len(ALONE), len(ALONE) + len(TOGETHER), len(SIGNS))


@pytest.mark.parametrize(
    ("text", "name", "division"),
    [
        ("Fires burned in Springfield and Dayton. Ohio sent aid to Columbus.", "springfield", "Ohio"),
        ("Fires burned in Springfield, Joplin and Kansas City. Missouri sent aid.", "springfield", "Missouri"),
        ("Crews from Worcester and Boston went to Springfield in Massachusetts.", "springfield", "Massachusetts"),
    ],
)
def test_other_places_decide(text: str, name: str, division: str) -> None:
    """A name of many towns is the one in the division, and near the places, that the text names."""
    ranked = next(readings for key, readings in survey(text, find_actors(text)).ranked.items() if key.folded == name)
    assert ranked[0].reading.admin1 == division
