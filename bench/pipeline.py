"""What the whole pure path costs: CPU time of page to events against bare ``trafilatura.extract()`` on the same pages.

    python bench/pipeline.py [--corpus DIR] [--rounds N]

extract_article + assess_relevance + code_events against trafilatura's defaults, in one process, page by page, in alternating
order, after one warm-up page each. Pages that give no article are part of both sums. The ratio is that of the sums.
"""

import argparse
import logging
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime

import trafilatura
from corpus import add_corpus_option, fundus_pages, part_of

from processors.coding import code_events
from processors.feeds.identity import canonical_url
from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.records import Entry, Page
from processors.relevance import assess_relevance

Seconds = defaultdict[str, float]
"""CPU time by stage."""
FETCHED_AT = datetime(2026, 10, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_corpus_option(parser)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    part_of(parser, arguments.corpus, "pages/fundus")
    pages = [Page(canonical_url(gold["url"]), body, None, FETCHED_AT) for gold, body in fundus_pages(arguments.corpus)]
    whole_path(pages[0], defaultdict(float), Counter())
    bare(pages[0], defaultdict(float))
    cpu_s: Seconds = defaultdict(float)
    seen: Counter[str] = Counter()
    for _ in range(arguments.rounds):
        for number, page in enumerate(pages):
            if number % 2:
                whole_path(page, cpu_s, seen)
                bare(page, cpu_s)
            else:
                bare(page, cpu_s)
                whole_path(page, cpu_s, seen)
    report(cpu_s, seen, len(pages) * arguments.rounds)


def whole_path(page: Page, cpu_s: Seconds, seen: Counter[str]) -> None:
    """One page to its events; the time of each stage is added to ``cpu_s``."""
    started = time.process_time()
    try:
        article = extract_article(page, Entry(page.url), feed_ids=(), outlet=None)
    except PageError as error:
        cpu_s["extract_article"] += time.process_time() - started
        seen[f"no article: {error.reason}"] += 1
        return
    extracted = time.process_time()
    relevance = assess_relevance(article.title, article.text, language=article.language)
    assessed = time.process_time()
    events = code_events(replace(article, relevance=relevance))
    coded = time.process_time()
    cpu_s["extract_article"] += extracted - started
    cpu_s["assess_relevance"] += assessed - extracted
    cpu_s["code_events"] += coded - assessed
    seen[f"band {relevance.band.value}"] += 1
    seen["events"] += len(events)


def bare(page: Page, cpu_s: Seconds) -> None:
    """The same page by trafilatura's defaults."""
    started = time.process_time()
    trafilatura.extract(page.body)
    cpu_s["trafilatura"] += time.process_time() - started


def report(cpu_s: Seconds, seen: Counter[str], pages: int) -> None:
    """Print a line a stage, and the headline last."""
    theirs = cpu_s.pop("trafilatura")
    ours = sum(cpu_s.values())
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    for stage, seconds in cpu_s.items():
        print(f"{stage:18}{1000 * seconds / pages:7.2f} ms/page  {seconds / ours:5.1%}")
    print(
        f"ratio {ours / theirs:.2f}: {1000 * ours / pages:.1f} ms CPU per page for the whole path, "
        f"{1000 * theirs / pages:.1f} ms for bare trafilatura.extract(), {pages} pages"
    )


if __name__ == "__main__":
    main()
