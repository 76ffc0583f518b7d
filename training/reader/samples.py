"""What the reader learns from: articles with listed events, and articles of which single sentences are labelled.

Articles that measure the coder (``event_dev``, ``labels``, ``held_out``, the unread half of ``third_round``) are left out with
their sentences, and so is every article that shares a fifth of its text with one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processors.coding.clauses.sentence_types import CLASSES
from processors.coding.code import without_asides
from processors.coding.language.tokens import split_text
from processors.coding.models.reader import MAX_SENTENCE_TOKENS, STAGES, TYPES, Window, windows_of
from processors.coding.models.wordpieces import FIRST, MARK, WordPieces
from processors.records.event import Salience
from training.corpora import read_rows
from training.events.load import FOLDER, read_corpus_pairs, read_labels, read_pairs, unread_half
from training.events.sentences import SENTENCES, STAGE_MARKS, read_sentences, types_of

Row = dict[str, Any]
LEARNT = ("second_round", "third_round", "fourth_round")
SHARED = 0.2
"""Of an article's runs of ``RUN`` pieces: from here it is a twin."""
RUN = 8


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a sentence tells it; ``main`` is None where only the sentence is labelled."""

    sentence: int
    type: int
    stage: int
    main: bool | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled article.

    Attributes:
        windows: What is read of it.
        listed: Whether its events are; then a sentence without one has none.
        events: The sentences of its events.
        labelled: The labelled sentences, with the numbers of their classes.
        stated: What those tell, with its stage.
    """

    id: str
    windows: tuple[Window, ...]
    listed: bool
    events: tuple[Told, ...]
    labelled: dict[int, frozenset[int]]
    stated: tuple[Told, ...]


def read_samples(corpus: Path, vocabulary: WordPieces) -> list[Sample]:
    """Everything that may be learnt from."""
    held = {row["id"]: row for pairs in _measuring(corpus).values() for row, _ in pairs}
    gold = [row for name in LEARNT for row in read_labels(name) if row["id"] not in held]
    pairs = read_pairs(corpus, gold)
    sentences = read_sentences(SENTENCES, FOLDER / "second_round.csv")
    events = {label["id"]: label["events"] for label, _ in pairs}
    rows = {article["id"]: article for _, article in pairs}
    for file in sorted({file for file, _ in sentences}):
        rows |= {row["id"]: row for row in read_rows(corpus, file) if (file, row["id"]) in sentences and row["id"] not in rows}
    by_id = {name: labels for (_, name), labels in sentences.items()}
    seen = _Runs(vocabulary, held.values())
    return [
        _sample(row, vocabulary, events.get(name), by_id.get(name, {}))
        for name, row in rows.items()
        if name not in held and row.get("text") and not seen.has_twin_of(row)
    ]


def read_measuring(corpus: Path, vocabulary: WordPieces) -> dict[str, list[Sample]]:
    """The articles that measure the coder, by the names of their sets: nothing is learnt from them."""
    return {name: [_sample(row, vocabulary, events, {}) for row, events in pairs] for name, pairs in _measuring(corpus).items()}


def _measuring(corpus: Path) -> dict[str, list[tuple[Row, list[Row]]]]:
    """Articles with their events."""
    sets = {
        "event_dev": read_corpus_pairs(corpus),
        "own labels": read_pairs(corpus, read_labels()),
        "never fitted on": read_pairs(corpus, read_labels("held_out")),
        "third round, unread": read_pairs(corpus, unread_half(read_labels("third_round"))),
    }
    return {name: [(article, label["events"]) for label, article in pairs] for name, pairs in sets.items()}


def _sample(row: Row, vocabulary: WordPieces, events: Iterable[Row] | None, labels: dict[tuple[str, int], str]) -> Sample:
    title, text = row.get("title") or "", row["text"]
    spans = [(0, 0), *(sentence.span for sentence in split_text(without_asides(text)))]
    pieces = [vocabulary.encode(part, MAX_SENTENCE_TOKENS) for part in (title, *(text[a:b] for a, b in spans[1:]))]
    windows = tuple(windows_of(pieces, vocabulary.numbers[FIRST], vocabulary.numbers[MARK]))
    read = {i for window in windows for i in window.new}
    marked = {i: labels.get(("text", a) if i else ("title", 0)) for i, (a, _) in enumerate(spans) if i in read}
    known = {i: label for i, label in marked.items() if label is not None}
    told = tuple(one for event in events or () for one in _told(event, text, spans) if one.sentence in read)
    return Sample(
        id=row["id"],
        windows=windows if events is not None else _needed(windows, max(known, default=0)),
        listed=events is not None,
        events=told,
        labelled={i: frozenset(map(CLASSES.index, types_of(label))) for i, label in known.items()},
        stated=tuple(one for i, label in known.items() for one in _stated(i, label)),
    )


def _needed(windows: tuple[Window, ...], last: int) -> tuple[Window, ...]:
    """The first window up to a sentence behind the last labelled one."""
    window = windows[0]
    end = max(at for at, owner in enumerate(window.owners) if owner <= last + 1) + 1
    return (Window(window.tokens[:end], window.owners[:end], [i for i in window.new if i <= last]),)


def _told(event: Row, text: str, spans: list[tuple[int, int]]) -> Iterator[Told]:
    quote, at = event["quote"], text.find(event["quote"])
    kind, stage = TYPES.index(event["plover"]), STAGES.index(event["stage"])
    main = event["salience"] == Salience.MAIN
    if at < 0:
        yield Told(0, kind, stage, main)
    else:
        yield from (Told(i, kind, stage, main) for i, (a, b) in enumerate(spans) if i and a < at + len(quote) and at < b)


def _stated(sentence: int, label: str) -> Iterator[Told]:
    for part in label.split(","):
        name, _, mark = part.partition(":")
        if name.isupper():
            yield Told(sentence, TYPES.index(name), STAGES.index(STAGE_MARKS[mark]), None)


class _Runs:
    """Runs of pieces of the articles that measure."""

    def __init__(self, vocabulary: WordPieces, rows: Iterable[Row]) -> None:
        self.vocabulary = vocabulary
        self.homes: dict[tuple[int, ...], set[str]] = defaultdict(set)
        for row in rows:
            for run in self._runs(row):
                self.homes[run].add(row["id"])

    def has_twin_of(self, row: Row) -> bool:
        runs = self._runs(row)
        shared = Counter(home for run in runs for home in self.homes.get(run, ()))
        return bool(shared) and max(shared.values()) > SHARED * len(runs)

    def _runs(self, row: Row) -> set[tuple[int, ...]]:
        pieces = self.vocabulary.encode(f"{row.get('title') or ''} {row['text']}", 2000)
        return {tuple(pieces[i : i + RUN]) for i in range(len(pieces) - RUN + 1)}
