"""One line of ``batch``: dates as data sets write them."""

import json

import pytest

from ingest.article_lines import batch_line, code_record

TEXT = "Shells hit the port of Odesa on Sunday and killed two people, the governor said on Monday. " * 3


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2023-01-30T10:00:00Z", "2023-01-30"),
        ("20230130", "2023-01-30"),
        ("1/30/2023", "2023-01-30"),
        ("6:53 AM EST, Mon January 30, 2023", "2023-01-30"),
        ("January 30, 2023 11:34am EDT", "2023-01-30"),
        ("9-Oct", None),
        ("soon", None),
    ],
)
def test_dates_are_read_as_data_sets_spell_them(stated: str, day: str | None) -> None:
    """A date that cannot be made out is left away; the article is coded all the same."""
    article, _ = code_record({"id": "a", "title": "Shells hit port", "text": TEXT, "published_at": stated})
    assert (article.published_at.date().isoformat() if article.published_at else None) == day


def test_a_line_keeps_its_id() -> None:
    """Whatever JSON value the id is."""
    for given in ("a", 5, None):
        line = json.dumps({"id": given, "title": "t", "text": TEXT}).encode()
        assert json.loads(batch_line(line))["id"] == given
