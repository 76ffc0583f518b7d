"""The event labels: their form, and with the corpus present that each span lies in its article."""

import csv
import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from processors.records.event import Attribution, EventStage, PlacePrecision, PloverEvent, QuantityKind, Salience, Sector
from tests.corpus import CORPUS, part_of_corpus
from training.events.counts import COUNTS, STATUSES
from training.events.load import TextChangedError, fingerprint, quote_of, read_articles, read_labels, with_quotes
from training.events.sentences import SENTENCES
from training.events.written import read_written

PASSES = ("labels", "first_pass", "second_pass")
ARTICLES = ("labels", "held_out", "second_round", "third_round")
FILES = (*PASSES, *ARTICLES[1:])
ISO3 = re.compile(r"[A-Z]{3}")
LEARNT = "fourth_round"
"""The file that only trains: its events have no coordinates, sectors and numbers."""
EVENT_KEYS = {"plover", "stage", "salience", "actors", "recipients", "place", "date", "quantities", "at"}


def events(name: str) -> list[dict[str, Any]]:
    """Every labelled event of a file."""
    return [event for row in read_labels(name) for event in row["events"]]


@pytest.mark.parametrize("name", FILES)
def test_rows_have_the_form(name: str) -> None:
    """Ids are unique, relevance is 0 to 2, what is not relevant has no event, no article has more than six."""
    rows = read_labels(name)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"id", "file", "text_sha256", "relevance", "conflicts", "traps", "countries", "events"}
        assert row["relevance"] in {0, 1, 2}
        assert len(row["events"]) <= (6 if row["relevance"] else 0), row["id"]
        assert all(ISO3.fullmatch(country) for country in row["countries"])


@pytest.mark.parametrize("name", FILES)
def test_codes_come_from_the_closed_lists(name: str) -> None:
    """Types, stages, salience, sectors, attributions and countries; and nothing but labels is stored: no words of a text."""
    for event in events(name):
        assert set(event) == EVENT_KEYS
        assert event["plover"] in set(PloverEvent)
        assert event["stage"] in set(EventStage)
        assert event["salience"] in set(Salience)
        parties = event["actors"] + event["recipients"]
        assert all(party["sector"] in set(Sector) for party in parties)
        assert all(party["iso3"] is None or ISO3.fullmatch(party["iso3"]) for party in parties + event["quantities"])
        assert all(actor["attribution"] in set(Attribution) for actor in event["actors"])


@pytest.mark.parametrize("name", FILES)
def test_values_are_possible(name: str) -> None:
    """Coordinates lie on the globe, days are days in order, a count has a bound and its bounds are in order."""
    for event in events(name):
        place = event["place"]
        if place:
            assert place["precision"] in set(PlacePrecision)
            assert abs(place["lat"]) <= 90
            assert abs(place["lon"]) <= 180
            assert place["country"] is None or ISO3.fullmatch(place["country"])
        days = [event["date"]] if isinstance(event["date"], str) else event["date"] or []
        assert sorted(map(date.fromisoformat, days)) == list(map(date.fromisoformat, days))
        for quantity in event["quantities"]:
            assert quantity["kind"] in set(QuantityKind)
            bounds = [bound for bound in (quantity["low"], quantity["high"]) if bound is not None]
            assert bounds
            assert bounds == sorted(bounds)


@pytest.mark.parametrize("name", [*FILES, LEARNT])
def test_spans_are_sane(name: str) -> None:
    """A span is short, not empty and not before the text."""
    for event in events(name):
        match event["at"]:
            case ["title", int(offset), int(length)]:
                assert offset >= 0
                assert 0 < length <= 120
            case [int(start), int(end)]:
                assert 0 <= start < end <= start + 120
            case other:
                pytest.fail(f"no span: {other}")


def test_the_fourth_round_has_the_form() -> None:
    """Events with type, stage, salience, parties, place, day and span; nothing else."""
    rows = read_labels(LEARNT)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"id", "file", "text_sha256", "relevance", "countries", "events"}
        assert row["relevance"] in {0, 1, 2}
        assert len(row["events"]) <= (6 if row["relevance"] else 0), row["id"]
        assert all(ISO3.fullmatch(country) for country in row["countries"])
    for event in events(LEARNT):
        assert set(event) == {"plover", "stage", "salience", "actors", "recipients", "place", "date", "at"}
        assert event["plover"] in set(PloverEvent)
        assert event["stage"] in set(EventStage)
        assert event["salience"] in set(Salience)
        place, days = event["place"], event["date"]
        assert place is None or (set(place) == {"name", "country"} and any(place.values()))
        assert all(ISO3.fullmatch(party["iso3"] or "AAA") and party["name"] for party in (*event["actors"], *event["recipients"]))
        assert all(date.fromisoformat(day) for day in ([days] if isinstance(days, str) else days or ()))


def test_written_news_has_the_form() -> None:
    """Its texts hold what the labels quote: parties, places, claimants and the words of each event."""
    pairs = read_written()
    assert len({article["text"] for _, article in pairs}) == len(pairs)
    for label, article in pairs:
        words = f"{article['title']}\n{article['text']}"
        assert label["relevance"] == (2 if label["events"] else 0)
        assert all(ISO3.fullmatch(country) for country in label["countries"])
        for event in label["events"]:
            assert event["plover"] in set(PloverEvent)
            assert event["stage"] in set(EventStage)
            assert event["quote"] in article["text"]
            parties = (*event["actors"], *event["recipients"])
            assert all(party["name"] in words and ISO3.fullmatch(party["iso3"] or "AAA") for party in parties)
            assert event["place"] is None or event["place"]["name"] in words
            days = event["date"]
            assert all(date.fromisoformat(day) for day in ([days] if isinstance(days, str) else days or ()))
            for quantity in event["quantities"]:
                assert quantity["kind"] in set(QuantityKind)
                assert all(name is None or name in words for name in (quantity["party"], quantity["claimed_by"]))


