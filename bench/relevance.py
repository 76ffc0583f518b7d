"""Relevance on outlets that nobody trained on: core against none, borderline items left out.

    python bench/relevance.py [--corpus DIR]

Measures the shipped weights on ``unseen_dev`` and ``challenge_dev``, with keywords as the baseline in the same run, and the
speed. The shipped weights have seen other items of the agency behind the ``ag_*`` sets (never these). What a model measures that
saw nothing of an outlet is recorded by the training with the weights (``model.json``); it is shown, and the headline says it.
"""

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus import add_corpus_option, part_of

from processors.relevance import assess_relevance
from processors.relevance.model import load_model
from training.measure import measure

CORE, NONE = 2, 0
SPEED_ITEMS = 1000
KEYWORDS_NEEDED = 2
KEYWORDS = re.compile(
    r"\b(?:war|wars|attack\w*|army|military|soldier\w*|troops|rebel\w*|militant\w*|militia\w*|insurgen\w*|terror\w*|bomb\w*|blast\w*"
    r"|missile\w*|rocket\w*|drone\w*|airstrike\w*|shelling|gunmen|gunman|clash\w*|kill\w*|wounded|hostage\w*|kidnap\w*|protest\w*"
    r"|demonstrat\w*|riot\w*|unrest|coup|crackdown|ceasefire|truce|peace|sanction\w*|nuclear|weapon\w*|invasion|siege|curfew|violence)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Measure and print; the last line is the headline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpus_option(parser)
    folder = part_of(parser, parser.parse_args().corpus, "relevance")
    unseen = [row | {"label": int(row["rel"])} for row in read(folder / "unseen_dev.jsonl.gz") if int(row["rel"]) in (CORE, NONE)]
    challenge = [row | {"label": 2 * int(row["label"]), "src": "challenge"} for row in read(folder / "challenge_dev.jsonl.gz")]
    sources = sorted({row["src"] for row in unseen})
    sets = {source: [row for row in unseen if row["src"] == source] for source in sources}
    sets |= {"unseen_dev": unseen, "challenge_dev": challenge}
    found = {}
    print(f"{'set':34s} {'n':>5s} {'core':>5s}")
    for name, rows in sets.items():
        for how, p_of, threshold in (("weights", shipped_p, load_model().yes_p), ("keywords", keywords_p, 0.5)):
            found[name, how] = show(f"{name} {how}", rows, p_of, threshold)
    recorded = json.loads((files("processors.relevance") / "model.json").read_text(encoding="utf-8"))["left_out_measures"]
    print("\nleft out of training, recorded with the weights:")
    for name, row in recorded.items():
        print(f"  {name:32s} {row['n']:5d} {row['core']:5d}  F1 {row['f1']:.3f}  P {row['precision']:.3f}  R {row['recall']:.3f}"
              f"  AUC {row['auc']:.4f}  ECE {row['ece']:.3f}")  # fmt: skip
    rate = articles_per_s(read(folder / "lk_news_unlabelled.jsonl.gz")[:SPEED_ITEMS])
    left_out = recorded["dev:unseen_dev"]
    print(f"\nF1 {left_out['f1']:.2f}: unseen_dev by models that saw nothing of the outlet (AUC {left_out['auc']:.3f},"
          f" ECE {left_out['ece']:.3f}); shipped weights {found['unseen_dev', 'weights']:.2f},"
          f" keywords {found['unseen_dev', 'keywords']:.2f}, hard cases {found['challenge_dev', 'weights']:.2f};"
          f" {rate:,.0f} articles/s on one core")  # fmt: skip


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a compressed JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shipped_p(row: dict[str, Any]) -> float:
    """The package's probability."""
    return assess_relevance(row["title"] or "", row["text"], language="en").p


def keywords_p(row: dict[str, Any]) -> float:
    """Distinct keywords in title and opening, as a probability that only means its order; two are taken for relevant."""
    hits = {match.group().lower() for match in KEYWORDS.finditer(f"{row['title']} {row['text'][:1000]}")}
    return len(hits) / (len(hits) + KEYWORDS_NEEDED)


def show(name: str, rows: list[dict[str, Any]], p_of: Callable[[dict[str, Any]], float], threshold: float) -> float:
    """Print one line of measures; returns F1."""
    measures = measure([p_of(row) for row in rows], [row["label"] == CORE for row in rows], threshold)
    print(f"{name:34s} {measures}")
    return measures.f1


def articles_per_s(rows: list[dict[str, Any]]) -> float:
    """Articles in a second of processor time, a national outlet's whole output, the conflict's name included."""
    begin = time.process_time()
    for row in rows:
        assess_relevance(row["title"] or "", row["text"], language="en")
    return len(rows) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
