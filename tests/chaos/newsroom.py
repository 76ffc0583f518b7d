"""Outlets on a loopback site that bring out reports all the time."""

import threading
import time

from tests.site import Site, conflict_paragraphs, news_page


class Newsroom:
    """Publishes numbered reports, one after the other, at an even rate, at one outlet after the other.

    Args:
        site: Where.
        outlets: How many hosts.
        per_second: Reports.
    """

    def __init__(self, site: Site, outlets: int, per_second: float) -> None:
        self._site = site
        self._items: list[dict[str, str]] = [{} for _ in range(outlets)]
        self.per_second = per_second
        self._stopping = threading.Event()
        self.published_at_s: dict[str, float] = {}
        """When each report came out (monotonic), by URL."""
        for outlet in range(outlets):
            self._put_feed(outlet)

    @property
    def feeds(self) -> list[str]:
        """The feeds' URLs."""
        return [f"http://outlet{i}.example/rss" for i in range(len(self._items))]

    def publish(self) -> str:
        """Bring out the next report; return its URL."""
        number = len(self.published_at_s)
        outlet = number % len(self._items)
        where, title = f"outlet{outlet}.example/news/{number}", f"Shells hit market in Kupiansk, report {number}"
        self._site.put(where, news_page(title, *conflict_paragraphs(number)))
        self._items[outlet][f"http://{where}"] = title
        self._put_feed(outlet)
        self.published_at_s[f"http://{where}"] = time.monotonic()
        return f"http://{where}"

    def run(self) -> None:
        """Publish until ``stop``."""
        while not self._stopping.wait(1 / self.per_second):
            self.publish()

    def stop(self) -> None:
        """No more reports."""
        self._stopping.set()

    def _put_feed(self, outlet: int) -> None:
        # The newest first, as feeds do.
        self._site.put_feed(f"outlet{outlet}.example/rss", dict(reversed(self._items[outlet].items())))
