"""Extraction on real publishers' pages."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from processors.feeds.identity import canonical_url
from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.records import Entry, Page
from tests.corpus import part_of_corpus


@pytest.mark.corpus
def test_publishers_pages_end_as_articles() -> None:
    """At least 98 % of the pages, with their publisher's title and date."""
    fundus = part_of_corpus("pages/fundus")
    pages = [json.loads(line) for line in gzip.decompress((fundus / "gold.jsonl.gz").read_bytes()).splitlines()]
    articles = titled = dated = 0
    for gold in pages:
        url = canonical_url(gold["url"])
        body = gzip.decompress((fundus / gold["html"]).read_bytes())
        fetched_at = datetime.fromisoformat(gold["crawl"]).replace(tzinfo=UTC)
        try:
            article = extract_article(Page(url, body, None, fetched_at), Entry(url), feed_ids=(), outlet=None)
        except PageError:
            continue
        articles += 1
        titled += bool(article.title)
        dated += article.published_at is not None
    assert articles >= 0.98 * len(pages)
    assert titled == articles
    assert dated >= 0.93 * articles
