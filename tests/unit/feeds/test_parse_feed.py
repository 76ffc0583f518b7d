"""Reading feed documents."""

import contextlib
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.feeds.parse import FeedError, parse_feed
from processors.records import Entry, FeedKind, ParsedFeed
from tests.corpus import part_of_corpus

URL = "https://news.example/feeds/world.xml"
ITEM = "<item><title>One</title><link>https://news.example/1</link></item>"


def parse(document: str | bytes, content_type: str | None = None, **options: object) -> ParsedFeed:
    """Parse as if fetched from ``URL``."""
    body = document.encode() if isinstance(document, str) else document
    return parse_feed(body, url=URL, content_type=content_type, **options)  # type: ignore[arg-type]  # options of parse_feed


def rss(items: str, channel: str = "") -> str:
    """An RSS document with these items."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>World</title>{channel}{items}</channel></rss>"
    )


def entry(fields: str) -> Entry:
    """The one entry of a feed with one item."""
    (only,) = parse(rss(f"<item><link>https://news.example/1</link>{fields}</item>")).entries
    return only


def reason(document: str | bytes) -> str:
    """Why a document is refused."""
    with pytest.raises(FeedError) as caught:
        parse(document)
    return caught.value.reason


def test_rss() -> None:
    """Every field of an RSS item is read."""
    feed = parse(
        rss(
            "<item><title>Talks &amp;amp; tanks</title><link>https://news.example/1?utm_source=rss#x</link>"
            "<guid isPermaLink='false'>g-1</guid><dc:creator>Ann Example</dc:creator>"
            "<pubDate>Sun, 01 Jun 2025 20:00:00 +0530</pubDate>"
            "<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item>",
            "<language>en-GB</language><copyright>© Example</copyright><ttl>5</ttl>",
        )
    )
    assert feed == ParsedFeed(
        FeedKind.RSS,
        "World",
        (
            Entry(
                url="https://news.example/1",
                guid="g-1",
                title="Talks & tanks",
                authors=("Ann Example",),
                published_at=datetime(2025, 6, 1, 14, 30, tzinfo=UTC),
                summary="First. Second.",
                language="en-gb",
                licence="© Example",
            ),
        ),
        ttl_s=300.0,
    )


def test_atom() -> None:
    """Atom: the alternate link, xml:base, both dates, authors, rights."""
    feed = parse(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt-BR"><title>T</title><entry xml:base="https://base.example/x/">'
        '<id>tag:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title><link rel="self" href="self"/>'
        '<link rel="alternate" type="text/html" href="../a"/><author><name>Ann</name></author><author><name>Bo</name></author>'
        "<published>2025-06-01T10:00:00Z</published><updated>2025-06-02T10:00:00+02:00</updated>"
        "<rights>CC BY</rights></entry></feed>"
    )
    assert feed.kind is FeedKind.ATOM
    assert feed.entries == (
        Entry(
            url="https://base.example/a",
            guid="tag:1",
            title="A bold move",
            authors=("Ann", "Bo"),
            published_at=datetime(2025, 6, 1, 10, tzinfo=UTC),
            updated_at=datetime(2025, 6, 2, 8, tzinfo=UTC),
            language="pt-br",
            licence="CC BY",
        ),
    )


def test_rdf() -> None:
    """RSS 1.0 has its items beside the channel, and its dates in dc:date."""
    feed = parse(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel><item rdf:about="https://news.example/1">'
        "<title>One</title><link>https://news.example/1</link><dc:date>2025-06-01T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert feed.kind is FeedKind.RSS
    assert feed.entries[0].published_at == datetime(2025, 6, 1, 10, tzinfo=UTC)


def test_json_feed() -> None:
    """JSON Feed 1.1, and what 1.0 did otherwise."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "language": "en",
        "authors": [{"name": "Desk"}],
        "items": [
            {"id": 1, "url": "/1", "title": "One", "date_published": "2025-06-01T10:00:00+02:00", "content_html": "<p>Text</p>"},
            {"id": "https://news.example/2", "content_text": "Two", "author": {"name": "Bo"}},
            {"id": "x"},
            7,
        ],
    }
    feed = parse(json.dumps(document))
    one = datetime(2025, 6, 1, 8, tzinfo=UTC)
    assert feed.kind is FeedKind.JSON
    assert feed.entries == (
        Entry("https://news.example/1", "1", "One", ("Desk",), one, summary="Text", language="en"),
        Entry("https://news.example/2", "https://news.example/2", authors=("Bo",), summary="Two", language="en"),
    )
    assert feed.skipped == (("no_link", 2),)


