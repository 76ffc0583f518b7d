"""Dead letters replayed from the command line, from the failure to the article."""

import json
from pathlib import Path

from tests.e2e.conftest import Cli, write_feed_list
from tests.site import Site, conflict_paragraphs, news_page

HOST = "outlet.example"


def test_what_failed_is_replayed_to_an_article(cli: Cli, site: Site, tmp_path: Path) -> None:
    """A page that is not there and one without text; the outlet mends them; replayed, each is an article, once."""
    site.put(f"{HOST}/a", status=404)
    site.put(f"{HOST}/b", "<html><body>a video</body></html>")
    site.put_feed(f"{HOST}/rss", {f"http://{HOST}/{name}": name for name in "ab"})
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", f"http://{HOST}/rss"))
    for number, name in enumerate("ab"):
        site.put(f"{HOST}/{name}", news_page(f"Report {name}", *conflict_paragraphs(number)))
    for verdict in ("replayed", "already_replayed"):
        lines = cli.run("dlq", "replay", "--all", "--json").stdout.splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == [verdict] * 2
    cli.run("run", "--once")
    assert sorted(record["value"]["url"] for record in cli.records("news.articles.v1")) == [
        f"http://{HOST}/a",
        f"http://{HOST}/b",
    ]
    assert cli.status()["entries"]["by_outcome"] == {"article": 2}
