"""What a run over the demo's newswire has to end with, derived from the data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ingest.demo.outlets import Outlet, load_outlets


@dataclass(frozen=True, slots=True)
class Expected:
    """The truth about the newswire. Entries are named by the URL that their feed links to.

    Attributes:
        articles: Entries that end as articles.
        conflict: Those of them that are about conflict.
        other: Those that are not.
        edited: Those whose second version appears after ``Newswire.publish_edits``.
        redirected: Those whose page is at another URL, and which.
        wire_copies: Entries that share an agency's text, by the name of the text.
        failures: Entries that cannot become articles, with the reason.
        failing_feeds: Feeds that cannot be read, with the reason.
        ill_formed_feeds: Feeds that are ill-formed but can be read.
    """

    articles: frozenset[str]
    conflict: frozenset[str]
    other: frozenset[str]
    edited: frozenset[str]
    redirected: Mapping[str, str]
    wire_copies: Mapping[str, frozenset[str]]
    failures: Mapping[str, str]
    failing_feeds: Mapping[str, str]
    ill_formed_feeds: frozenset[str]


def _derive(outlets: tuple[Outlet, ...]) -> Expected:
    listed = [article for outlet in outlets for article in outlet.articles]
    good = [article for article in listed if article.fails is None]
    feeds = {f"http://{outlet.host}{feed.path}": feed for outlet in outlets for feed in outlet.feeds}
    wires = {article.wire for article in good if article.wire}
    return Expected(
        articles=frozenset(article.url for article in good),
        conflict=frozenset(article.url for article in good if article.conflict),
        other=frozenset(article.url for article in good if not article.conflict),
        edited=frozenset(article.url for article in good if article.edit),
        redirected=MappingProxyType({article.url: article.page_url for article in good if article.url != article.page_url}),
        wire_copies=MappingProxyType({wire: frozenset(a.url for a in good if a.wire == wire) for wire in sorted(wires)}),
        failures=MappingProxyType({article.url: article.fails for article in listed if article.fails}),
        failing_feeds=MappingProxyType({url: feed.fails for url, feed in feeds.items() if feed.fails}),
        ill_formed_feeds=frozenset(url for url, feed in feeds.items() if feed.broken),
    )


EXPECTED = _derive(load_outlets())
"""The truth about the newswire that is shipped."""
