"""A web site on loopback for tests: any number of hosts, documents that can be changed, every request remembered."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the site says for one URL.

    Attributes:
        delay_s: How long it takes to say it.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0


class Site:
    """Documents by ``host/path``; hosts end in ``.example`` and are reached through the setting ``http.connect_to``."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.conditional: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.port = 0

    @property
    def environment(self) -> dict[str, str]:
        """Settings that lead a daemon here, as environment variables."""
        return {
            "CONFLICTWIRE_HTTP__ALLOW_PRIVATE_ADDRESSES": "true",
            "CONFLICTWIRE_HTTP__CONNECT_TO": f'{{"*.example": "127.0.0.1:{self.port}"}}',
            "CONFLICTWIRE_HTTP__HOST_DELAY_S": "0",
            "CONFLICTWIRE_WEB__ENABLED": "false",
        }

    def put(self, where: str, body: str | bytes = b"", status: int = 200, delay_s: float = 0.0, **headers: str) -> None:
        """Publish a document at ``host/path``."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[where] = Answer(data, status, {"Content-Type": "text/html; charset=utf-8"} | named, delay_s)

    def put_feed(self, where: str, items: Mapping[str, str]) -> None:
        """Publish an RSS feed of URL → title, with an ETag of its content."""
        listed = "".join(f"<item><title>{escape(title)}</title><link>{escape(url)}</link></item>" for url, title in items.items())
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{listed}</channel></rss>'
        self.put(where, body, Content_Type="application/rss+xml", ETag=f'"{hash(body):x}"')

    def answer(self, host: str, path: str, etag: str | None) -> Answer:
        """What the handler sends; counts the request."""
        where = host + path
        with self._lock:
            self.requests[where] += 1
            self._under_way[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._under_way[host])
        answer = self.answers.get(where, Answer(b"no such page", 404, {"Content-Type": "text/plain"}))
        time.sleep(answer.delay_s)
        with self._lock:
            self._under_way[host] -= 1
            if etag and etag == answer.headers.get("ETag"):
                self.conditional[where] += 1
                return Answer(status=304, headers={"ETag": etag})
        return answer


@contextmanager
def serve_site() -> Iterator[Site]:
    """Serve a site until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = (self.headers["Host"] or "").partition(":")[0]
            answer = site.answer(host, self.path, self.headers["If-None-Match"])
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def news_page(title: str, *paragraphs: str) -> str:
    """An article's page as publishers write it: the text between navigation, related links and a footer."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>{escape(title)} | The Outlet</title>
<meta charset="utf-8"><meta property="og:title" content="{escape(title)}"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/x">Sport</a></li></ul></nav>
</header>
<main><article><h1>{escape(title)}</h1>{body}</article>
<aside class="related"><h2>Related</h2><ul><li><a href="/x">Ten gardens to visit this summer</a></li></ul></aside></main>
<footer><p>Copyright The Outlet. All rights reserved.</p></footer></body></html>"""


def conflict_paragraphs(number: int) -> tuple[str, ...]:
    """A short report of a shelling, different for each number."""
    toll, rockets = number % 30 + 2, number % 40 + 10
    return (
        f"Shells hit the market of the eastern town of Kupiansk on Sunday and killed {toll} people, the regional governor said.",
        f"Ukraine's military said Russian forces fired {rockets} rockets at the town during the night; most were shot down.",
        f"Report number {number}: rescue workers searched the ruins until noon, and a hospital took in the wounded.",
        "Moscow did not comment on the attack, which came a day after the two sides had agreed on an exchange of prisoners.",
    )
