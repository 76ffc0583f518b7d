"""The fit of the choice of events."""

from training.event_choice import MIN_ARTICLES, Sample, fit, judge, measure

SAMPLES = [
    Sample(str(i), own=False, signs=[{"bias": 1.0, "lead": 1.0}, {"bias": 1.0, "history": 1.0}], right=[True, False], events=1)
    for i in range(4 * MIN_ARTICLES)
]


def test_what_stands_beside_the_right_ones_gains_weight() -> None:
    """A sign of labelled events counts for, one of others against; the right ones are then chosen."""
    weights = fit(SAMPLES)
    assert weights["lead"] > 0 > weights["history"]
    assert measure([(sample, judge(weights, sample)) for sample in SAMPLES], 0.5) == (1.0, 1.0, 1.0)


def test_a_rare_sign_has_no_weight() -> None:
    """Words of few articles are left out."""
    rare = Sample("rare", own=False, signs=[{"bias": 1.0, "rare": 1.0}], right=[True], events=1)
    assert "rare" not in fit([*SAMPLES, rare])