def test_news_sitemap() -> None:
    """A Google news sitemap gives title, date and language; plain URLs are passed over."""
    feed = parse(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>https://news.example/1</loc><news:news><news:publication><news:name>N</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2025-06-01</news:publication_date><news:title>One</news:title></news:news></url>"
        "<url><loc>https://news.example/about</loc></url></urlset>"
    )
    assert feed.kind is FeedKind.SITEMAP
    assert feed.entries == (
        Entry("https://news.example/1", title="One", published_at=datetime(2025, 6, 1, tzinfo=UTC), language="en"),
    )
    assert feed.skipped == (("not_news", 1),)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/1</link>", "https://news.example/1"),
        ("<guid>https://news.example/2</guid>", "https://news.example/2"),
        ("<guid isPermaLink='false'>https://news.example/3</guid>", "https://news.example/3"),
        (
            "<link>https://proxy.example/~r/9</link><feedburner:origLink>https://news.example/4</feedburner:origLink>",
            "https://news.example/4",
        ),
        ("<link><![CDATA[ https://news.example/5?a=1&b=2 ]]></link>", "https://news.example/5?a=1&b=2"),
        ("<link>javascript:x</link><guid>https://news.example/6</guid>", "https://news.example/6"),
    ],
)
def test_links(item: str, url: str) -> None:
    """The article's URL is found wherever the feed states it."""
    assert [found.url for found in parse(rss(f"<item>{item}</item>")).entries] == [url]


