"""kill -9 at random moments: every article is in the log exactly once."""

import random
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import Cli, write_feed_list
from tests.e2e.test_daemon import put_outlet
from tests.site import Site

KILLS = 20
OUTLETS = 8
ARTICLES = 12
SEED = 20261124


@pytest.mark.timeout(900)
def test_twenty_kills_lose_nothing_and_double_nothing(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Whenever the process dies, the next one goes on where the last transaction ended."""
    moments = random.Random(SEED)
    urls = [put_outlet(site, f"outlet{i}.example", range(i * 100, i * 100 + ARTICLES)) for i in range(OUTLETS)]
    for answer in site.answers.values():
        answer.delay_s = 0.02
    feeds = write_feed_list(tmp_path / "feeds.toml", *urls)
    killed_at_work = 0
    for _ in range(KILLS):
        before = site.requests.total()
        daemon = cli.start("run", "--feeds", feeds)
        # A random number of requests into its work, and then a random moment more: in a fetch, an extraction, a transaction.
        until = before + moments.randrange(0, 7)
        give_up_at = time.monotonic() + 60
        while site.requests.total() < until and time.monotonic() < give_up_at and daemon.poll() is None:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.15))
        assert daemon.poll() is None, daemon.communicate()
        daemon.kill()
        daemon.communicate()
        killed_at_work += site.requests.total() > before
    cli.run("run", "--once", "--feeds", feeds)
    articles = cli.records("news.articles.v1")
    expected = {f"http://outlet{i}.example/news/{i * 100 + n}" for i in range(OUTLETS) for n in range(ARTICLES)}
    assert sorted(record["value"]["url"] for record in articles) == sorted(expected)
    assert [record["offset"] for record in articles] == list(range(len(expected)))
    events = cli.records("conflict.events.v1")
    assert {record["value"]["url"] for record in events} == expected
    ids = [record["headers"]["ce_id"] for record in events]
    assert len(ids) == len(set(ids))
    assert cli.records("news.dlq.v1") == []
    assert killed_at_work >= KILLS // 2
