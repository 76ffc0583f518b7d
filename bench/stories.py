"""Stories and wire copies, against plain baselines in the same run.

    python bench/stories.py [--corpus DIR]

``news_clusters_dev``: B-cubed of the stories, articles in order of publication. The set's clusters reach over months and some of
its dates are those of a crawl, so that its articles are taken as one stream without gaps; one row keeps the stated dates and the
daemon's window. ``lk_news_windows``: pairs of articles labelled by us (``stories_pairs.csv``: one pass over titles and openings),
for copies and for stories of one country's outlets, where everything is about the same few people.
"""

import argparse
import csv
import gzip
import json
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus import add_corpus_option, part_of

from processors.feeds.identity import host_of
from processors.records import Article
from processors.stories import Limits, Member, Window, advance, copies, link, make_report
from processors.stories.report import unpack_terms

PAIRS = Path(__file__).with_name("stories_pairs.csv")
START = datetime(2026, 1, 1, tzinfo=UTC)
THRESHOLDS = (0.14, 0.16, 0.18, 0.2, 0.22)
COSINES = tuple(n / 100 for n in range(8, 50, 3))
FOLDS = 5
ORDERS = 5
FOREVER = Limits(keep=timedelta(days=9999), max_story_age=timedelta(days=9999))
Row = dict[str, Any]


def main() -> None:
    """Measure and print; the last line is the headline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpus_option(parser)
    folder = part_of(parser, parser.parse_args().corpus, "stories")
    f1 = measure_clusters(read(folder, "news_clusters"))
    windows = read(folder, "lk_news_windows")
    found, false = measure_pairs(windows)
    rate = articles_per_s(windows)
    print(f"\nB3 F1 {f1:.3f}: stories of news_clusters; wire copies found {found:.3f}, false {false:.3f}; {rate:,.0f} articles/s")


def read(folder: Path, name: str) -> list[Row]:
    """The rows of a set, whichever half of it is there."""
    (path,) = folder.glob(f"{name}*.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure_clusters(rows: Sequence[Row]) -> float:
    """Stories of the clustered set; returns B-cubed F1 in order of publication."""
    rows = sorted(rows, key=lambda row: (row["date_publish"] or "", row["id"]))
    truth = {row["id"]: str(row["cluster"]["EventId"]) for row in rows}
    print(f"{'news_clusters':44s} {'P':>6s} {'R':>6s} {'F1':>6s}")
    stream = [(row, START + timedelta(minutes=n)) for n, row in enumerate(rows)]
    first = show("stories", stories(stream), truth)
    shuffled = [
        b_cubed(stories([(row, START) for row in random.Random(seed).sample(rows, len(rows))]), truth)[2]
        for seed in range(ORDERS)
    ]
    print(f"{f'stories, {ORDERS} random orders':44s} {'':13s} {sum(shuffled) / ORDERS:6.3f}  (worst {min(shuffled):.3f})")
    print(f"{f'stories, threshold from {FOLDS - 1}/{FOLDS} of the clusters':44s} {'':13s} {cross_validated(stream, truth):6.3f}")
    dated = [(row, instant(row)) for row in rows if row["date_publish"]]
    show("stories, stated dates and 7-day window", stories(dated, Limits()), truth)
    show("baseline: TF-IDF, single link, best threshold", best(rows, truth, tf_idf_links), truth)
    show("baseline: words of titles, best threshold", best(rows, truth, title_links), truth)
    return first


def stories(stream: Iterable[tuple[Row, datetime]], limits: Limits = FOREVER) -> dict[str, str]:
    """Each article's story."""
    window = Window(limits=limits)
    found = {}
    for row, at in stream:
        change = advance(window, make_report(article(row, at), ()))
        if change is not None:
            found[row["id"]] = change.member.story_id
    return found


def article(row: Row, at: datetime) -> Article:
    """A row as the article that the daemon would have made of it."""
    host = host_of(row["url"])
    return Article(
        id=row["id"], revision=1, url=row["url"], feed_ids=(), title=row["title"] or "", authors=(), fetched_at=at,
        text=row["text"], text_sha256="", outlet=host, host=host, published_at=at,
    )  # fmt: skip


def instant(row: Row) -> datetime:
    """When an article was published, as the set says."""
    if "date_publish" in row:
        return datetime.fromisoformat(row["date_publish"]).replace(tzinfo=UTC)
    return datetime.fromtimestamp(row["labels"]["time_ut"], UTC)


def show(name: str, found: dict[str, str], truth: dict[str, str]) -> float:
    """Print a line; returns F1."""
    precision, recall, f1 = b_cubed(found, truth)
    print(f"{name:44s} {precision:6.3f} {recall:6.3f} {f1:6.3f}")
    return f1


