"""The commands extract, batch and explain, as a user runs them."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from processors.records import Article
from processors.records.codec import from_document

COMMAND = (sys.executable, "-c", "from ingest.cli import main; main()")

TITLE = "Shelling kills three in Kharkiv"
PARAGRAPHS = (
    "Russian forces shelled the Ukrainian city of Kharkiv on Saturday, killing at least three people, the governor said.",
    "Eleven more were wounded when a rocket hit a market in the northern district, according to doctors at the city hospital.",
    "Ukraine's air force said that it had shot down fourteen of twenty drones which Russia launched during the night.",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Courier</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>{TITLE}</h1>{BODY}</article></body></html>"""


def conflictwire(*arguments: str, folder: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder."""
    root = str(Path(__file__).parents[3])
    variables = {**os.environ, "PYTHONPATH": root, "CONFLICTWIRE_DATA_DIR": str(folder / "data"), **environment}
    return subprocess.run([*COMMAND, *arguments], input=stdin, capture_output=True, cwd=folder, env=variables, check=False)


def records(output: bytes) -> list[Any]:
    """JSON lines, parsed."""
    return [json.loads(line) for line in output.splitlines()]


def test_extract(tmp_path: Path) -> None:
    """Articles in input order, plain and gzip pages, an error record in the place of what is no article."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(HTML)
    (pages / "b.html.gz").write_bytes(gzip.compress(HTML.encode()))
    lines: list[Any] = [
        {"id": "a", "url": "https://courier.example/a", "html_path": "a.html"},
        {"id": 2, "url": "https://courier.example/b", "html_path": "b.html.gz"},
        {"id": "c", "url": "https://courier.example/c", "html_path": "missing.html"},
        {"id": "d", "url": "ftp://courier.example/d", "html_path": "a.html"},
        {"id": "e", "url": "https://courier.example/e", "html_path": "pages.jsonl"},
        {"id": "f", "url": "https://courier.example/f"},
        ["no object"],
    ]
    text = "\n".join(["not json", *map(json.dumps, lines)])
    (pages / "pages.jsonl").write_text(text)
    done = conflictwire("extract", "pages/pages.jsonl", "--workers", "2", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = records(done.stdout)
    reasons = [(record["line"], record.get("id"), record["error"]["reason"]) for record in found if "error" in record]
    assert reasons == [
        (1, None, "bad_json"),
        (4, "c", "unreadable"),
        (5, "d", "bad_url"),
        (6, "e", "not_html"),
        (7, "f", "bad_record"),
        (8, None, "bad_record"),
    ]
    assert b"6 lines could not be processed" in done.stderr
    articles = [(record.pop("input_id"), from_document(Article, record)) for record in found[1:3]]
    assert [(given, article.url) for given, article in articles] == [
        ("a", "https://courier.example/a"),
        (2, "https://courier.example/b"),
    ]
    assert {(article.title, article.text) for _, article in articles} == {(TITLE, "\n".join(PARAGRAPHS))}
    assert all(article.relevance is not None for _, article in articles)


def test_batch_reads_standard_input(tmp_path: Path) -> None:
    """Relevance and events of each article; spans index the text as it was given."""
    article = {"id": "x", "title": TITLE, "text": "\n".join(PARAGRAPHS), "published_at": "2026-05-03T10:00:00Z"}
    recipe = {"id": "y", "title": "Rhubarb cake", "text": "Wash the rhubarb, cut it and bake it with butter and sugar. " * 4}
    bad = {"id": "z", "title": "t", "text": "u", "published_at": 5}
    stdin = gzip.compress("\n".join(map(json.dumps, (article, recipe, bad))).encode())
    done = conflictwire("batch", "-", "--workers", "1", "-o", "out.jsonl", folder=tmp_path, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    coded, cake, error = records((tmp_path / "out.jsonl").read_bytes())
    assert (coded["id"], coded["relevance"]["band"]) == ("x", "yes")
    assert coded["events"]
    for event in coded["events"]:
        for evidence in event["evidence"]:
            start, end = evidence["span"]
            whole = article["title"] if evidence.get("in") == "title" else article["text"]
            assert whole[start:end] == evidence["quote"]
    assert (cake["id"], cake["relevance"]["band"], cake["events"]) == ("y", "no", [])
    assert (error["id"], error["line"], error["error"]["reason"]) == ("z", 3, "bad_record")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "missing.jsonl"), "cannot read missing.jsonl"),
        (("batch", "."), "cannot read ."),
        (("batch", "empty.jsonl", "-o", "no/such/folder"), "cannot write no/such/folder"),
        (("explain", "missing.html"), "missing.html"),
        (("explain", "empty.jsonl", "--url", "nonsense"), "nonsense"),
        (("explain", "ftp://courier.example/"), "ftp://courier.example/"),
    ],
)
def test_bad_input_ends_in_one_message(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """Exit code 5, no traceback."""
    (tmp_path / "empty.jsonl").write_text("")
    done = conflictwire(*arguments, folder=tmp_path)
    assert done.returncode == 5
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    """``| head -1`` ends quietly."""
    line = json.dumps({"id": "x", "title": TITLE, "text": PARAGRAPHS[0]})
    (tmp_path / "in.jsonl").write_text(f"{line}\n" * 500)
    root = str(Path(__file__).parents[3])
    shell = f"{sys.executable} -c 'from ingest.cli import main; main()' batch in.jsonl --workers 1 | head -1"
    done = subprocess.run(
        ["sh", "-c", shell], capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, check=False
    )
    assert len(records(done.stdout)) == 1
    assert done.stderr == b""


def test_explain_a_file(tmp_path: Path) -> None:
    """An HTML file, a text file, and the same for machines."""
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "a.txt").write_text("\n".join((TITLE, *PARAGRAPHS, "\x1b[31mred")))
    for name in ("a.html", "a.txt"):
        shown = conflictwire("explain", name, folder=tmp_path)
        assert shown.returncode == 0, shown.stderr
        assert TITLE in shown.stdout.decode()
        assert "relevance: yes" in shown.stdout.decode()
        assert b"\x1b[31m" not in shown.stdout
    document = json.loads(
        conflictwire("explain", "--json", "a.html", "--url", "https://courier.example/a", folder=tmp_path).stdout
    )
    assert document["article"]["url"] == "https://courier.example/a"
    assert document["events"]


class Site(BaseHTTPRequestHandler):
    """Serves the page."""

    def do_GET(self) -> None:
        """Answer any path."""
        body = HTML.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """A web server on loopback."""
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/world/bridge"
        server.shutdown()
        thread.join()


def test_explain_a_url(tmp_path: Path, site: str) -> None:
    """Fetched like the daemon would, so a private address needs the setting."""
    refused = conflictwire("explain", site, folder=tmp_path)
    assert refused.returncode == 5
    shown = conflictwire("explain", site, "--json", folder=tmp_path, CONFLICTWIRE_HTTP__ALLOW_PRIVATE_ADDRESSES="true")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["article"]["title"] == TITLE
