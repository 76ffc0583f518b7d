"""Days of the year that the news names instead of dating them: "on Easter Sunday", "since Christmas Eve"."""

from datetime import date, timedelta

from dateutil.easter import easter

_FROM_EASTER = {"palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1}
"""Days from Easter Sunday of the western churches."""
_FIXED = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year’s day": (1, 1), "new year’s eve": (12, 31),
}  # fmt: skip
FEASTS = (*_FROM_EASTER, *_FIXED)


def feast_day(name: str, year: int) -> date:
    """The day of a feast, in lower case, in a year.

    Raises:
        KeyError: No such feast.
        ValueError, OverflowError: No such year.
    """
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    return date(year, *_FIXED[name])