def b_cubed(found: dict[str, str], truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin 1998), over the articles that were found."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for article_id, story in found.items():
        ours[story].add(article_id)
        theirs[truth[article_id]].add(article_id)
    shared = {a: len(ours[s] & theirs[truth[a]]) for a, s in found.items()}
    precision = sum(n / len(ours[found[a]]) for a, n in shared.items()) / len(found)
    recall = sum(n / len(theirs[truth[a]]) for a, n in shared.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def cross_validated(stream: Sequence[tuple[Row, datetime]], truth: dict[str, str]) -> float:
    """Mean F1 on folds of clusters, each with the threshold that is best on the other folds."""
    shipped, fold_of = link.LIKE, {cluster: n % FOLDS for n, cluster in enumerate(sorted(set(truth.values())))}
    f1 = {}
    for link.LIKE in THRESHOLDS:
        for fold in range(FOLDS):
            for inside in (True, False):
                part = [(row, at) for row, at in stream if (fold_of[truth[row["id"]]] == fold) is inside]
                f1[link.LIKE, fold, inside] = b_cubed(stories(part), truth)[2]
    link.LIKE = shipped
    return sum(f1[max(THRESHOLDS, key=lambda like: f1[like, fold, False]), fold, True] for fold in range(FOLDS)) / FOLDS


def best(rows: Sequence[Row], truth: dict[str, str], links: Callable[..., list[tuple[float, int, int]]]) -> dict[str, str]:
    """The single-link clusters at the threshold that is best on the very set: more than a baseline could know."""
    pairs = links(rows)
    return max((single_link(rows, pairs, at_least) for at_least in COSINES), key=lambda found: b_cubed(found, truth)[2])


def single_link(rows: Sequence[Row], pairs: Iterable[tuple[float, int, int]], at_least: float) -> dict[str, str]:
    """Connected components of the pairs that are like enough."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for likeness, i, j in pairs:
        if likeness >= at_least:
            parent[root(i)] = root(j)
    return {row["id"]: str(root(i)) for i, row in enumerate(rows)}


def tf_idf_links(rows: Sequence[Row]) -> list[tuple[float, int, int]]:
    """Cosines of plain TF-IDF vectors over the whole texts."""
    counts = [Counter(f"{row['title']} {row['text']}".lower().split()) for row in rows]
    held = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        vector = {word: (1 + math.log(n)) * math.log(len(rows) / held[word]) for word, n in count.items()}
        length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
        vectors.append({word: weight / length for word, weight in vector.items()})
    return pairs_of(vectors, lambda a, b: sum(weight * b.get(word, 0.0) for word, weight in a.items()))


def title_links(rows: Sequence[Row]) -> list[tuple[float, int, int]]:
    """Jaccard likeness of the titles' words."""
    titles = [set((row["title"] or "").lower().split()) for row in rows]
    return pairs_of(titles, lambda a, b: len(a & b) / len(a | b) if a | b else 0.0)


def pairs_of(things: Sequence[Any], likeness: Callable[[Any, Any], float]) -> list[tuple[float, int, int]]:
    """The likeness of every pair."""
    return [(likeness(things[i], things[j]), i, j) for i in range(len(things)) for j in range(i)]


def measure_pairs(rows: Sequence[Row]) -> tuple[float, float]:
    """Copies and stories on labelled pairs; returns the share of copies that were found and of the found that are none."""
    members: dict[str, Member] = {}
    window = Window()
    for row in sorted(rows, key=lambda row: (instant(row), row["id"])):
        change = advance(window, make_report(article(row, instant(row)), ()))
        if change is not None:
            members[row["id"]] = change.member
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        labels = [row for row in csv.DictReader(lines) if row["one"] in members and row["other"] in members]
    if not labels:
        print("\nno labelled pairs of these articles")
        return math.nan, math.nan
    pairs = [(members[row["one"]], members[row["other"]], row["copy"], row["story"]) for row in labels]
    foreign = [pair for pair in pairs if pair[0].report.host != pair[1].report.host]
    print(f"\n{'lk_news_windows, labelled pairs':44s} {'found':>12s} {'false':>12s}")
    result = count_pairs("wire copies", foreign, 2, ("copy", "none"), lambda a, b: a.text_id == b.text_id)
    count_pairs("baseline: Jaccard of shingles >= .5", foreign, 2, ("copy", "none"), lambda a, b: jaccard(a, b) >= 0.5)  # noqa: PLR2004
    count_pairs("baseline: same title", foreign, 2, ("copy", "none"), lambda a, b: a.report.headline == b.report.headline)
    count_pairs("stories", pairs, 3, ("same", "other"), lambda a, b: a.story_id == b.story_id)
    for at_least in (0.2, 0.3):
        count_pairs(f"baseline: cosine >= {at_least}", pairs, 3, ("same", "other"), lambda a, b, c=at_least: cosine(a, b) >= c)
    return result


def count_pairs(
    name: str, pairs: Sequence[tuple[Any, ...]], column: int, values: tuple[str, str], is_found: Callable[[Any, Any], bool]
) -> tuple[float, float]:
    """Print and return the share of true pairs that were found, and that of false ones among those found."""
    true = [is_found(pair[0], pair[1]) for pair in pairs if pair[column] == values[0]]
    false = [is_found(pair[0], pair[1]) for pair in pairs if pair[column] == values[1]]
    print(f"{name:44s} {sum(true):5d} of {len(true):3d} {sum(false):5d} of {len(false):3d}")
    return sum(true) / len(true), sum(false) / max(1, sum(true) + sum(false))


def jaccard(one: Member, other: Member) -> float:
    """Of the sets of shingles."""
    a, b = set(copies.unpack(one.report.shingles).tolist()), set(copies.unpack(other.report.shingles).tolist())
    return len(a & b) / max(1, len(a | b))


def cosine(one: Member, other: Member) -> float:
    """Of the weighed words."""
    a, b = unpack_terms(one.vector), unpack_terms(other.vector)
    return sum(weight * b.get(term, 0) for term, weight in a.items()) / 1e6


def articles_per_s(rows: Sequence[Row]) -> float:
    """Articles in a second of processor time, reduced and linked, on one core."""
    articles = [article(row, instant(row)) for row in sorted(rows, key=instant)]
    window = Window()
    begin = time.process_time()
    for item in articles:
        advance(window, make_report(item, ()))
    return len(articles) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
