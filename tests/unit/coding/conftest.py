"""A short way from words to events."""

from collections.abc import Callable

import pytest

from processors.coding import code_events
from processors.records import ConflictEvent
from tests.unit.coding.articles import make_article


@pytest.fixture
def code() -> Callable[..., tuple[ConflictEvent, ...]]:
    """Code a text, and a title where one is given."""
    return lambda text, title="", **known: code_events(make_article(text, title, **known))
