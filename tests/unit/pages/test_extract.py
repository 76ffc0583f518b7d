"""From a page and its entry to an article."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.feeds.identity import canonical_url
from processors.pages.decode import MAX_PAGE_BYTES
from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.records import Article, DateSource, Entry, Page
from processors.records.ids import article_id, text_sha256
from tests.unit.pages.samples import FETCHED_AT, PARAGRAPHS, URL, entry, page, page_html


def extract(fetched: Page, stated: Entry | None = None, outlet: str | None = None) -> Article:
    """Extract with the defaults of these tests."""
    return extract_article(fetched, stated or entry(), feed_ids=("f1", "f2"), outlet=outlet)


def test_the_whole_record() -> None:
    """Text without navigation, identity, hashes, host."""
    article = extract(page(page_html()))
    assert article.text == "\n".join(PARAGRAPHS)
    assert article.text_sha256 == text_sha256(article.text)
    assert (article.id, article.url) == (article_id(URL), URL)
    assert (article.host, article.outlet) == ("www.courier.example", "www.courier.example")
    assert (article.revision, article.feed_ids, article.fetched_at, article.relevance) == (1, ("f1", "f2"), FETCHED_AT, None)
    assert (article.language, article.title) == ("en", "Bridge reopened after mines are cleared")
    assert (article.published_at, article.published_from) == (None, None)


def test_the_feed_goes_before_the_page() -> None:
    """Title, date and authors of the entry win over the page's."""
    head = '<meta name="author" content="Page Author"><meta property="article:published_time" content="2026-05-01T08:00:00Z">'
    stated = entry(title="Bridge open", authors=("Feed Author",), published_at=datetime(2026, 5, 2, 9, tzinfo=UTC))
    article = extract(page(page_html(head=head)), stated, outlet="Courier")
    assert (article.title, article.authors, article.outlet) == ("Bridge open", ("Feed Author",), "Courier")
    assert (article.published_at, article.published_from) == (datetime(2026, 5, 2, 9, tzinfo=UTC), DateSource.FEED)


def test_the_page_fills_what_the_feed_leaves_open() -> None:
    """Date and authors from the page, and the record says so."""
    head = '<meta name="author" content="By Ada Ferry and Ben Quay">'
    head += '<meta property="article:published_time" content="2026-05-01T08:00:00+02:00">'
    article = extract(page(page_html(head=head)))
    assert article.authors == ("Ada Ferry", "Ben Quay")
    assert (article.published_at, article.published_from) == (datetime(2026, 5, 1, 6, tzinfo=UTC), DateSource.PAGE)


def test_json_ld() -> None:
    """A graph of nodes with authors by reference."""
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#o", "name": "The Courier"},
            {"@type": "Person", "@id": "#p", "name": "Ada Ferry"},
            {
                "@type": ["NewsArticle"],
                "datePublished": "2026-05-02",
                "author": [{"@id": "#p"}, {"@type": "Person", "name": "Ben Quay"}],
            },
        ]
    }
    article = extract(page(page_html(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>')))
    assert article.authors == ("Ada Ferry", "Ben Quay")
    assert article.published_at == datetime(2026, 5, 2, tzinfo=UTC)


def test_truncated_json_ld_takes_linear_time() -> None:
    """A script that never ends costs no more than its length."""
    script = '{"@graph":[' + '{"@type":"NewsArticle","author":[' * 10_000
    started = time.process_time()
    assert extract(page(page_html(head=f'<script type="application/ld+json">{script}</script>'))).authors == ()
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (
            "https://courier.example/world/2026/05/03/bridge-reopened?utm_source=x",
            "https://courier.example/world/2026/05/03/bridge-reopened",
        ),
        ("/world/2026/05/03/bridge-2", "https://www.courier.example/world/2026/05/03/bridge-2"),
        ("https://www.courier.example/", URL),
        ("https://www.courier.example/world/", URL),
        ("https://elsewhere.example/world/2026/05/03/bridge", URL),
        ("javascript:void(0)", URL),
        ("http://[", URL),
    ],
)
def test_canonical_link(canonical: str, expected: str) -> None:
    """Believed on its own site, unless it names the home page or a section above the article."""
    article = extract(page(page_html(head=f'<link rel="canonical" href="{canonical}">')))
    assert (article.url, article.id) == (expected, article_id(expected))


def test_promo_lines_stay_out() -> None:
    """Promo paragraphs and a promo tail of the last paragraph are not in the text."""
    tail = PARAGRAPHS[-1] + " Follow all the latest updates on the river war here on The Courier."
    article = extract(page(page_html(paragraphs=(*PARAGRAPHS[:2], "Also read: Why the dam broke", PARAGRAPHS[2], tail))))
    assert article.text == "\n".join(PARAGRAPHS)


def test_language_of_the_text_wins_over_the_template() -> None:
    """A page whose template claims another language."""
    assert extract(page(page_html(lang="hi"))).language == "en"


def test_licence_hints() -> None:
    """Feed's statement first, then the page's; bounded."""
    head = (
        f'<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"><meta name="copyright" content="{"x" * 9000}">'
    )
    hints = extract(page(page_html(head=head)), entry(licence="CC BY")).licence_hints
    assert hints[:2] == ("CC BY", "https://creativecommons.org/licenses/by/4.0/")
    assert len(hints[2]) == 300


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "not_html"),
        (b"%PDF-1.7 ...", "application/pdf", "not_html"),
        (b'{"a": 1}', None, "not_html"),
        (b"<html>" + b" " * MAX_PAGE_BYTES, "text/html", "too_large"),
        (b"<html><body><p>" + b"<div>" * 5000 + b"text", "text/html", "too_deep"),
        (b"<html><head><title>Empty</title></head><body></body></html>", "text/html", "no_text"),
        (b"<html><body><article><p>Please log in.</p></article></body></html>", "text/html", "too_short"),
        (b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00" + b"\x00\xd8" * 500, "text/html", "undecodable"),
    ],
)
def test_pages_that_give_no_article(body: bytes, content_type: str | None, reason: str) -> None:
    """Each ends with its reason."""
    with pytest.raises(PageError) as caught:
        extract(page(body, content_type=content_type))
    assert caught.value.reason == reason


def test_over_long_texts_are_discarded() -> None:
    """Not cut: half an article is a wrong one."""
    paragraphs = tuple(f"{text} {number}" for number in range(3000) for text in PARAGRAPHS)
    with pytest.raises(PageError, match="too_long"):
        extract(page(page_html(paragraphs=paragraphs)))


PIECES = (
    *(
        "<html>",
        "<body>",
        "<p>",
        "</p>",
        "<table>",
        "<td>",
        "<!--",
        "-->",
        "<script>",
        "<a href='",
        "'>",
        "<br>",
        "<svg>",
        "<template>",
    ),
    *("&#0;", "&#xFFFE;", "\x00", "<", ">", "<math>", "<title>", "<time datetime='", "<link rel=canonical href='"),
    *("<meta property='article:published_time' content='", "<script type='application/ld+json'>{\"@type\":", *PARAGRAPHS),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "<html>" + "".join(pieces))


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=300), MARKUP.map(str.encode)), st.one_of(st.none(), st.text(max_size=30)))
def test_arbitrary_bytes_give_an_article_or_a_page_error(body: bytes, content_type: str | None) -> None:
    """Nothing else comes out, whatever goes in."""
    try:
        article = extract(page(body, content_type=content_type))
    except PageError:
        return
    assert article.text.strip() == article.text
    assert canonical_url(article.url) == article.url
    assert "\n\n" not in article.text
