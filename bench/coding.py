"""Measure event coding on labelled articles: the scorer's figures, CPU per article and a baseline in the same run.

    .venv/bin/python bench/coding.py [--corpus DIR] [--scorer FILE] [--fit]

``--fit`` fits the weights of ``processors.coding.score`` on the same articles and prints them with cross-validated figures.
"""

import argparse
import gzip
import json
import math
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from corpus import BESIDE, add_corpus_option, part_of

from ingest.article_lines import read_date
from processors.coding import code_events
from processors.coding.code import find_happenings
from processors.coding.merge import Happening
from processors.coding.score import MAX_EVENTS, all_features, probability
from processors.records import Article, Band, Relevance
from processors.records.codec import to_document
from processors.relevance import assess_relevance
from training.events import load as own_labels

FIGURES = (
    "event found", "event with type", "stage of found", "main event found with type", "main country",
    "place <=161 km of found", "day of found", "actor role+country of found", "attribution of found",
    "quantity", "quantity+party", "claimant of matched quantity", "trap conflict avoided",
    "hard negative without events", "relevance",
)  # fmt: skip


def article(row: dict[str, Any], relevance: Relevance) -> Article:
    """The row as the record that the coder takes."""
    return Article(
        id=row["id"], revision=1, url=row.get("url") or "https://example.org/", feed_ids=(), authors=(),
        title=row.get("title") or "",
        fetched_at=datetime(2025, 1, 1, tzinfo=UTC), text=row["text"], text_sha256="", outlet="", host="example.org",
        published_at=read_date(row.get("published_at") or ""), relevance=relevance,
    )  # fmt: skip


def forced(gold: dict[str, dict[str, Any]]) -> Callable[[dict[str, Any]], Relevance]:
    """Relevance as the labels state it: coding alone is measured."""
    return lambda row: Relevance(1.0, Band.YES if gold[row["id"]]["relevance"] else Band.NO)


def assessed(row: dict[str, Any]) -> Relevance:
    """Relevance as the shipped model sees it."""
    return assess_relevance(row.get("title") or "", row["text"])


def code(rows: Iterable[dict[str, Any]], relevance: Callable[[dict[str, Any]], Relevance]) -> tuple[list[dict[str, Any]], float]:
    """Code every row; the outputs and the CPU milliseconds per coded article."""
    outputs, spent, coded = [], 0.0, 0
    for row in rows:
        verdict = relevance(row)
        started = time.process_time()
        events = code_events(article(row, verdict))
        if verdict.band is not Band.NO:
            spent, coded = spent + time.process_time() - started, coded + 1
        outputs.append({"id": row["id"], "relevance": to_document(verdict), "events": to_document(events)})
    return outputs, 1000 * spent / max(coded, 1)


_KEYWORDS = (
    ("PROTEST", r"protest|demonstrat|riot|rally"),
    ("COERCE", r"arrest|detain|seiz|raid"),
    ("SANCTION", r"sanction|sentence|jail"),
    ("CONSULT", r"talks|meet|summit|visit"),
    ("ACCUSE", r"accus|condemn|charge|blame"),
    ("THREATEN", r"threat|warn|vow"),
    ("RETREAT", r"withdraw|ceasefire|releas|truce"),
    ("MOBILIZE", r"deploy|troops|drill|missile test"),
    ("ASSAULT", r".*"),
)


def title_keywords(rows: Iterable[dict[str, Any]], relevance: Callable[[dict[str, Any]], Relevance]) -> list[dict[str, Any]]:
    """The baseline: one event an article, by the first keyword of its title (or opening), without any field."""
    outputs = []
    for row in rows:
        opening = row.get("title") or row["text"][:120]
        event = next(name for name, words in _KEYWORDS if re.search(words, opening.lower()))
        span = [0, min(200, len(row["text"]))]
        events = [
            {
                "plover_event": event,
                "stage": "occurred",
                "salience": "main",
                "evidence": [{"span": span, "quote": row["text"][: span[1]]}],
            }
        ]
        verdict = relevance(row)
        outputs.append({"id": row["id"], "relevance": to_document(verdict), "events": [] if verdict.band is Band.NO else events})
    return outputs


