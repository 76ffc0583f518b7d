"""Which types of event does a sentence report as news: a small convolutional network over its words, beside the rules of ``frames``.

    a word      = its vector (none for a name: nothing is learnt about who it is) and marks: what the rules find at it, party, place …
    a sentence  = of each filter over three neighbouring words the strongest answer (Kim 2014), with those of the title, of the
                  sentence before and of the lead, and where it stands
    log-odds    = two dense layers over that, one output a type

The weights come from ``python -m training.events.train_sentences`` and from nowhere else; ``sentence_types.json`` holds their
hash. The words' vectors are MiniLM's (Apache 2.0), reduced to ``vectors.shape[1]`` numbers.

Source: Y. Kim, Convolutional neural networks for sentence classification, 2014.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from processors.actors import ActorKind
from processors.coding.frames import Trigger, stands_as_noun
from processors.coding.inflection import Form
from processors.coding.lexicon import Family
from processors.coding.reading import Clause
from processors.coding.stages import stage_of
from processors.records.event import EventStage, PloverEvent
from processors.relevance.words import stem

WEIGHTS_FILE = "sentence_types.npz"
METADATA_FILE = "sentence_types.json"
BACKGROUND = "background"
"""The class of sentences that tell an event only as history."""
EVENTS = tuple(event.value for event in PloverEvent)
CLASSES = (*EVENTS, BACKGROUND)
MAX_WORDS = 40
"""Words of a sentence that are read."""
LIKELY = 0.33
"""From this probability a type is proposed that no rule found."""
MIN_TELLING_CHARS = 3
WIDTH = 3
"""Neighbouring words that a filter sees."""
_POSITIONS = (-1, 1, 4, 10)
"""Last index of a sentence that is title, lead, early, or in the middle; the rest is late."""
_SURE = 0.45
_NAMED = tuple(kind.value for kind in ActorKind)
_TRIGGER_MARKS = ("sure", "noun", "verb", "passive", "excluded", "not yet")
_WORD_MARKS = ("party", "place", "quoted", "capital", "number")
MARKS = (*(f"={event}" for event in EVENTS), *(f"={event} sure" for event in EVENTS), *_TRIGGER_MARKS, *_NAMED, *_WORD_MARKS)
"""What is known of a word beside its vector, in the order of the network's inputs."""
_MARK = {name: place for place, name in enumerate(MARKS)}

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """The network.

    Attributes:
        rows: Row of each word in ``vectors``; row 0, of zeros, is every other word's.
        vectors: Words x dimensions.
        filters: ``WIDTH`` x (dimensions + ``MARKS``) rows, a column a filter; with ``filters_bias``.
        hidden: Four times the filters (sentence, title, sentence before, lead) and five positions x units; with ``hidden_bias``.
        output: Units x ``CLASSES``, calibration included; with ``output_bias``.
    """

    rows: Mapping[str, int]
    vectors: Floats
    filters: Floats
    filters_bias: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the network makes of a sentence.

    Attributes:
        chances: The calibrated probability in (0, 1) of each of ``CLASSES``: does the sentence report such an event as news.
        peaks: For each filter the word at which it answers most.
        answers: What it answers there.
        units: The answers of the hidden units.
    """

    chances: dict[str, float]
    peaks: NDArray[np.intp]
    answers: Floats
    units: Floats


def read_sentences(clauses: Sequence[Clause], triggers: Sequence[Sequence[Trigger]]) -> list[SentenceReading]:
    """Read the sentences of an article in its light.

    Args:
        clauses: All sentences in order, the title first where there is one.
        triggers: What ``frames.find_triggers`` finds in each.
    """
    if not clauses:
        return []
    model = load_model()
    peaks, answers = _convolve(model, clauses, triggers)
    units = np.maximum(with_context(answers, [clause.sentence.index for clause in clauses]) @ model.hidden + model.hidden_bias, 0)
    odds = units @ model.output + model.output_bias
    chances = (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).tolist()
    return [
        SentenceReading(dict(zip(CLASSES, row, strict=True)), peaks[i], answers[i], units[i]) for i, row in enumerate(chances)
    ]


def _convolve(
    model: SentenceModel, clauses: Sequence[Clause], triggers: Sequence[Sequence[Trigger]]
) -> tuple[NDArray[np.intp], Floats]:
    """Of each sentence and filter the strongest answer, at least 0, and its word."""
    lengths = [min(len(clause.words), MAX_WORDS) for clause in clauses]
    dimensions = model.vectors.shape[1]
    # an empty row before and behind each sentence: no filter sees two
    inputs = np.zeros((sum(lengths) + len(clauses) + 1, dimensions + len(MARKS)), dtype=np.float32)
    starts, start = [], 1
    for clause, found, length in zip(clauses, triggers, lengths, strict=True):
        names, marks = words_of(clause, found)
        inputs[start : start + length, :dimensions] = model.vectors[[model.rows.get(name, 0) for name in names]]
        rows, columns = zip(*marks, strict=True) if marks else ((), ())
        inputs[np.add(start, rows, dtype=np.intp), dimensions + np.array(columns, dtype=np.intp)] = 1
        starts.append(start)
        start += length + 1
    windows = np.concatenate([inputs[:-2], inputs[1:-1], inputs[2:]], axis=1)
    answers = np.maximum(windows @ model.filters + model.filters_bias, 0)
    peaks = np.zeros((len(clauses), answers.shape[1]), dtype=np.intp)
    strongest = np.zeros((len(clauses), answers.shape[1]), dtype=np.float32)
    for i, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        if length:
            part = answers[start - 1 : start - 1 + length]
            peaks[i] = part.argmax(axis=0)
            strongest[i] = part.max(axis=0)
    return peaks, strongest


def words_of(clause: Clause, triggers: Sequence[Trigger]) -> tuple[list[str], list[tuple[int, int]]]:
    """The first ``MAX_WORDS`` words, empty where they are of a name, and their marks as (word, place in ``MARKS``)."""
    words = list(clause.words[:MAX_WORDS])
    marks: set[tuple[int, int]] = set()
    for first, last, actor in clause.actors:
        for at in range(first, min(last, len(words))):
            words[at] = ""
            marks |= {(at, _MARK["party"]), (at, _MARK[actor.kind.value])}
    for first, last, _ in clause.places:
        for at in range(first, min(last, len(words))):
            words[at] = ""
            marks.add((at, _MARK["place"]))
    for trigger in triggers:
        names = _trigger_marks(trigger)
        marks |= {(at, _MARK[name]) for at in range(trigger.first, min(trigger.last, len(words))) for name in names}
    for at, word in enumerate(clause.words[:MAX_WORDS]):
        if clause.quoted[at]:
            marks.add((at, _MARK["quoted"]))
        if clause.sentence.tokens[at].capital:
            marks.add((at, _MARK["capital"]))
        if word[:1].isdigit():
            marks.add((at, _MARK["number"]))
    return words, sorted(marks)


def _trigger_marks(trigger: Trigger) -> list[str]:
    stage = stage_of(trigger)
    event = f"={trigger.family.event.value}"
    signs = {
        event: True,
        f"{event} sure": trigger.family.weight >= _SURE,
        "sure": trigger.family.weight >= _SURE,
        "noun": trigger.is_noun,
        "verb": not trigger.is_noun,
        "passive": trigger.passive,
        "excluded": stage is None,
        "not yet": stage not in {None, EventStage.OCCURRED},
    }
    return [name for name, there in signs.items() if there]


def with_context(answers: Floats, indices: Sequence[int]) -> Floats:
    """Beside each sentence's answers those of the title, of the sentence before, of the lead in the mean; and its position.

    Args:
        answers: Sentences x filters, in the order of the article.
        indices: Of each sentence its number in the text, -1 for the title.
    """
    at = np.array(indices)
    title = answers[at < 0].sum(axis=0) if (at < 0).any() else np.zeros(answers.shape[1], dtype=np.float32)
    lead = (at >= 0) & (at <= _POSITIONS[1])
    opening = answers[lead].mean(axis=0) if lead.any() else np.zeros_like(title)
    before = np.concatenate([np.zeros((1, answers.shape[1]), dtype=np.float32), answers[:-1]])
    positions = np.eye(len(_POSITIONS) + 1, dtype=np.float32)[[position_of(index) for index in indices]]
    everywhere = np.ones((len(answers), 1), dtype=np.float32)
    return np.concatenate([answers, everywhere * title, before, everywhere * opening, positions], axis=1)


def position_of(index: int) -> int:
    """Where the sentence of this number stands: 0 title, 1 lead, 2 early, 3 in the middle, 4 late."""
    return bisect_left(_POSITIONS, index)


def propose_triggers(clause: Clause, triggers: Sequence[Trigger], reading: SentenceReading) -> list[Trigger]:
    """Triggers for the types that the network takes for likely and no rule found, at the words that speak for them most."""
    found = {trigger.family.event.value for trigger in triggers}
    likely = [name for name in EVENTS if reading.chances[name] >= LIKELY and name not in found]
    return [proposal for name in likely if (proposal := _proposal(clause, name, reading)) is not None]


def _proposal(clause: Clause, name: str, reading: SentenceReading) -> Trigger | None:
    pulls = _pulls(name, reading)
    names = {at for first, last, _ in (*clause.actors, *clause.places) for at in range(first, last)}
    words = [
        (float(pulls[at]), -at)
        for at, word in enumerate(clause.words[:MAX_WORDS])
        if at not in names and word.isalpha() and len(word) > MIN_TELLING_CHARS
    ]
    if not words:
        return None
    at = -max(words)[1]
    word = clause.words[at]
    form = Form.PAST if word.endswith("ed") else Form.NOUN if stands_as_noun(clause, at, at + 1) else Form.THIRD
    family = Family(PloverEvent(name), weight=round(reading.chances[name], 3))
    return Trigger(clause, at, at + 1, family, form, stem(word), passive=False)


def _pulls(name: str, reading: SentenceReading) -> NDArray[np.float64]:
    """How much each word adds to the log-odds of a type through the filters that answer at it (gradient x answer)."""
    model, filters = load_model(), len(reading.answers)
    slopes = model.hidden[:filters] @ (model.output[:, CLASSES.index(name)] * (reading.units > 0))
    return np.bincount(reading.peaks, weights=slopes * reading.answers, minlength=MAX_WORDS)


@cache
def load_model() -> SentenceModel:
    """Read the weights from the package, once."""
    with as_file(files("processors.coding") / WEIGHTS_FILE) as path, np.load(path, allow_pickle=False) as arrays:
        names = arrays["words"].tobytes().decode("utf-8").split("\n")
        vectors = arrays["vectors"].astype(np.float32) * arrays["vectors_scale"]
        parts = {
            name: arrays[name].astype(np.float32)
            for name in ("filters", "filters_bias", "hidden", "hidden_bias", "output", "output_bias")
        }
    nothing = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    return SentenceModel(
        {name: row for row, name in enumerate(names, start=1)}, np.concatenate([nothing, vectors]), **parts
    )
