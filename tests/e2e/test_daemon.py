"""The main job: from feeds on a web server to events in a topic, with the console script."""

import base64
import gzip
import hashlib
import json
import resource
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from ingest.streams.dead_letters import MAX_CONTENT_BYTES
from tests.e2e.conftest import Cli, write_feed_list
from tests.site import Site, conflict_paragraphs, news_page

GARDEN = (
    "The botanical garden opens its new glass house on Saturday after three years of work on the old iron frame.",
    "Visitors can see four hundred kinds of orchids, and the gardeners offer a tour every afternoon until autumn.",
    "Tickets cost eight euros, children enter free of charge, and the café serves cakes made with fruit from the orchard.",
)


def put_outlet(site: Site, host: str, numbers: range, feed: str = "/rss") -> str:
    """An outlet with one report for each number; returns its feed's URL."""
    items = {}
    for number in numbers:
        title = f"Shells hit market in Kupiansk, report {number}"
        items[f"http://{host}/news/{number}"] = title
        site.put(f"{host}/news/{number}", news_page(title, *conflict_paragraphs(number)))
    site.put_feed(f"{host}{feed}", items)
    return f"http://{host}{feed}"


def test_feeds_become_articles_and_events_once(cli: Cli, site: Site, tmp_path: Path) -> None:
    """A run publishes each article once, with its events; a second run asks for nothing and publishes nothing."""
    urls = [put_outlet(site, f"outlet{i}.example", range(i * 10, i * 10 + 3)) for i in range(3)]
    site.put("outlet0.example/garden", news_page("Glass house opens", *GARDEN))
    site.put_feed("outlet0.example/life", {"http://outlet0.example/garden": "Glass house opens"})
    feeds = write_feed_list(tmp_path / "feeds.toml", *urls, "http://outlet0.example/life")
    cli.run("run", "--once", "--feeds", feeds)
    articles = [record["value"] for record in cli.records("news.articles.v1")]
    assert len(articles) == 10
    assert len({article["url"] for article in articles}) == 10
    bands = {article["url"]: article["relevance"]["band"] for article in articles}
    assert bands.pop("http://outlet0.example/garden") == "no"
    assert set(bands.values()) == {"yes"}
    events = cli.records("conflict.events.v1")
    assert {event["value"]["url"] for event in events} == set(bands)
    texts = {article["id"]: article["text"] for article in articles}
    for event in events:
        for evidence in event["value"]["evidence"]:
            if "in" not in evidence:
                start, end = evidence["span"]
                assert texts[event["value"]["article_id"]][start:end] == evidence["quote"]
    status = cli.status()
    assert status["entries"]["by_outcome"] == {"article": 10}
    assert (status["backlog"]["entries"], status["lag"]["coder"]["news.articles.v1"]) == (0, 0)
    before = site.requests.copy()
    cli.run("run", "--once")
    assert site.requests == before
    assert len(cli.records("news.articles.v1")) == 10


