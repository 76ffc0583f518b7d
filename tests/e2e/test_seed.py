"""The article that the project began with, wrapped in a publisher's markup, through the whole daemon."""

from pathlib import Path
from typing import Any

import pytest

from tests.corpus import seed_text
from tests.e2e.conftest import Cli, write_feed_list
from tests.site import Site, news_page

TITLE = "Russia proposes new talks with Ukraine as fighting goes on"


def events_of(cli: Cli, site: Site, tmp_path: Path, text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Publish the article on a web site, run the daemon, return the article and its events."""
    url = "http://outlet.example/news/talks"
    site.put("outlet.example/news/talks", news_page(TITLE, *text.splitlines()))
    item = f"<item><title>{TITLE}</title><link>{url}</link><pubDate>Thu, 29 May 2025 08:00:00 GMT</pubDate></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{item}</channel></rss>'
    site.put("outlet.example/rss", feed, Content_Type="application/rss+xml")
    cli.run("run", "--once", "--feeds", write_feed_list(tmp_path / "feeds.toml", "http://outlet.example/rss"))
    (article,) = cli.records("news.articles.v1")
    return article["value"], [record["value"] for record in cli.records("conflict.events.v1")]


@pytest.mark.corpus
def test_the_seed_article_is_read_right(cli: Cli, site: Site, tmp_path: Path) -> None:
    """Band, conflict, talks, strikes, troop figures with their claimants, places; nothing of the promo line's conflict."""
    article, events = events_of(cli, site, tmp_path, seed_text())
    assert article["relevance"]["band"] == "yes"
    assert "Livemint" not in article["text"]
    assert {event["conflict"]["name"] for event in events if "conflict" in event} == {"Russia–Ukraine war"}
    assert any(event["conflict"]["ucdp_conflict_id"] == 13243 for event in events if "conflict" in event)
    parties = [actor for event in events for side in ("actors", "recipients") for actor in event.get(side, [])]
    countries = {party.get("country") for party in parties} | {(e.get("location") or {}).get("country") for e in events}
    assert {"ISR", "IRN"} & countries == set()
    assert {"RUS", "UKR"} <= countries

    talks = [
        e for e in events if e["plover_event"] in ("CONSULT", "REQUEST") and (e.get("location") or {}).get("name") == "Istanbul"
    ]
    assert talks
    assert talks[0]["stage"] == "planned"
    assaults = [event for event in events if event["plover_event"] == "ASSAULT"]
    assert any("drone" in event["modes"] for event in assaults)

    quantities = {
        (q["kind"], q["low"]): (q.get("party_country"), q.get("claimed_by") or "")
        for e in events
        for q in e.get("quantities", [])
    }
    assert quantities[("drones", 296)][0] == "UKR"
    assert "Russia" in quantities[("drones", 296)][1]
    assert quantities[("drones", 88)][0] == "RUS"
    assert "Ukraine" in quantities[("drones", 88)][1]
    assert quantities[("missiles", 5)][0] == "RUS"
    assert quantities[("troops", 50_000)][0] == "RUS"
    assert "Zelensky" in quantities[("troops", 50_000)][1]

    places = {event["location"]["name"]: event["location"] for event in events if "location" in event}
    for name, country, lat, lon in (("Istanbul", "TUR", 41.0, 29.0), ("Sumy", "UKR", 50.9, 34.8), ("Berlin", "DEU", 52.5, 13.4)):
        place = next(place for known, place in places.items() if name in known)
        assert place["country"] == country
        assert (abs(place["lat"] - lat), abs(place["lon"] - lon)) < (1.0, 1.0)
    for event in events:
        for evidence in event["evidence"]:
            source = article["title"] if evidence.get("in") == "title" else article["text"]
            assert source[slice(*evidence["span"])] == evidence["quote"]
