"""Extraction against plain trafilatura: quality and CPU time on two sets of real pages.

* ``pages/trafilatura_eval``: strings that must and must not be in the text. Recall and precision over all strings.
* ``pages/fundus``: the publishers' own paragraphs. Recall: their share, by length, whose opening is in the text. Precision: the
  share of our text, by length, that is theirs. Both as the mean over pages.

    python bench/extract.py [--corpus DIR]

Both run in one process, page by page, in alternating order. ``promo`` is what the promo filter takes from the fundus pages' own
paragraphs.
"""

import argparse
import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from corpus import add_corpus_option, fundus_pages, part_of

from processors.feeds.identity import canonical_url
from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.pages.promo import promo_spans
from processors.records import Entry, Page

OPENING_CHARS = 60
MIN_PARAGRAPH_CHARS = 40
MIN_LINE_CHARS = 20
FETCHED_AT = datetime(2026, 10, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what its text should be."""

    url: str
    html: bytes
    paragraphs: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(slots=True)
class Score:
    """Sums over pages."""

    cpu_s: float = 0.0
    pages: int = 0
    with_text: int = 0
    recalls: list[float] = field(default_factory=list)
    precisions: list[float] = field(default_factory=list)
    found: int = 0
    missed: int = 0
    false: int = 0


def main() -> None:
    """Measure and print."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_corpus_option(parser)
    corpus: Path = parser.parse_args().corpus
    for part in ("pages/fundus", "pages/trafilatura_eval"):
        part_of(parser, corpus, part)
    runners: dict[str, Callable[[Sample], str]] = {"conflictwire": ours, "trafilatura": theirs}
    lines = []
    for name, samples in (("fundus", list(fundus(corpus))), ("trafilatura_eval", list(evaluation(corpus)))):
        for runner in runners.values():
            runner(samples[0])  # imports and models
        scores = {label: Score() for label in runners}
        for number, sample in enumerate(samples):
            labels = list(runners) if number % 2 else list(runners)[::-1]
            for label in labels:
                measure(scores[label], sample, runners[label])
        for label, score in scores.items():
            print(f"{name:17}{label:13}{report(score)}")
        ours_score, theirs_score = scores.values()
        lines.append(
            f"{name} CPU ratio {ours_score.cpu_s / theirs_score.cpu_s:.2f}, articles {ours_score.with_text}/{ours_score.pages}"
        )
    paragraphs = [paragraph for sample in fundus(corpus) for paragraph in sample.paragraphs]
    taken = sum(bool(promo_spans(paragraph)) for paragraph in paragraphs)
    print(f"promo: {taken} of {len(paragraphs)} of the publishers' own paragraphs are touched")
    print("; ".join(lines))


def ours(sample: Sample) -> str:
    """Text by ``extract_article``."""
    page = Page(sample.url, sample.html, None, FETCHED_AT)
    try:
        return extract_article(page, Entry(sample.url), feed_ids=(), outlet=None).text
    except PageError:
        return ""


def theirs(sample: Sample) -> str:
    """Text by plain trafilatura."""
    return trafilatura.extract(sample.html) or ""


def measure(score: Score, sample: Sample, runner: Callable[[Sample], str]) -> None:
    """Run on one page and add to the sums."""
    started = time.process_time()
    text = runner(sample)
    score.cpu_s += time.process_time() - started
    score.pages += 1
    score.with_text += bool(text)
    hits = sum(string in text for string in sample.wanted)
    score.found += hits
    score.missed += len(sample.wanted) - hits
    score.false += sum(string in text for string in sample.unwanted)
    if sample.paragraphs:
        folded, truth = fold(text), fold(" ".join(sample.paragraphs))
        long = [fold(paragraph) for paragraph in sample.paragraphs if len(paragraph) > MIN_PARAGRAPH_CHARS]
        lines = [fold(line) for line in text.split("\n") if len(line) > MIN_LINE_CHARS]
        score.recalls.append(share(long, lambda paragraph: paragraph[:OPENING_CHARS] in folded))
        score.precisions.append(share(lines, lambda line: line[:MIN_PARAGRAPH_CHARS] in truth))


def share(texts: list[str], accept: Callable[[str], bool]) -> float:
    """The share of texts, by length, that are accepted."""
    return sum(len(text) for text in texts if accept(text)) / (sum(map(len, texts)) or 1)


def report(score: Score) -> str:
    """One line of figures."""
    if score.recalls:
        recall, precision = sum(score.recalls) / len(score.recalls), sum(score.precisions) / len(score.precisions)
    else:
        recall, precision = score.found / (score.found + score.missed), score.found / (score.found + score.false)
    harmonic = 2 * recall * precision / (recall + precision)
    return (
        f"recall {recall:.4f}  precision {precision:.4f}  F1 {harmonic:.4f}  with text {score.with_text}/{score.pages}  "
        f"CPU {1000 * score.cpu_s / score.pages:.1f} ms/page"
    )


def fold(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def fundus(corpus: Path) -> Iterator[Sample]:
    """Pages of publishers with their paragraphs."""
    for gold, html in fundus_pages(corpus):
        yield Sample(canonical_url(gold["url"]), html, paragraphs=tuple(text for _, text in gold["paras"]))


def evaluation(corpus: Path) -> Iterator[Sample]:
    """Pages of all kinds with strings."""
    folder = corpus / "pages" / "trafilatura_eval"
    for expected in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values():
        html = gzip.decompress((folder / "html" / f"{expected['file']}.gz").read_bytes())
        yield Sample("https://example.org/page", html, wanted=tuple(expected["with"]), unwanted=tuple(expected["without"]))


if __name__ == "__main__":
    main()
