"""Relevance in other languages than English, with the extra ``languages``: core against none, borderline items left out.

    python bench/languages.py [--corpus DIR]

Measures the shipped encoder on the pages of the corpus that are not in English (none is trained on), and what it costs; shows
what the training measured of each language by models that saw four fifths of its items, and none.
"""

import argparse
import time
from itertools import groupby

from corpus import add_corpus_option, part_of
from memory import peak_memory_mb
from recorded import show_recorded

from processors.relevance import assess_relevance, load_encoder
from processors.relevance.model import load_model
from processors.relevance.opening import read_opening
from training.corpora import Item, Label
from training.foreign_pages import read_pages
from training.measure import measure
from training.written_news import other_languages, read_written

OTHERS = "others"
"""Pages in languages that are not supported, judged as if they were."""


def main() -> None:
    """Measure and print; the last line is the headline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpus_option(parser)
    corpus = parser.parse_args().corpus
    part_of(parser, corpus, "pages")
    encoder = load_encoder()
    pages = [item for item in read_pages(corpus) if item.label is not Label.BORDERLINE]
    pages.sort(key=lambda item: _set_of(item, encoder.languages))
    print("pages of the corpus, by the shipped weights (no page is trained on); the words alone find none in another language:")
    f1 = {}
    for name, group in groupby(pages, key=lambda item: _set_of(item, encoder.languages)):
        items = list(group)
        ps = [encoder.p_alone(encoder.read(read_opening(item.title, item.text))) for item in items]
        f1[name] = show(name, ps, items)
    recorded = show_recorded("encoder.json", "the encoder")
    written = [row for name, row in recorded.items() if name.startswith("written:") and "," not in name]
    texts = [(item.title, item.text, code) for code in other_languages() for item in read_written(code)[::5]]
    cost_ms, memory_mb = ms_per_article(texts), peak_memory_mb(texts, with_encoder=True)
    f1_mean, auc_mean, ece_mean = (sum(row[key] for row in written) / len(written) for key in ("f1", "auc", "ece"))
    print(f"\nF1 {f1_mean:.2f}: mean of {len(written)} languages, items left out of training, at a world section's base rate"
          f" (AUC {auc_mean:.3f}, ECE {ece_mean:.3f}); German pages {f1['de']:.2f}; {cost_ms:.0f} ms CPU an article,"
          f" {memory_mb} MB")  # fmt: skip


def show(name: str, ps: list[float], items: list[Item]) -> float:
    """Print the measures of a set; returns F1."""
    measures = measure(ps, [item.label is Label.CORE for item in items], load_model().yes_p)
    print(f"  {name:24s} {measures}")
    return measures.f1


def _set_of(item: Item, languages: frozenset[str]) -> str:
    language = item.source.partition(":")[2]
    return language if language in languages else OTHERS


def ms_per_article(items: list[tuple[str, str, str]]) -> float:
    """Processor time of one article in another language."""
    encoder = load_encoder()
    begin = time.process_time()
    for title, text, language in items:
        assess_relevance(title, text, language=language, encoder=encoder)
    return 1000 * (time.process_time() - begin) / len(items)


if __name__ == "__main__":
    main()
