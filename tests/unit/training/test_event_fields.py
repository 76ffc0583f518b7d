"""The fit of who, where and when."""

import pytest

pytest.importorskip("scipy", reason="dependency group training")

from training.event_fields import MIN_SAMPLES, Pick, fit, judge, measure

PICKS = [
    Pick(str(i), ("here", "there"), [{"named": 1.0}, {"far": 1.0}], [i % 10 > 0, False], known=i % 10 > 0)
    for i in range(4 * MIN_SAMPLES)
]
"""In nine of ten what is named is right, in one nothing is."""


def test_what_stands_beside_the_right_reading_gains_weight() -> None:
    """The named one is then picked, and its probability is nearly how often it is right."""
    table = fit(PICKS)
    assert table["named"] > 0 > table["far"]
    (_, (named, _)) = judge(PICKS[1:2], table)[0]
    assert named == pytest.approx(0.9, abs=0.15)
    assert measure(judge(PICKS, table), 0.5) == "1.000 of 36 labelled, 0.900 of 40 given"


def test_a_rare_sign_has_no_weight() -> None:
    """Signs of few readings are left out."""
    assert "rare" not in fit([*PICKS, Pick("rare", ("here",), [{"rare": 1.0}], [True], known=True)])
