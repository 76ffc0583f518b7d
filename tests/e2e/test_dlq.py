"""Dead letters from the command line: listed, looked at, replayed."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Cli, write_feed_list
from tests.e2e.test_daemon import conflict_paragraphs, news_page
from tests.site import Site

HOST = "outlet.example"


def letters(cli: Cli, *options: str) -> dict[str, Any]:
    """The listed letters by URL."""
    lines = cli.run("dlq", "list", "--json", *options).stdout.splitlines()
    return {letter["url"]: letter for letter in map(json.loads, lines)}


def test_dead_letters_are_listed_shown_and_replayed(cli: Cli, site: Site, tmp_path: Path) -> None:
    """An operator's way: what failed, why, its bytes; the outlet mends its pages; once more, and the articles are there, once."""
    site.put(f"{HOST}/a", status=404)
    site.put(f"{HOST}/b", "<html><body>a video</body></html>")
    site.put_feed(f"{HOST}/rss", {f"http://{HOST}/{name}": name for name in "ab"})
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", f"http://{HOST}/rss"))

    assert {url: letter["reason"] for url, letter in letters(cli).items()} == {
        f"http://{HOST}/a": "http_404",
        f"http://{HOST}/b": "too_short",
    }
    assert list(letters(cli, "--reason", "too_short", "--host", HOST, "--since", "1h")) == [f"http://{HOST}/b"]
    assert letters(cli, "--host", "other.example") == {}
    assert "http_404" in cli.run("dlq", "list").stdout
    cli.run("dlq", "list", "--since", "tomorrow", exit_code=2)

    letter = letters(cli)[f"http://{HOST}/b"]
    assert "content" not in letter
    assert json.loads(cli.run("dlq", "show", letter["id"][:8]).stdout) == letter
    assert cli.run("dlq", "show", letter["id"], "--content", "-").stdout == "<html><body>a video</body></html>"
    cli.run("dlq", "show", letter["id"], "--content", str(tmp_path / "page"))
    assert (tmp_path / "page").read_bytes() == site.answers[f"{HOST}/b"].body
    cli.run("dlq", "show", letters(cli)[f"http://{HOST}/a"]["id"], "--content", "-", exit_code=5)
    cli.run("dlq", "show", "nothing", exit_code=5)

    for number, name in enumerate("ab"):
        site.put(f"{HOST}/{name}", news_page(f"Report {name}", *conflict_paragraphs(number)))
    cli.run("dlq", "replay", exit_code=2)
    cli.run("dlq", "replay", "nothing", exit_code=5)
    for verdicts in ({"replayed"}, {"already_replayed"}):
        lines = cli.run("dlq", "replay", "--all", "--json").stdout.splitlines()
        assert {json.loads(line)["verdict"] for line in lines} == verdicts
    assert letters(cli) == {}
    assert all("replayed_at" in letter for letter in letters(cli, "--all").values())
    cli.run("run", "--once")
    assert sorted(record["value"]["url"] for record in cli.records("news.articles.v1")) == [
        f"http://{HOST}/a",
        f"http://{HOST}/b",
    ]
    assert cli.status()["entries"]["by_outcome"] == {"article": 2}


def test_a_replay_that_fails_again_is_a_letter_of_its_own(cli: Cli, site: Site, tmp_path: Path) -> None:
    """With a letter for each failure, nothing is lost; the replayed one is no longer listed."""
    site.put(f"{HOST}/a", status=404)
    site.put_feed(f"{HOST}/rss", {f"http://{HOST}/a": "a"})
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", f"http://{HOST}/rss"))
    (first,) = letters(cli).values()
    cli.run("dlq", "replay", first["id"][:12])
    cli.run("run", "--once")
    (second,) = letters(cli).values()
    assert first["id"] != second["id"]
    assert len(cli.records("news.dlq.v1")) == 3
