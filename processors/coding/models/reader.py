"""The extra ``reader``: a small transformer reads the article whole and says what each of its sentences reports.

Beside the words (``sentence_types``) it knows what a sentence means among the others: whether a strike is the news, its cause
or an example. Title and sentences go through it in windows of 512 pieces; each sentence is the mean of its pieces' vectors, and
linear heads over that give log-odds. The network is all-MiniLM-L6-v2 fine-tuned on labelled articles by ``python -m
training.reader``, as whole numbers in ``reader.onnx``; ``reader.json`` holds its hash. It needs the package ``onnxruntime``.

Source: Wang et al., MiniLM, 2020; Cohan et al., Pretrained Language Models for Sequential Sentence Classification, 2019.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from processors.coding.models.wordpieces import FIRST, MARK, WordPieces
from processors.records.event import EventStage, PloverEvent

PACKAGE = "onnxruntime"
NETWORK_FILE = "reader.onnx"
VOCABULARY_FILE = "reader_vocabulary.txt"
METADATA_FILE = "reader.json"
MAX_TOKENS = 512
"""Pieces of a window: what the network has places for."""
MAX_SENTENCE_TOKENS = 110
"""Pieces of a sentence that are read: the title and three sentences fit into every window."""
MAX_WINDOWS = 2
"""Some 900 pieces, 4 kB of text; what a report tells behind them is seldom its news."""
OVERLAP = 2
"""Sentences of the window before that a further one begins with, behind the title."""
RULES_ODDS = 2.0
"""What the rules' stage adds to the network's log-odds of it."""
STAGES = tuple(EventStage)
TYPES = tuple(event.value for event in PloverEvent)
_PLACES = (1, 2, 3, 4, 5, 6, 10, 16, 25)
"""Where the groups of sentences begin that the network tells apart by their place; the title is 0."""


class Session(Protocol):
    """What is used of the engine."""

    def run(self, outputs: Sequence[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        """The named outputs."""


class Reading(NamedTuple):
    """What the network says of a sentence.

    Attributes:
        listed: Log-odds that a reader would list an event of each of ``TYPES`` by its words, shape (16,).
        told: Log-odds that it reports each of ``CLASSES`` as news, or only as history, shape (17,).
        stages: Log-odds of each of ``STAGES`` for an event of each of ``TYPES``, up to a constant, shape (16, 6).
        main: Log-odds that such an event is a main one, shape (16,).
    """

    listed: NDArray[np.float32]
    told: NDArray[np.float32]
    stages: NDArray[np.float32]
    main: NDArray[np.float32]

    def stage(self, event: PloverEvent, by_rules: EventStage) -> EventStage:
        """The likelier stage of an event of this type, the rules' word counted in."""
        odds: list[float] = self.stages[TYPES.index(event.value)].tolist()
        odds[STAGES.index(by_rules)] += RULES_ODDS
        return STAGES[odds.index(max(odds))]

    def likelier(self, chances: Mapping[str, float]) -> dict[str, float]:
        """For each class the words' probability, or that it is listed, where this is more."""
        listed = dict(zip(TYPES, (1 / (1 + np.exp(-self.listed))).tolist(), strict=True))
        return {name: max(p, listed.get(name, 0.0)) for name, p in chances.items()}


@dataclass(frozen=True, slots=True)
class Window:
    """A part of an article that goes through the network at once.

    Attributes:
        tokens: Numbers of pieces.
        owners: For each, the sentence that it is of; -1 for marks.
        new: The sentences that no window before has; the title is 0.
    """

    tokens: list[int]
    owners: list[int]
    new: list[int]


def windows_of(sentences: Sequence[Sequence[int]], first: int, mark: int) -> Iterator[Window]:
    """Cut an article into at most ``MAX_WINDOWS`` windows.

    Args:
        sentences: The pieces of the title (maybe none) and of each sentence of the text.
        first: The number of the piece that begins a window.
        mark: The number of the piece behind a sentence.
    """
    at = 1
    for number in range(MAX_WINDOWS):
        tokens, owners = [first, *sentences[0], mark], [-1, *[0] * len(sentences[0]), -1]
        seen = at if number else 0
        at = max(at - OVERLAP, 1)
        while at < len(sentences) and len(tokens) + len(sentences[at]) < MAX_TOKENS:
            tokens += [*sentences[at], mark]
            owners += [*[at] * len(sentences[at]), -1]
            at += 1
        yield Window(tokens, owners, [i for i in range(seen, at) if sentences[i]])
        if at >= len(sentences):
            return


def inputs_of(window: Window) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Of the n new sentences of a window: the weights of their means, shape (n, tokens), and the groups of their places, (n,)."""
    owners = np.array(window.owners)
    mine = owners[None, :] == np.array(window.new)[:, None]
    weights = (mine / mine.sum(axis=1, keepdims=True)).astype(np.float32)
    return weights, np.array([bisect_right(_PLACES, i) for i in window.new], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reader:
    """The network in its engine, and its vocabulary."""

    session: Session
    vocabulary: WordPieces

    def read(self, title: str, sentences: Sequence[str]) -> list[Reading | None]:
        """Read an article.

        Args:
            title: May be empty.
            sentences: Of the text, in order.

        Returns:
            What each says, the title first; None for an empty one and for what stands behind the last window.
        """
        pieces = [self.vocabulary.encode(sentence, MAX_SENTENCE_TOKENS) for sentence in (title, *sentences)]
        found: list[Reading | None] = [None] * len(pieces)
        numbers = self.vocabulary.numbers
        for window in windows_of(pieces, numbers[FIRST], numbers[MARK]):
            if not window.new:
                continue
            for i, listed, told, stages in zip(window.new, *run(self.session, window), strict=True):
                found[i] = Reading(listed, told, stages[:, :-1], stages[:, -1])
        return found


def run(session: Session, window: Window) -> list[NDArray[np.float32]]:
    """What the network says of each new sentence of a window that has some: listed, told, and stages with main behind them."""
    weights, places = inputs_of(window)
    tokens = np.array(window.tokens, dtype=np.int64)
    return session.run(["listed", "told", "stages"], {"tokens": tokens, "weights": weights, "places": places})


@cache
def load_reader() -> Reader:
    """Read network and vocabulary from the package, once. Raises: ModuleNotFoundError."""
    package = files(__package__)
    vocabulary = WordPieces((package / VOCABULARY_FILE).read_text("utf-8").split("\n"))
    return Reader(open_session((package / NETWORK_FILE).read_bytes()), vocabulary)


def open_session(network: bytes) -> Session:
    """Start the engine, in one thread. Raises: ModuleNotFoundError."""
    engine: Any = import_module(PACKAGE)
    options = engine.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session: Session = engine.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    return session


def metadata() -> dict[str, Any]:
    """How the network was made."""
    table: dict[str, Any] = json.loads((files(__package__) / METADATA_FILE).read_text(encoding="utf-8"))
    return table
