"""Which types a sentence reports: the shipped weights, and what the model does with a sentence."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.coding.clauses.frames import find_triggers
from processors.coding.clauses.sentence_types import CLASSES, propose_triggers, sentence_types
from processors.coding.language.reading import Clause, read_article
from processors.records.event import EventStage, PloverEvent
from training.events.sentences import SENTENCES, types_of


def clause_of(text: str) -> Clause:
    """The first sentence of a text."""
    return read_article("", text)[0][0]


def chances_of(text: str) -> dict[str, float]:
    """What the model makes of it."""
    clause = clause_of(text)
    (chances,) = sentence_types([clause], [find_triggers(clause)])
    return chances


def test_a_clear_report_is_likeliest_what_it_reports() -> None:
    """Four plain sentences, each with its type before all others."""
    reports = {
        "ASSAULT": "Gunmen killed six soldiers in an attack on a checkpoint on Monday.",
        "PROTEST": "Thousands of people marched through the capital on Sunday to protest against the new law.",
        "CONSULT": "The two foreign ministers met in Geneva on Tuesday for talks on the border.",
        "ACCUSE": "The ministry accused its neighbour of violating the agreement.",
    }
    for event, text in reports.items():
        chances = chances_of(text)
        assert max(chances, key=lambda name: chances[name]) == event, text


def test_what_is_no_event_is_unlikely_to_be_any() -> None:
    """A description gets no type above one in three."""
    chances = chances_of("The village lies in a green valley and its houses are built of grey stone.")
    assert max(chances.values()) < 1 / 3


@given(text=st.text(max_size=300))
def test_any_sentence_gets_probabilities_and_proposals_inside_it(text: str) -> None:
    """Every class has a probability, alone the same as among others, and proposals are new types at words of the sentence."""
    clauses = read_article("", text)[0]
    found = [find_triggers(clause) for clause in clauses]
    for clause, triggers, chances in zip(clauses, found, sentence_types(clauses, found), strict=True):
        assert list(chances) == list(CLASSES)
        assert all(0 <= p <= 1 for p in chances.values())
        assert sentence_types([clause], [triggers]) == [pytest.approx(chances, abs=1e-5)]
        certain = dict.fromkeys(CLASSES, 1.0)
        for proposal in propose_triggers(clause, triggers, certain):
            assert 0 <= proposal.first < proposal.last <= len(clause.words)
            assert proposal.family.event not in {trigger.family.event for trigger in triggers}


@pytest.mark.parametrize("name", [SENTENCES.name, "second_round.csv"])
def test_labelled_sentences_are_labels_only(name: str) -> None:
    """Rows have a file, an id, a span and labels of the closed list: no words of a text; none comes twice."""
    with SENTENCES.with_name(name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    stages = {stage.value[0] for stage in EventStage if stage is not EventStage.OCCURRED} - {"o"} | {"g"}
    assert len({tuple(row.values())[:5] for row in rows}) == len(rows) > 6_000
    for row in rows:
        assert list(row) == ["file", "id", "part", "start", "end", "label"]
        assert row["part"] in {"title", "text"}
        assert 0 <= int(row["start"]) < int(row["end"])
        for part in [] if row["label"] == "-" else row["label"].split(","):
            name, _, stage = part.partition(":")
            assert name.upper() in set(PloverEvent)
            assert not stage or stage in stages


def test_a_label_is_news_or_else_background() -> None:
    """Upper case is news, lower case only history, a dash nothing."""
    assert types_of("ASSAULT:g,accuse") == {"ASSAULT"}
    assert types_of("assault") == {"background"}
    assert types_of("-") == frozenset()
