"""Past articles tagged anew, into side topics."""

from pathlib import Path

from tests.e2e.conftest import Cli, write_feed_list
from tests.e2e.test_daemon import put_outlet
from tests.site import Site


def test_past_articles_are_tagged_anew_once(cli: Cli, site: Site, tmp_path: Path) -> None:
    """The side topics hold each article and its events once, however often the command runs; the live ones are as they were."""
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", put_outlet(site, "outlet.example", range(4))))
    live = cli.records("conflict.events.v1")
    for _ in range(2):
        cli.run("process", "--from", "1d", "--topic-suffix", "trial")
    anew = cli.records("conflict.events.v1.trial")
    assert [record["value"]["event_id"] for record in anew] == [record["value"]["event_id"] for record in live]
    assert len(cli.records("news.articles.v1.trial")) == 4
    assert cli.records("conflict.events.v1") == live
    assert "published to conflict.events.v1.none: 0" in cli.run("process", "--from", "0s", "--topic-suffix", "none").stdout


def test_wrong_usage_is_said(cli: Cli) -> None:
    """Suffixes that no topic may have, and times that are none."""
    assert "no suffix" in cli.run("process", "--from", "1d", "--topic-suffix", "A/b", exit_code=2).stderr
    assert "is no time" in cli.run("process", "--from", "soon", "--topic-suffix", "b", exit_code=2).stderr