def score(scorer: Path, rows: list[dict[str, Any]], gold: Path, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """Run the scorer as the program that it is."""
    with tempfile.TemporaryDirectory() as folder:
        articles, coded = Path(folder, "articles.jsonl"), Path(folder, "coded.jsonl")
        articles.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        coded.write_text("".join(json.dumps(row) + "\n" for row in outputs), "utf-8")
        result = subprocess.run([sys.executable, scorer, articles, gold, coded], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(result.stdout)
    return figures


def labelled(rows: Iterable[dict[str, Any]], gold: dict[str, dict[str, Any]]) -> list[tuple[str, dict[str, float], bool]]:
    """Every happening of every article with its signs and whether a labelled event of its type stands in its sentences."""
    samples = []
    for row in rows:
        if not gold[row["id"]]["relevance"]:
            continue
        happenings, _ = find_happenings(article(row, Relevance(1.0, Band.YES)))
        free = list(gold[row["id"]]["events"])
        signs = all_features(happenings)
        for i in sorted(range(len(happenings)), key=lambda i: -probability(signs[i])):
            happening = happenings[i]
            found = next((event for event in free if _tells(happening, event, row)), None)
            if found is not None:
                free.remove(found)
            samples.append((row["id"], signs[i], found is not None))
    return samples


def _tells(happening: Happening, event: dict[str, Any], row: dict[str, Any]) -> bool:
    at = row["text"].find(event["quote"])
    spans = [d.trigger.clause.sentence.span for d in happening.drafts if not d.trigger.clause.sentence.in_title]
    near = any(start - 80 < at + len(event["quote"]) and at < end + 80 for start, end in spans)
    return happening.event.value == event["plover"] and near


def fit(samples: list[tuple[str, dict[str, float], bool]], ridge: float = 1.5) -> dict[str, float]:
    """Logistic regression by Newton's method, every weight but the bias drawn to 0."""
    names = sorted({name for _, signs, _ in samples for name in signs})
    x = np.array([[signs.get(name, 0.0) for name in names] for _, signs, _ in samples])
    y = np.array([found for _, _, found in samples], dtype=float)
    penalty = np.diag([0.01 if name == "bias" else ridge for name in names])
    w = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (y - p) - penalty @ w)
    return dict(zip(names, w.round(2).tolist(), strict=True))


def cross_validate(
    samples: list[tuple[str, dict[str, float], bool]], labelled_events: int, folds: int = 6
) -> list[tuple[float, float, float, float]]:
    """Threshold, precision, recall and F1 of the chosen happenings, each article scored by weights fitted on other articles."""
    names = sorted({name for name, _, _ in samples})
    fold_of = {name: i % folds for i, name in enumerate(names)}
    scored: list[tuple[str, float, bool]] = []
    for fold in range(folds):
        weights = fit([s for s in samples if fold_of[s[0]] != fold])
        scored += [
            (a, 1 / (1 + math.exp(-sum(weights.get(n, 0) * v for n, v in signs.items()))), y)
            for a, signs, y in samples
            if fold_of[a] == fold
        ]
    table = []
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        chosen = [
            y
            for a in names
            for _, y in sorted(((p, y) for b, p, y in scored if a == b and p >= threshold), reverse=True)[:MAX_EVENTS]
        ]
        precision, recall = sum(chosen) / max(len(chosen), 1), sum(chosen) / labelled_events
        table.append((threshold, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))
    return table


def show(name: str, figures: dict[str, Any]) -> None:
    """Print the main figures of one run."""
    print(f"\n{name}")
    for figure in FIGURES:
        values = figures.get(figure)
        if values:
            print(f"  {figure:32}", "  ".join(f"{key} {value}" for key, value in values.items()))
    print(f"  {'spans':32}", figures["spans"])


def show_own_gold(corpus: Path, scorer: Path) -> str:
    """Measure on the project's own labels, and say it in one clause."""
    labels = own_labels.read_labels()
    rows, gold, path = (
        own_labels.read_articles(corpus, labels),
        {row["id"]: row for row in labels},
        own_labels.FOLDER / "labels.jsonl",
    )
    show("own gold, baseline: keywords of the title", score(scorer, rows, path, title_keywords(rows, forced(gold))))
    figures = score(scorer, rows, path, code(rows, forced(gold))[0])
    show("own gold, code_events, relevance as labelled", figures)
    show("own gold, code_events, relevance as assessed", score(scorer, rows, path, code(rows, assessed)[0]))
    typed, party, wrong = figures["event with type"]["f1"], figures["quantity+party"]["f1"], figures["spans"].get("bad", 0)
    return f"own gold {typed}, {party}, {wrong}"


def main() -> None:
    """Run everything and end with one headline."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_corpus_option(parser)
    parser.add_argument("--scorer", type=Path, default=BESIDE.parent / "tools/score_coding.py", help="the scorer's script")
    parser.add_argument("--out", type=Path, help="write the coded articles here as JSON lines")
    parser.add_argument("--fit", action="store_true", help="fit the weights of the choice of events instead")
    options = parser.parse_args()
    events = part_of(parser, options.corpus, "events")
    gold_path = events / "event_dev.jsonl"
    with gzip.open(events / "event_dev_articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = {row["id"]: row for row in map(json.loads, gold_path.read_text("utf-8").splitlines())}
    code_events(article({"id": "warm-up", "text": "Gunmen killed two soldiers in Mali on Monday."}, Relevance(1.0, Band.YES)))
    if options.fit:
        samples = labelled(rows, gold)
        print(json.dumps(fit(samples), indent=1))
        for row in cross_validate(samples, sum(len(g["events"]) for g in gold.values())):
            print("threshold {:.2f}  p {:.3f}  r {:.3f}  f1 {:.3f}".format(*row))
        return
    outputs, cpu_ms = code(rows, forced(gold))
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in outputs), "utf-8")
    if not options.scorer.exists():
        print(
            f"no scorer at {options.scorer}; {sum(len(row['events']) for row in outputs)} events, {cpu_ms:.1f} ms CPU per article"
        )
        return
    show("baseline: keywords of the title", score(options.scorer, rows, gold_path, title_keywords(rows, forced(gold))))
    figures = score(options.scorer, rows, gold_path, outputs)
    show("code_events, relevance as labelled", figures)
    show("code_events, relevance as assessed", score(options.scorer, rows, gold_path, code(rows, assessed)[0]))
    own = show_own_gold(options.corpus, options.scorer)
    typed, party = figures["event with type"]["f1"], figures["quantity+party"]["f1"]
    wrong = figures["spans"].get("bad", 0)
    print(f"\nevent with type F1 {typed}, quantity with party F1 {party}, wrong spans {wrong}, {cpu_ms:.1f} ms CPU; {own}")


if __name__ == "__main__":
    main()
