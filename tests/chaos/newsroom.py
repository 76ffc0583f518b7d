"""Outlets on a loopback site that bring out reports all the time."""

import threading
import time

from tests.site import Site, news_page

HAPPENINGS = (
    ("Russian forces", "Kupiansk", "market", "Traders had just opened their stalls, and fruit lay scattered over the square."),
    ("Russian drones", "Odesa", "port", "A grain ship at the quay burned for hours while tugs pumped sea water."),
    ("Russian missiles", "Kharkiv", "power station", "Lights went out in nine districts, and trams stood still on the bridges."),
    ("Russian artillery", "Nikopol", "school", "Pupils were at home, but the gymnasium and the library lost their roofs."),
    ("RSF fighters", "El Fasher", "hospital", "Doctors moved the wounded by donkey cart to a clinic in the northern camp."),
    ("RSF drones", "Port Sudan", "fuel depot", "Black smoke hung above the coast, and airlines sent their passengers away."),
    ("M23 rebels", "Goma", "prison", "Inmates climbed the walls and ran towards the lake as guards left their posts."),
    ("M23 rebels", "Uvira", "customs house", "Lorries queued at the frontier, with cassava and salt that nobody unloaded."),
    (
        "Al-Shabaab militants",
        "Mogadishu",
        "hotel",
        "Guests jumped from balconies into the garden, and police ringed the beach road.",
    ),
    ("Al-Shabaab militants", "Baidoa", "airstrip", "Two aid flights turned back, and sacks of sorghum stayed in Nairobi."),
)
"""Who attacks what and where, and what else there is to say: every happening is a story of its own."""


def report(number: int) -> tuple[str, tuple[str, ...]]:
    """Title and paragraphs of a short report, different for each number."""
    attacker, town, target, detail = HAPPENINGS[number % len(HAPPENINGS)]
    toll = number % 30 + 2
    return f"{attacker} attack {target} in {town}, report {number}", (
        f"{attacker} attacked the {target} of {town} on Sunday and killed {toll} people, the regional governor said.",
        detail,
        f"Report number {number}: rescue workers searched the ruins of the {target} until noon.",
    )


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
        where = f"outlet{outlet}.example/news/{number}"
        title, paragraphs = report(number)
        self._site.put(where, news_page(title, *paragraphs))
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
