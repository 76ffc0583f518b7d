"""Real pages from feed to events: what becomes of them, and what it costs.

Serves the pages of ``<corpus>/pages/fundus`` from loopback behind generated feeds, one host name for each publisher, and runs
the daemon on them as a user would. Then it runs it twice more: at once (no feed is due: no request may arrive), and with the same
pages listed by other feeds (no page may be fetched again, nothing published).

    python bench/realsite.py [--corpus DIR] [--keep DIR]

Exits with 1 if a page is lost without a reason, if anything is published twice, or if a later run asks for a page again.
"""

import argparse
import gzip
import html
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from corpus import add_corpus_option, part_of

from processors.feeds.identity import canonical_url

COMMAND = Path(sys.executable).with_name("conflictwire")
FEED_PATHS = ("/feed.xml", "/again.xml")
TOPICS = ("news.articles.v1", "conflict.events.v1", "news.dlq.v1")


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of the corpus.

    Attributes:
        path: Its path on the publisher's host.
        compressed: The page, gzip.
        title: Expected title; empty where the corpus does not say.
        published: RFC 822 date; empty likewise.
    """

    path: str
    compressed: bytes
    title: str
    published: str


@dataclass(slots=True)
class Site:
    """All publishers, and who asked for what."""

    pages: dict[str, list[StoredPage]]
    requests: Counter[str] = field(default_factory=Counter)

    @property
    def urls(self) -> set[str]:
        """The URL of every page."""
        return {f"http://{host}{page.path}" for host, pages in self.pages.items() for page in pages}

    def answer(self, host: str, path: str) -> tuple[str, bytes] | None:
        """Media type and gzip body; None for what does not exist."""
        self.requests[host + path] += 1
        if host in self.pages and path in FEED_PATHS:
            return "application/rss+xml; charset=utf-8", gzip.compress(rss(host, self.pages[host]).encode(), 1)
        found = next((page for page in self.pages.get(host, ()) if page.path == path), None)
        # The corpus stores what it downloaded as UTF-8, whatever the page says of itself
        return ("text/html; charset=utf-8", found.compressed) if found else None


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_corpus_option(parser)
    parser.add_argument("--keep", type=Path, help="data directory to use and keep (a fresh one; default: a temporary one)")
    arguments = parser.parse_args()
    folder = part_of(parser, arguments.corpus, "pages/fundus")
    if not COMMAND.exists():
        sys.stderr.write(f"{COMMAND} does not exist: install the project into this environment first\n")
        return 2
    site = Site(read_pages(folder))
    with served(site) as port, tempfile.TemporaryDirectory() as temporary:
        return measure(site, arguments.keep or Path(temporary) / "data", port, Path(temporary))


def measure(site: Site, data_dir: Path, port: int, scratch: Path) -> int:
    """Run the daemon three times and report."""
    run = Runner(data_dir, port)
    print(f"{len(site.urls)} pages of {len(site.pages)} publishers")
    first = run.once(feed_list(site, FEED_PATHS[0], scratch))
    status, records = run.status(), {topic: run.records(topic) for topic in TOPICS}
    problems = report(site, status, records, first)

    site.requests.clear()
    run.once(None)
    if site.requests:
        problems.append(f"a run in which no feed was due asked for {dict(site.requests)}")
    site.requests.clear()
    run.once(feed_list(site, FEED_PATHS[1], scratch))
    asked = sorted(set(site.requests) & {url.removeprefix("http://") for url in site.urls})
    if asked:
        problems.append(f"{len(asked)} known pages were asked for again: {asked[:5]}")
    for topic in TOPICS:
        more = len(run.records(topic)) - len(records[topic])
        if more:
            problems.append(f"{more} records more in {topic} although nothing is new")
    print(
        "\n".join(f"PROBLEM {problem}" for problem in problems) or "later runs: no page asked for again, nothing published twice"
    )
    articles, total = len(published_urls(records)), len(site.urls)
    events = len(records["conflict.events.v1"])
    print(
        f"articles {articles / total:.3f}: {articles} of {total} pages, {events} events, "
        f"{articles / first.wall_s:.1f} articles/s, {1000 * first.cpu_s / max(articles, 1):.0f} CPU ms/article"
    )
    return 1 if problems else 0


def report(site: Site, status: dict[str, Any], records: dict[str, list[dict[str, Any]]], first: "Cost") -> list[str]:
    """Print what the first run did; return what is wrong with it."""
    print(f"first run: {first.wall_s:.1f} s, {first.cpu_s:.1f} s of CPU, start and end of all processes included")
    for row in status["entries"]["by_reason"]:
        print(f"  {row['count']:4} {row['outcome']} {row['reason'] or ''}")
    for letter in sorted(records["news.dlq.v1"], key=lambda record: str(record["value"]["url"])):
        value = letter["value"]
        print(f"       {value['reason']}: {value['url']} {value['detail']}")
    articles = [record["value"] for record in records["news.articles.v1"]]
    print("  relevance:", dict(Counter(article["relevance"]["band"] for article in articles)))
    print("  languages:", dict(Counter(article.get("language") or "?" for article in articles).most_common()))
    print("  events:", dict(Counter(record["value"]["plover_event"] for record in records["conflict.events.v1"]).most_common()))

    problems = []
    letters = {record["value"]["url"] for record in records["news.dlq.v1"]}
    skipped = status["entries"]["by_outcome"].get("skipped", 0)
    lost = site.urls - published_urls(records) - letters
    if len(lost) > skipped:
        problems.append(
            f"{len(lost)} pages have neither article nor dead letter, but only {skipped} were skipped: {sorted(lost)[:5]}"
        )
    if status["backlog"]["entries"]:
        problems.append(f"{status['backlog']['entries']} entries are still waiting: {status['backlog']['by_reason']}")
    for topic, name in (("news.articles.v1", "id"), ("conflict.events.v1", "event_id"), ("news.dlq.v1", "id")):
        twice = [key for key, n in Counter(record["value"][name] for record in records[topic]).items() if n > 1]
        if twice:
            problems.append(f"{len(twice)} records are twice in {topic}: {twice[:5]}")
    return problems


def published_urls(records: dict[str, list[dict[str, Any]]]) -> set[str]:
    """The URLs of the articles."""
    return {record["value"]["url"] for record in records["news.articles.v1"]}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: wall clock, and CPU of its whole tree of processes."""

    wall_s: float
    cpu_s: float