def test_left_out_items_are_counted() -> None:
    """Items without a usable link, duplicates and those over the limit are counted by reason."""
    items = "<item><title>x</title></item><item><link>ftp://a/</link></item>" + ITEM + ITEM.replace("/1<", "/1#top<")
    feed = parse(rss(items + ITEM.replace("/1", "/2") + ITEM.replace("/1", "/3")), max_entries=2)
    assert len(feed.entries) == 2
    assert feed.skipped == (("bad_link", 1), ("duplicate", 1), ("no_link", 1), ("over_limit", 1))


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("&lt;i&gt;Breaking&lt;/i&gt;: 5 &lt; 6", "Breaking: 5 < 6"),
        ("&amp;lt;b&amp;gt;Twice&amp;lt;/b&amp;gt; escaped", "Twice escaped"),
        ("<![CDATA[<b>It&#8217;s</b><br/>here]]>", "It’s here"),
        ("a\n  b\u200b\u00a0c", "a b c"),
        ("W<b>hole</b> word", "Whole word"),
        ("x&lt;script&gt;alert(1)&lt;/script&gt;y", "x y"),
        ("caf&eacute; &hellip;", "café …"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str) -> None:
    """Markup goes, entities are resolved once and twice, white space is folded."""
    assert entry(f"<title>{title}</title>").title == plain


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 01 Jun 2025 10:00:00 EST", datetime(2025, 6, 1, 15, tzinfo=UTC)),
        ("2025-06-01 10:00:00", datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ("2025-06-01T10:00:00.123+0200", datetime(2025, 6, 1, 8, tzinfo=UTC)),
        ("1 June 2025", datetime(2025, 6, 1, tzinfo=UTC)),
        ("June 1, 2025 10:00 AM", datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Sun, 01 Jun 2825 10:00:00 GMT", None),
        ("Sun, 08 Jun 2025 10:00:00 GMT", None),
        ("yesterday", None),
        ("9" * 500, None),
    ],
)
def test_dates(date: str, expected: datetime | None) -> None:
    """Many forms are read, a missing zone is UTC, and what cannot be true is nothing."""
    feed = parse(rss(ITEM.replace("</item>", f"<pubDate>{date}</pubDate></item>")), not_after=datetime(2025, 6, 2, tzinfo=UTC))
    found = feed.entries[0].published_at
    assert (found.replace(microsecond=0) if found else None) == expected


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss("<item><title>Ночь</title><link>/1</link></item>").encode("windows-1251"), "text/xml; charset=windows-1251"),
        (rss("<item><title>Ночь</title><link>/1</link></item>").encode(), "text/xml; charset=iso-8859-1"),
        (rss("<item><title>Ночь</title><link>/1</link></item>").encode("utf-16"), None),
        (
            rss("<item><title>Ночь</title><link>/1</link></item>").replace('"?>', '" encoding="koi8-r"?>', 1).encode("koi8-r"),
            "application/rss+xml",
        ),
        (
            rss("<item><title>Ночь</title><link>/1</link></item>")
            .replace('"?>', '" encoding="us-ascii"?>', 1)
            .encode("utf-8-sig"),
            None,
        ),
        (b"\r\n \xef\xbb\xbf" + rss("<item><title>Ночь</title><link>/1</link></item>").encode(), None),
        (b"<br/>Warning: x in y.php" + rss("<item><title>Ночь</title><link>/1</link></item>").encode(), "text/html"),
    ],
)
def test_character_sets_and_leading_junk(body: bytes, content_type: str | None) -> None:
    """The text comes out whole whatever the declarations say and whatever stands before the root."""
    assert parse(body, content_type).entries[0].title == "Ночь"


def test_wish_for_an_interval() -> None:
    """The syndication module's period, divided by its frequency."""
    channel = "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert parse(rss(ITEM, channel)).ttl_s == 900.0
    assert parse(rss(ITEM, "<ttl>nonsense</ttl>")).ttl_s is None


def test_truncated_document_keeps_complete_entries() -> None:
    """The entry in which the document breaks off is dropped, those before it are kept."""
    document = rss(ITEM + "<item><title>Two</title><link>https://news.example/2")
    feed = parse(document[: document.index("/news.example/2") + 10])
    assert [found.url for found in feed.entries] == ["https://news.example/1"]
    assert feed.bozo == "truncated"


def test_ill_formed_document_is_recovered() -> None:
    """Bare ampersands and unclosed markup do not cost an entry; the feed says that it was ill-formed."""
    feed = parse(rss("<item><title>R & D <br> x</title><link>https://news.example/1?a=1&b=2</link></item>" + ITEM))
    assert [found.url for found in feed.entries] == ["https://news.example/1?a=1&b=2", "https://news.example/1"]
    assert feed.bozo


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("<!DOCTYPE html><html><body>Not found</body></html>", "html_instead_of_feed"),
        ("<HTML><rss>", "html_instead_of_feed"),
        ("just text", "not_a_feed"),
        ("<opml/>", "not_a_feed"),
        ("<note><to>x</to></note>", "not_a_feed"),
        ("{}", "not_a_feed"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "not_a_feed"),
        ("[" * 100_000, "too_deep"),
        ("<urlset><url><loc>https://news.example/</loc></url></urlset>", "not_a_feed"),
        ("<sitemapindex/>", "sitemap_index"),
        ("<rss>" + "<a>" * 5000, "too_deep"),
        ("<rss><a " + " ".join(f"b{i}='1'" for i in range(1000)) + "/></rss>", "too_complex"),
    ],
)
def test_refusals(document: str, expected: str) -> None:
    """What is no feed is refused with its reason."""
    assert reason(document) == expected