def test_both_passes_are_over_the_same_articles() -> None:
    """At least 40 of the articles were labelled twice; at least 100 once."""
    labelled, first, second = ([row["id"] for row in read_labels(name)] for name in PASSES)
    assert set(first) == set(second) <= set(labelled)
    assert len(second) >= 40
    assert len(labelled) >= 100


@pytest.fixture(scope="module")
def articles() -> dict[str, dict[str, Any]]:
    """The labelled articles by id, read once."""
    part_of_corpus("relevance")
    return {row["id"]: row for row in read_articles(CORPUS, [row for name in (*ARTICLES, LEARNT) for row in read_labels(name)])}


@pytest.mark.corpus
@pytest.mark.parametrize("name", [*FILES, LEARNT])
def test_spans_lie_in_the_texts(name: str, articles: dict[str, dict[str, Any]]) -> None:
    """Each span selects whole words of its article, at most twelve (some texts glue a sentence's capital to the word before)."""
    for row in with_quotes(read_labels(name), articles.values()):
        for event in row["events"]:
            quote = event["quote"]
            source = articles[row["id"]]["title" if event["at"][0] == "title" else "text"]
            assert quote == quote.strip(), row["id"]
            assert 0 < len(quote.split()) <= 12, quote
            before = "" if quote[0].isupper() else r"(?<!\w)"
            assert re.search(before + re.escape(quote) + r"(?!\w)", source), quote


@pytest.mark.corpus
def test_the_corpus_own_gold_is_not_labelled_again() -> None:
    """No article is in ``event_dev``, and none in two of our files: the golds are independent."""
    gold = (part_of_corpus("events") / "event_dev.jsonl").read_text("utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in gold] + [row["id"] for name in (*ARTICLES, LEARNT) for row in read_labels(name)]
    assert len(set(ids)) == len(ids)


def test_nothing_is_fitted_on_what_is_held_out() -> None:
    """The sentence model is trained on no sentence of these articles, the choice of events on none of their events."""
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        trained = {row["id"] for row in csv.DictReader(lines)} | {row["id"] for row in read_labels()}
    assert not trained & {row["id"] for row in read_labels("held_out")}


def write_corpus(folder: Path, rows: list[dict[str, Any]]) -> None:
    """A corpus of one set."""
    with gzip.open(folder / "set.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_labels_find_their_articles(tmp_path: Path) -> None:
    """Rows and pages of publishers become articles in the order of the labels; spans of text and title become quotes."""
    write_corpus(
        tmp_path,
        [
            {"id": "a", "title": None, "text": "Soldiers shot at the bridge.", "date": "2025-06-04"},
            {
                "html": "uk/Paper_2025_06_04.html.gz",
                "title": "Talks fail",
                "paras": [["summary", "No deal."], ["p", "They left."]],
            },
        ],
    )
    texts = {"fundus-Paper_2025_06_04": "No deal.\n\nThey left.", "a": "Soldiers shot at the bridge."}
    labels = [
        {"id": name, "file": "set.jsonl.gz", "text_sha256": fingerprint(text), "events": [{"at": at}]}
        for (name, text), at in zip(texts.items(), (["title", 0, 5], [9, 13]), strict=True)
    ]
    articles = read_articles(tmp_path, labels)
    assert {article["id"]: article["text"] for article in articles} == texts
    assert [article["published_at"] for article in articles] == [None, "2025-06-04"]
    assert [row["events"][0]["quote"] for row in with_quotes(labels, articles)] == ["Talks", "shot"]


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    """Spans into another text would point anywhere."""
    write_corpus(tmp_path, [{"id": "a", "title": "", "text": "Soldiers shot at the bridge!"}])
    label = {"id": "a", "file": "set.jsonl.gz", "text_sha256": fingerprint("Soldiers shot at the bridge."), "events": []}
    with pytest.raises(TextChangedError, match="a"):
        read_articles(tmp_path, [label])


def test_a_label_without_a_span_is_refused() -> None:
    """A quote is what a span selects, or an error."""
    with pytest.raises(ValueError, match="body"):
        quote_of({"at": ["body"]}, {"title": "", "text": ""})


def test_counts_are_labels_only() -> None:
    """Rows have a file, an id, a span and numbers with codes of the closed lists: no words of a text; no sentence comes twice."""
    rows = [json.loads(line) for line in COUNTS.read_text("utf-8").splitlines()]
    assert len({(row["file"], row["id"], row["part"], row["start"]) for row in rows}) == len(rows) > 6_000
    for row in rows:
        assert list(row) == ["file", "id", "part", "start", "end", "counts"]
        length = row["end"] - row["start"]
        for at, size, kind, status, low, high, *party in row["counts"]:
            assert 0 <= at <= at + size <= length
            assert kind in set(QuantityKind)
            assert status in STATUSES
            assert all(bound is None or bound >= 0 for bound in (low, high))
            assert len(party) in {0, 2}
            assert sum(party) <= length


def test_no_sentence_of_an_article_that_measures_is_counted() -> None:
    """The model of numbers learns from other articles than those that measure the coder."""
    counted = {json.loads(line)["id"] for line in COUNTS.read_text("utf-8").splitlines()}
    measuring = {row["id"] for name in ("labels", "held_out", "third_round") for row in read_labels(name)}
    if CORPUS.is_dir():
        measuring |= {json.loads(line)["id"] for line in (CORPUS / "events/event_dev.jsonl").read_text("utf-8").splitlines()}
    assert counted.isdisjoint(measuring)
