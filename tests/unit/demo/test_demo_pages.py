"""The demo's pages are like real ones: the text can be extracted, and stays apart from everything around it."""

from datetime import date

import pytest
import trafilatura

from ingest.demo.outlets import Outlet, Version, load_outlets, version_of
from ingest.demo.pages import write_page

DAY = date(2026, 3, 4)


def printed(outlet: Outlet) -> list[Version]:
    """Everything in an outlet, before edits."""
    return [version_of(article, DAY, edited=False) for article in outlet.articles]


PAGES = [(outlet, version) for outlet in load_outlets() for version in printed(outlet) if version.article.status == 200]


WITH_TEXT = {version.article.url: (outlet, version) for outlet, version in PAGES if version.text}


@pytest.mark.parametrize(("outlet", "version"), WITH_TEXT.values(), ids=list(WITH_TEXT))
def test_plain_extraction_finds_every_paragraph(outlet: Outlet, version: Version) -> None:
    """Each paragraph is a line of what trafilatura extracts by default, in order; the promo tail is a line of its own."""
    extracted = trafilatura.extract(write_page(outlet, version, printed(outlet)))
    assert extracted is not None
    lines = extracted.split("\n")
    assert [line for line in lines if line in version.text] == list(version.text)
    if version.article.promo:
        assert version.article.promo in lines


def test_related_links_and_promo_tails_name_other_conflicts() -> None:
    """The trap of the demo: a page about markets or sport is surrounded by headlines about wars."""
    outlet, version = next((o, v) for o, v in PAGES if not v.article.conflict and v.article.promo and o.layout == "ticker")
    page = write_page(outlet, version, printed(outlet))
    assert "Israel-Iran war" in page
    assert "Also Read | " in page
    assert not any("Israel" in paragraph for paragraph in version.text)


def test_a_page_without_text_has_none() -> None:
    """The video page is a shell for a script."""
    ((outlet, version),) = [(outlet, version) for outlet, version in PAGES if not version.text]
    assert not trafilatura.extract(write_page(outlet, version, printed(outlet)))


def test_outlets_differ_in_their_markup() -> None:
    """At least four publishing systems."""
    assert len({outlet.layout for outlet in load_outlets()}) >= 4


def test_text_is_escaped() -> None:
    """Markup in a headline is text on the page."""
    outlet = load_outlets()[0]
    version, *others = printed(outlet)
    version = Version(version.article, 'a <b> & "c" </script>', version.text, version.published_at, version.updated_at)
    page = write_page(outlet, version, others)
    assert "a &lt;b&gt; &amp; &quot;c&quot; &lt;/script&gt;" in page
    assert 'c\\" <\\/script>' in page
