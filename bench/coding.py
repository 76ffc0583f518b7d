"""Measure event coding on labelled articles: the scorer's figures, CPU per article and a baseline in the same run.

    .venv/bin/python bench/coding.py [--corpus DIR] [--scorer FILE]

The weights of the choice of events are fitted on the same labels: held-out figures come from ``python -m training.event_choice``.
With the extra ``reader`` installed everything of our own labels is coded a second time with it.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coding_articles import article, first_keyword
from corpus import BESIDE, add_corpus_option, part_of
from event_sets import case, muc4, plover

from processors.coding import Reader, code_events, load_reader
from processors.coding.models.reader import PACKAGE
from processors.records import Band, Relevance
from processors.records.codec import to_document
from processors.relevance import assess_relevance
from training.events import load as own_labels

FIGURES = (
    "event found", "event with type", "stage of found", "main event found with type", "main country",
    "place <=161 km of found", "day of found", "actor role+country of found", "attribution of found",
    "quantity", "quantity+party", "claimant of matched quantity", "trap conflict avoided",
    "hard negative without events", "relevance",
)  # fmt: skip


def forced(gold: dict[str, dict[str, Any]]) -> Callable[[dict[str, Any]], Relevance]:
    """Relevance as the labels state it: coding alone is measured."""
    return lambda row: Relevance(1.0, Band.YES if gold[row["id"]]["relevance"] else Band.NO)


def assessed(row: dict[str, Any]) -> Relevance:
    """Relevance as the shipped model sees it."""
    return assess_relevance(row.get("title") or "", row["text"])


def code(
    rows: Iterable[dict[str, Any]], relevance: Callable[[dict[str, Any]], Relevance], reader: Reader | None = None
) -> tuple[list[dict[str, Any]], float]:
    """Code every row; the outputs and the CPU milliseconds per coded article."""
    outputs, spent, coded = [], 0.0, 0
    for row in rows:
        verdict = relevance(row)
        started = time.process_time()
        events = code_events(article(row, verdict), reader)
        if verdict.band is not Band.NO:
            spent, coded = spent + time.process_time() - started, coded + 1
        outputs.append({"id": row["id"], "relevance": to_document(verdict), "events": to_document(events)})
    return outputs, 1000 * spent / max(coded, 1)


def title_keywords(rows: Iterable[dict[str, Any]], relevance: Callable[[dict[str, Any]], Relevance]) -> list[dict[str, Any]]:
    """The baseline: one event an article, by the first keyword of its title (or opening), without any field."""
    outputs = []
    for row in rows:
        opening = row.get("title") or row["text"][:120]
        event = first_keyword(opening)
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


def score(
    scorer: Path, rows: list[dict[str, Any]], gold: dict[str, dict[str, Any]], outputs: list[dict[str, Any]]
) -> dict[str, Any]:
    """Run the scorer as the program that it is."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{name}.jsonl") for name in ("articles", "gold", "coded")]
        for file, lines in zip(files, (rows, gold.values(), outputs), strict=True):
            file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        result = subprocess.run([sys.executable, scorer, *files], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(result.stdout)
    return figures


def show(name: str, figures: dict[str, Any]) -> None:
    """Print the main figures of one run."""
    print(f"\n{name}")
    for figure in FIGURES:
        values = figures.get(figure)
        if values:
            print(f"  {figure:32}", "  ".join(f"{key} {value}" for key, value in values.items()))
    print(f"  {'spans':32}", figures["spans"])


def headline(figures: dict[str, Any]) -> str:
    """The figures that the headline names."""
    typed, party, wrong = figures["event with type"]["f1"], figures["quantity+party"]["f1"], figures["spans"].get("bad", 0)
    return f"{typed}, {party}, {wrong}"


def show_own_gold(corpus: Path, scorer: Path, title: str, labels: list[dict[str, Any]], reader: Reader | None) -> tuple[str, str]:
    """Measure on labels of the project's own, and say it in one clause: without and with the reader."""
    rows, gold = own_labels.read_articles(corpus, labels), {row["id"]: row for row in labels}
    show(f"{title}, baseline: keywords of the title", score(scorer, rows, gold, title_keywords(rows, forced(gold))))
    figures = score(scorer, rows, gold, code(rows, forced(gold))[0])
    show(f"{title}, code_events, relevance as labelled", figures)
    show(f"{title}, code_events, relevance as assessed", score(scorer, rows, gold, code(rows, assessed)[0]))
    if reader is None:
        return f"{title} {headline(figures)}", ""
    read = score(scorer, rows, gold, code(rows, forced(gold), reader)[0])
    show(f"{title}, with the reader, relevance as labelled", read)
    return f"{title} {headline(figures)}", f"; {title} {headline(read)}"


def main() -> None:
    """Run everything and end with one headline."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_corpus_option(parser)
    parser.add_argument("--scorer", type=Path, default=BESIDE.parent / "tools/score_coding.py", help="the scorer's script")
    parser.add_argument("--out", type=Path, help="write the coded articles here as JSON lines")
    options = parser.parse_args()
    events = part_of(parser, options.corpus, "events")
    gold_path = events / "event_dev.jsonl"
    with gzip.open(events / "event_dev_articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = {row["id"]: row for row in map(json.loads, gold_path.read_text("utf-8").splitlines())}
    code_events(article({"id": "warm-up", "text": "Gunmen killed two soldiers in Mali on Monday."}, Relevance(1.0, Band.YES)))
    outputs, cpu_ms = code(rows, forced(gold))
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in outputs), "utf-8")
    if not options.scorer.exists():
        print(
            f"no scorer at {options.scorer}; {sum(len(row['events']) for row in outputs)} events, {cpu_ms:.1f} ms CPU per article"
        )
        return
    show("baseline: keywords of the title", score(options.scorer, rows, gold, title_keywords(rows, forced(gold))))
    figures = score(options.scorer, rows, gold, outputs)
    show("code_events, relevance as labelled", figures)
    show("code_events, relevance as assessed", score(options.scorer, rows, gold, code(rows, assessed)[0]))
    reader = load_reader() if find_spec(PACKAGE) else None
    own = [
        show_own_gold(options.corpus, options.scorer, title, labels, reader)
        for title, labels in (
            ("own gold", own_labels.read_labels()),
            ("never fitted on", own_labels.read_labels("held_out")),
            ("third round, unread", own_labels.unread_half(own_labels.read_labels("third_round"))),
        )
    ]
    others = ", ".join([plover(events), case(events), muc4(options.corpus)])
    with_reader = ""
    if reader is not None:
        outputs, read_ms = code(rows, forced(gold), reader)
        read = score(options.scorer, rows, gold, outputs)
        show("with the reader, relevance as labelled", read)
        show("with the reader, relevance as assessed", score(options.scorer, rows, gold, code(rows, assessed, reader)[0]))
        with_reader = f"; with the reader {headline(read)}, {read_ms:.0f} ms" + "".join(clause for _, clause in own)
    print(
        f"\nevent with type F1, quantity with party F1, wrong spans: {headline(figures)}, {cpu_ms:.1f} ms CPU; "
        + "; ".join(clause for clause, _ in own)
        + f"; {others}{with_reader}"
    )


if __name__ == "__main__":
    main()