class Runner:
    """Runs the command line on one data directory."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self._data_dir = data_dir
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CONFLICTWIRE_")},
            "CONFLICTWIRE_HTTP__ALLOW_PRIVATE_ADDRESSES": "true",
            "CONFLICTWIRE_HTTP__CONNECT_TO": json.dumps({"*.example": f"127.0.0.1:{port}"}),
            "CONFLICTWIRE_HTTP__HOST_DELAY_S": "0",  # what is measured is the work, not the politeness
            "CONFLICTWIRE_LOG__LEVEL": "warning",
        }

    def once(self, feeds: Path | None) -> Cost:
        """``conflictwire run --once``."""
        before, started = _children_cpu_s(), time.monotonic()
        self._call("run", "--once", *(("--feeds", str(feeds)) if feeds else ()))
        return Cost(time.monotonic() - started, _children_cpu_s() - before)

    def status(self) -> dict[str, Any]:
        """``conflictwire status --json``."""
        document: dict[str, Any] = json.loads(self._call("status", "--json"))
        return document

    def records(self, topic: str) -> list[dict[str, Any]]:
        """Everything in a topic."""
        lines = self._call("tail", topic, "--from-beginning", "--no-follow", "--json").split("\n")
        return [json.loads(line) for line in lines if line]

    def _call(self, *arguments: str) -> str:
        command = [str(COMMAND), *arguments, "--data-dir", str(self._data_dir)]
        done = subprocess.run(command, env=self._environment, stdout=subprocess.PIPE, check=True, encoding="utf-8")
        return done.stdout


def _children_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def read_pages(folder: Path) -> dict[str, list[StoredPage]]:
    """The pages of each publisher, by a host name made of the publisher's name.

    Each has the path that it had at its publisher's, since a page may name its own address without the host (``rel=canonical``).
    """
    pages: dict[str, list[StoredPage]] = {}
    origins = {name: origin for info in folder.glob("*/meta.info") for name, origin in json.loads(info.read_bytes()).items()}
    for file in sorted(folder.glob("*/*.html.gz")):
        publisher = file.name.partition("_")[0]
        host = f"{re.sub('[^a-z0-9]+', '-', publisher.lower())}.{file.parent.name}.example"
        compressed = file.read_bytes()
        text = html.unescape(gzip.decompress(compressed).decode("utf-8", "replace"))
        title, published = _expected(file.with_name(f"{publisher}.json"), text)
        path = urlsplit(canonical_url(origins[file.name]["url"])).path
        if any(path == other.path for other in pages.get(host, ())):  # the same page, downloaded at another time
            path = f"/{file.name.removesuffix('.html.gz')}{path}"
        pages.setdefault(host, []).append(StoredPage(path, compressed, title, published))
    return pages


def _expected(file: Path, text: str) -> tuple[str, str]:
    """Title and date from the version of the expectations that fits the page: the one whose title is on it."""
    versions = json.loads(file.read_bytes()).values() if file.exists() else ()
    for version in versions:
        title = version.get("title") or ""
        if title and title in text:
            date = version.get("publishing_date")
            return title, format_datetime(datetime.fromisoformat(date)) if date else ""
    return "", ""


def rss(host: str, pages: list[StoredPage]) -> str:
    """The feed of a publisher; a title or date that the corpus does not state is left out."""
    items = "".join(
        "<item>"
        + (f"<title>{escape(page.title)}</title>" if page.title else "")
        + f"<link>http://{host}{page.path}</link>"
        + (f"<pubDate>{page.published}</pubDate>" if page.published else "")
        + "</item>\n"
        for page in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{host}</title>\n{items}</channel></rss>\n'


def feed_list(site: Site, path: str, folder: Path) -> Path:
    """Write the list of feeds."""
    file = folder / f"feeds{path.replace('/', '-').removesuffix('.xml')}.toml"
    file.write_text("".join(f'[[feeds]]\nurl = "http://{host}{path}"\n' for host in site.pages), encoding="utf-8")
    return file


@contextmanager
def served(site: Site) -> Iterator[int]:
    """Serve the site on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = site.answer((self.headers["Host"] or "").partition(":")[0], self.path)
            media_type, body = found or ("text/plain", gzip.compress(b"not here\n"))
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A daemon that ends resets the connections that it kept open: no news."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="site")
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
