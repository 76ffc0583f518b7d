"""Relevance on outlets that nobody trained on: core against none, borderline items left out.

    python bench/relevance.py [--corpus DIR]        # dependency group `training` for the TF-IDF baseline

Measures the shipped weights on ``unseen_dev`` and ``challenge_dev`` beside keywords, TF-IDF and a sentence encoder in the same
run, changes that must not matter, speed and memory. The shipped weights have seen other items of the agency behind the ``ag_*``
sets (never these); the trained baselines have not. What a model measures that saw nothing of an outlet is recorded by the
training with the weights (``model.json``); it is shown, and the headline says it.
"""

import argparse
import gzip
import json
import re
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from corpus import add_corpus_option, part_of
from memory import peak_memory_mb
from recorded import show_recorded
from relevance_perturbed import PERTURBATIONS

from processors.records import Band
from processors.relevance import Encoder, assess_relevance, load_encoder
from processors.relevance.encoder import PACKAGE
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
    corpus = parser.parse_args().corpus
    folder = part_of(parser, corpus, "relevance")
    unseen = [row | {"core": int(row["rel"]) == CORE} for row in read(folder / "unseen_dev.jsonl.gz") if int(row["rel"]) != 1]
    challenge = [row | {"core": int(row["label"]) == 1, "src": "challenge"} for row in read(folder / "challenge_dev.jsonl.gz")]
    sets = {source: [row for row in unseen if row["src"] == source] for source in sorted({row["src"] for row in unseen})}
    sets |= {"unseen_dev": unseen, "challenge_dev": challenge}
    f1 = {name: show_shipped(name, rows) for name, rows in sets.items()}
    encoder = load_encoder() if find_spec(PACKAGE) else None
    if encoder is None:
        print("with the encoder: skipped, needs conflictwire[languages]")
    else:
        for name, rows in sets.items():
            show_shipped(name, rows, encoder)
    keywords = show_baselines(corpus, unseen, challenge)
    recorded = show_recorded("model.json", "the words")
    joint = show_recorded("encoder.json", "the words and the encoder")["unseen_dev"]
    show_perturbed(unseen)
    items = [(row["title"] or "", row["text"]) for row in read(folder / "lk_news_unlabelled.jsonl.gz")[:SPEED_ITEMS]]
    rate, memory_mb = articles_per_s(items), peak_memory_mb([(*item, "en") for item in items], with_encoder=False)
    if encoder is not None:
        print(f"\nwith the encoder, national outlets' whole output: {articles_per_s(items, encoder):,.0f} articles/s on one core")
    left_out = recorded["dev:unseen_dev"]
    print(f"\nF1 {left_out['f1']:.2f}: unseen_dev by models that saw nothing of the outlet (AUC {left_out['auc']:.3f},"
          f" ECE {left_out['ece']:.3f}), with the encoder {joint['f1']:.2f} (AUC {joint['auc']:.3f}); shipped weights"
          f" {f1['unseen_dev']:.2f}, keywords {keywords:.2f}, hard cases {f1['challenge_dev']:.2f}; {rate:,.0f} articles/s"
          f" on one core, {memory_mb} MB")  # fmt: skip


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a compressed JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def show_shipped(name: str, rows: list[dict[str, Any]], encoder: Encoder | None = None) -> float:
    """Print the measures of the package; returns F1."""
    ps = [assess_relevance(row["title"] or "", row["text"], language="en", encoder=encoder).p for row in rows]
    measures = measure(ps, [row["core"] for row in rows], load_model().yes_p)
    print(f"{'with the encoder' if encoder else 'shipped weights'}: {name:16s} {measures}")
    return measures.f1


def show_baselines(corpus: Path, unseen: list[dict[str, Any]], challenge: list[dict[str, Any]]) -> float:
    """Print what else could be used, each at its best threshold; returns the keywords' F1 at their own."""
    test = [(row["title"] or "", row["text"]) for row in (*unseen, *challenge)]
    truth = [row["core"] for row in unseen]
    found = {"keywords": keyword_ps(test)}
    if find_spec("sklearn"):
        baselines = import_module("training.baselines")
        train, core = baselines.training_rows(corpus, "ag_news")
        found["TF-IDF"] = baselines.tfidf_ps(train, core, test)
        vectors = baselines.minilm_ps(train, core, test)
        if vectors is None:
            print(baselines.MINILM_MISSING)
        else:
            found |= {"MiniLM": vectors, "MiniLM + TF-IDF": (vectors + found["TF-IDF"]) / 2}
    else:
        print("TF-IDF: skipped, needs the dependency group training")
    print("\nbaselines, trained without the agency; F1 at the best threshold of all:")
    for name, ps in found.items():
        auc = measure(ps[: len(unseen)], truth, 0.5).auc
        hard = best_f1(ps[len(unseen) :], [row["core"] for row in challenge])
        print(f"  {name:16s} unseen_dev F1 {best_f1(ps[: len(unseen)], truth):.3f}  AUC {auc:.4f}   hard cases F1 {hard:.3f}")
    return measure(found["keywords"][: len(unseen)], truth, 0.5).f1


def show_perturbed(rows: list[dict[str, Any]]) -> None:
    """Print how many decisions each change makes or unmakes."""
    print(f"\nchanges that must not matter: of {len(rows)} items, so many get or lose a yes")
    bands = [_band(row["title"] or "", row["text"]) for row in rows]
    for name, change in PERTURBATIONS.items():
        changed = [_band(*change(row["title"] or "", row["text"])) for row in rows]
        flipped = sum((before is Band.YES) != (after is Band.YES) for before, after in zip(bands, changed, strict=True))
        far = sum({before, after} == {Band.YES, Band.NO} for before, after in zip(bands, changed, strict=True))
        print(f"  {name:20s} {flipped:4d}, from or to a plain no {far}")


def _band(title: str, text: str) -> Band:
    return assess_relevance(title, text, language="en").band


def keyword_ps(rows: list[tuple[str, str]]) -> np.ndarray:
    """Distinct keywords in title and opening, as a probability that only means its order; two (.5) are taken for relevant."""
    hits = [len({found.group().lower() for found in KEYWORDS.finditer(f"{row[0]} {row[1][:1000]}")}) for row in rows]
    return np.array([n / (n + KEYWORDS_NEEDED) for n in hits])


def best_f1(ps: np.ndarray, core: list[bool]) -> float:
    """F1 at the best of all thresholds: more than a user of the baseline would get."""
    truth = np.asarray(core)[np.argsort(-ps, kind="stable")]
    return float((2 * truth.cumsum() / (np.arange(1, len(ps) + 1) + truth.sum())).max())


def articles_per_s(items: list[tuple[str, str]], encoder: Encoder | None = None) -> float:
    """Articles in a second of processor time, a national outlet's whole output, the conflict's name included."""
    begin = time.process_time()
    for title, text in items:
        assess_relevance(title, text, language="en", encoder=encoder)
    return len(items) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