def test_each_failure_has_its_outcome_and_its_reason(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Nothing is lost without a reason: every entry ends somewhere, the final failures as dead letters."""
    host = "outlet.example"
    site.put(f"{host}/good", news_page("Report", *conflict_paragraphs(1)))
    site.put(f"{host}/moved", status=301, Location="/good")
    site.put(f"{host}/elsewhere", status=302, Location="http://other.example/b")
    site.put("other.example/b", news_page("Report b", *conflict_paragraphs(2)))
    site.put(f"{host}/forbidden", "no", status=403)
    site.put(f"{host}/busy", "later", status=503)
    site.put(f"{host}/video", "<html><body><video src='x'></video></body></html>")
    site.put(f"{host}/pdf", b"%PDF-1.4", Content_Type="application/pdf")
    site.put(f"{host}/loop", status=302, Location="/loop")
    site.put(f"{host}/secret/x", news_page("Secret", *conflict_paragraphs(3)))
    site.put(f"{host}/robots.txt", "User-agent: *\nDisallow: /secret/\n", Content_Type="text/plain")
    paths = ["good", "moved", "elsewhere", "forbidden", "busy", "video", "pdf", "loop", "secret/x", "missing"]
    site.put_feed(f"{host}/rss", {f"http://{host}/{path}": path for path in paths})
    feeds = write_feed_list(tmp_path / "feeds.toml", f"http://{host}/rss", f"http://{host}/good")
    cli.run("run", "--once", "--feeds", feeds)
    status = cli.status()
    settled = {(row["outcome"], row["reason"]): row["count"] for row in status["entries"]["by_reason"]}
    assert settled.pop(("article", None)) == 2
    assert settled.pop(("duplicate", "same_article")) == 1
    assert settled.pop(("skipped", "robots")) == 1
    letters = cli.records("news.dlq.v1")
    by_stage = {(letter["value"]["stage"], letter["value"]["reason"]) for letter in letters}
    assert ("poll", "html_instead_of_feed") in by_stage
    assert {("dead_letter", reason) for stage, reason in by_stage if stage != "poll"} == set(settled)
    assert sum(settled.values()) == 5
    assert status["backlog"] == {"entries": 1, "by_reason": [{"reason": "http_503", "count": 1}]}
    assert [feed["url"] for feed in status["feeds"]["failing"]] == [f"http://{host}/good"]


def test_a_page_that_takes_too_long_is_killed_while_the_rest_goes_on(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Sixty thousand nested lists keep a parser busy: a dead letter with the page's first bytes; the others are articles."""
    feed = put_outlet(site, "outlet.example", range(3))
    lists = "".join(f"<ul><li>a{i}<ul><li>b</li></ul></li></ul>" for i in range(60_000))
    site.put("slow.example/a", news_page("Slow", *conflict_paragraphs(1)).replace("</article>", f"{lists}</article>"))
    site.put_feed("slow.example/rss", {"http://slow.example/a": "Slow"})
    feeds = write_feed_list(tmp_path / "feeds.toml", "http://slow.example/rss", feed)
    cli.run("run", "--once", "--feeds", feeds, CONFLICTWIRE_WORKERS__TIMEOUT_S="3")
    (letter,) = cli.records("news.dlq.v1")
    assert (letter["value"]["stage"], letter["value"]["reason"]) == ("extract", "worker_timeout")
    page = site.answers["slow.example/a"].body
    assert gzip.decompress(base64.b64decode(letter["value"]["content"])) == page[:MAX_CONTENT_BYTES]
    assert letter["value"]["content_sha256"] == hashlib.sha256(page).hexdigest()
    assert cli.status()["entries"]["by_outcome"] == {"article": 3, "dead_letter": 1}


def test_a_full_disk_ends_the_daemon_with_one_clear_message(cli: Cli, site: Site, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the end of the disk; with room again, the next run goes on."""
    feed = put_outlet(site, "outlet.example", range(60))
    feeds = write_feed_list(tmp_path / "feeds.toml", feed)
    limited = cli.start("run", "--once", "--feeds", feeds)
    wait_for(lambda: site.requests.total() > 0, limited)
    resource.prlimit(limited.pid, resource.RLIMIT_FSIZE, (400_000, 400_000))
    _, said = limited.communicate(timeout=60)
    assert limited.returncode == 4, said
    assert "Traceback" not in said
    assert "disk" in said.splitlines()[-1]
    cli.run("run", "--once", "--feeds", feeds)
    assert cli.status()["entries"]["by_outcome"] == {"article": 60}
    assert len({record["value"]["id"] for record in cli.records("news.articles.v1")}) == 60


def test_an_edited_article_is_a_second_revision(cli: Cli, site: Site, tmp_path: Path) -> None:
    """The outlet corrects a number: one more record with the same id, and revised events."""
    url = "http://outlet.example/a"
    site.put("outlet.example/a", news_page("Shells hit market in Kupiansk", *conflict_paragraphs(1)))
    site.put_feed("outlet.example/rss", {url: "Shells hit market in Kupiansk"})
    feeds = write_feed_list(tmp_path / "feeds.toml", "http://outlet.example/rss")
    eager = {
        "CONFLICTWIRE_FETCH__MIN_REVISIT_S": "0",
        "CONFLICTWIRE_POLL__MIN_INTERVAL_S": "0.01",
        "CONFLICTWIRE_POLL__MAX_INTERVAL_S": "0.01",
    }
    cli.run("run", "--once", "--feeds", feeds, **eager)
    site.put("outlet.example/a", news_page("Shells hit market in Kupiansk", *conflict_paragraphs(2)))
    site.put_feed("outlet.example/rss", {url: "Shells hit market in Kupiansk (corrected)"})
    cli.run("run", "--once", **eager)
    cli.run("run", "--once", **eager)
    revisions = [(record["value"]["id"], record["value"]["revision"]) for record in cli.records("news.articles.v1")]
    assert [revision for _, revision in revisions] == [1, 2]
    assert len({article for article, _ in revisions}) == 1
    assert site.conditional["outlet.example/rss"] == 1
    events = [record["value"] for record in cli.records("conflict.events.v1")]
    assert {(event["revision"], event["supersedes"]) for event in events} == {(1, None), (2, 1)}


def test_no_host_is_asked_twice_at_once_and_many_hosts_are(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Politeness is per host; slow hosts do not hold up the others."""
    urls = [put_outlet(site, f"outlet{i}.example", range(i * 10, i * 10 + 4)) for i in range(4)]
    for answer in site.answers.values():
        answer.delay_s = 0.1
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", *urls))
    assert {site.most_at_once[f"outlet{i}.example"] for i in range(4)} == {1}
    assert cli.status()["entries"]["by_outcome"] == {"article": 16}


def wait_for(condition: "object", process: "object", seconds: float = 60) -> None:
    """Poll a condition until it holds."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        assert process.poll() is None, process.communicate()  # type: ignore[attr-defined]
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_daemon_in_order(cli: Cli, site: Site, tmp_path: Path, number: signal.Signals) -> None:
    """SIGTERM and SIGINT: what is under way is finished, the exit code is 0."""
    feed = put_outlet(site, "outlet.example", range(30))
    for path, answer in site.answers.items():
        answer.delay_s = 0.1 if "/news/" in path else 0
    daemon = cli.start("run", "--feeds", write_feed_list(tmp_path / "feeds.toml", feed))
    wait_for(lambda: site.requests.total() > 5, daemon)
    daemon.send_signal(number)
    _, log = daemon.communicate(timeout=40)
    assert daemon.returncode == 0, log
    status = cli.status()
    assert status["daemon_pid"] is None
    settled = status["entries"]["settled"]
    assert 0 < settled < 30
    assert status["topics"]["news.articles.v1"]["records"] == settled
    assert status["lag"]["coder"]["news.articles.v1"] == 0


def test_one_daemon_at_a_time_and_commands_beside_it(cli: Cli, site: Site, tmp_path: Path) -> None:
    """A second daemon is refused with a clear message; tail, status and feeds work while the first runs."""
    feed = put_outlet(site, "outlet.example", range(3))
    daemon = cli.start("run", "--feeds", write_feed_list(tmp_path / "feeds.toml", feed))
    try:
        wait_for(lambda: site.requests.total() > 3, daemon)
        second = cli.run("run", "--once", exit_code=4)
        assert f"process {daemon.pid}" in second.stderr
        assert cli.status()["daemon_pid"] == daemon.pid
        late = put_outlet(site, "late.example", range(50, 52))
        cli.run("feeds", "add", late)
        assert late in cli.run("feeds", "list", "--json").stdout
        wait_for(lambda: site.requests["late.example/news/51"] == 1, daemon)
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=40)
    assert daemon.returncode == 0
    assert len(cli.records("news.articles.v1")) == 5


def test_the_daemon_serves_metrics_and_health(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Prometheus and a supervisor find what they need on a loopback port."""
    feed = put_outlet(site, "outlet.example", range(2))
    daemon = cli.start(
        "run",
        "--feeds",
        write_feed_list(tmp_path / "feeds.toml", feed),
        CONFLICTWIRE_WEB__ENABLED="true",
        CONFLICTWIRE_WEB__PORT="0",
        CONFLICTWIRE_LOG__FORMAT="json",
    )
    try:
        assert daemon.stderr is not None
        url = next(event["url"] for event in map(json.loads, daemon.stderr) if event["event"] == "web")
        wait_for(lambda: site.requests["outlet.example/news/1"] == 1, daemon)

        def get(path: str) -> str:
            with urllib.request.urlopen(url + path, timeout=10) as answer:  # noqa: S310 (a loopback URL of the daemon's)
                text: str = answer.read().decode()
                return text

        assert get("/livez") == "ok\n"
        assert get("/readyz") == "ready\n"
        wait_for(lambda: 'conflictwire_entries_total{outcome="article",reason=""} 2.0' in get("/metrics"), daemon)
        assert 'conflictwire_polls_total{outcome="updated"} 1.0' in get("/metrics")
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=40)