def test_entities_of_the_publishers_own_are_never_expanded() -> None:
    """Neither a bomb nor a file comes out of a DOCTYPE."""
    bomb = "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * 10 if i else 'x' * 10}'>" for i in range(12))
    for doctype in (f"<!DOCTYPE rss [{bomb}]>", '<!DOCTYPE rss [<!ENTITY e11 SYSTEM "file:///etc/hostname">]>'):
        document = rss(ITEM.replace("One", "&e11;")).replace("<rss", doctype + "<rss", 1)
        assert parse(document).entries[0].title in {"&e11;", ""}


@pytest.mark.parametrize("reference", ["&#99999999999;", "&#xFFFFFFFF;", "&#55357;", "&#0;", "&#" + "9" * 5000 + ";"])
def test_impossible_characters_cost_nothing(reference: str) -> None:
    """A reference to no character loses that character, not the feed."""
    assert entry(f"<title>A{reference}B & C</title>").title == "AB & C"


@pytest.mark.parametrize(
    "field",
    [
        "<author>" + "a" * 300_000 + "</author>",
        "<title><![CDATA[" + "<script " * 100_000 + "]]></title>",
        "<title>" + "&amp;" * 100_000 + "</title>",
        "<description><![CDATA[" + "<" * 300_000 + "]]></description>",
        "<pubDate>" + "1 " * 300_000 + "</pubDate>",
        "<a b='" + "x" * 1_000_000 + "'/>",
    ],
)
@pytest.mark.timeout(20)
def test_enormous_fields_take_linear_time(field: str) -> None:
    """A field made to be slow is read in a moment, and what comes of it is bounded."""
    found = entry(field)
    assert len(found.title) <= 500
    assert len(found.summary) <= 2000


# fmt: off
PIECES = [
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<link>", "</link>", "https://a.example/", "<title>", "</title>",
    "<![CDATA[", "]]>", "<!--", "-->", "<a b='", "'>", "&#", "&lt;", ";", "<feed xmlns='http://www.w3.org/2005/Atom'>", "&",
    "<entry>", "</entry>", "<link href='/x'/>", "<?xml", "?>", "<!DOCTYPE", "\x00", "é", "<urlset>", "<url>", "<loc>", ">", " ",
    "<pubDate>1", "<rss",
]
# fmt: on
FRAGMENTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.binary(max_size=300) | FRAGMENTS.map(str.encode), st.none() | st.text(max_size=40))
def test_any_bytes_are_a_feed_or_an_error(body: bytes, content_type: str | None) -> None:
    """Arbitrary bytes, and arbitrary pieces of feeds, never raise anything but FeedError."""
    with contextlib.suppress(FeedError):
        parse(body, content_type)


def real_feeds() -> Iterator[bytes]:
    """Every third of the recorded feeds."""
    for path in sorted((part_of_corpus("feeds") / "real").glob("*.gz"))[::3]:
        yield gzip.decompress(path.read_bytes())


@pytest.mark.corpus
def test_real_feeds() -> None:
    """Recorded feeds have entries with titles; cut in the middle, they still have some of the same."""
    with_entries = total = 0
    for body in real_feeds():
        whole = parse(body)
        total += 1
        with_entries += bool(whole.entries) and sum(bool(found.title) for found in whole.entries) > len(whole.entries) // 2
        with contextlib.suppress(FeedError):
            half = parse(body[: len(body) // 2])
            assert {found.url for found in half.entries} <= {found.url for found in whole.entries}
    assert with_entries >= total * 0.9


@pytest.mark.corpus
def test_feedparsers_own_tests_never_break_it() -> None:
    """The odd documents of feedparser's test suite are feeds or FeedErrors."""
    for path in sorted((part_of_corpus("feeds") / "feedparser-tests").rglob("*.xml"))[::10]:
        with contextlib.suppress(FeedError):
            parse(path.read_bytes())
