"""The way from labels to weights: the same bytes twice, and measures that mean what they say."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from processors.relevance.opening import Opening
from tests.corpus import CORPUS, part_of_corpus
from training.corpora import OWN_LABELS, Item, Label, read_training_items, read_two_passes
from training.measure import kappa, measure
from training.names import find_names

CORE_WORDS = ("rebels", "army", "attack", "ceasefire", "soldiers", "shelling", "militia", "hostages", "killed", "siege")
NONE_WORDS = ("recipe", "cricket", "bank", "shares", "festival", "weather", "museum", "league", "harvest", "school")
WORDS = {Label.CORE: CORE_WORDS, Label.NONE: NONE_WORDS}


def invented(n: int) -> list[Item]:
    """Items of two outlets, of words of their own class and a few of the other."""
    generator = random.Random(5)
    items = []
    for number in range(n):
        label = (Label.CORE, Label.NONE)[number % 3 > 0]
        other = Label.NONE if label is Label.CORE else Label.CORE
        words = generator.choices(WORDS[label], k=12) + generator.choices(WORDS[other], k=2)
        source = ("feeds", "lgl")[number % 2]
        items.append(Item(f"i{number}", source, source, "", " ".join(words), label, careful=True, natural=True))
    return items


def test_the_same_items_and_seed_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights and metadata, calibration and bands included."""
    pytest.importorskip("sklearn", reason="dependency group training")
    from training import relevance  # noqa: PLC0415 (needs the group)

    monkeypatch.setattr(relevance, "NATURAL", {"feeds": 0.3, "lgl": 0.2})
    monkeypatch.setattr(relevance, "ALSO_LEFT_OUT", ())
    items, written = invented(240), []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        trained = relevance.train(items, find_names(item.text for item in items), [], seed=3)
        relevance.write(trained, items, 3, folder)
        written.append([(folder / name).read_bytes() for name in ("weights.npz", "model.json")])
    assert written[0] == written[1]
    assert json.loads(written[0][1])["left_out_measures"]["feeds"]["f1"] > 0.9


def test_measures_by_hand() -> None:
    """Four items: one hit, one miss, one false alarm, one rightly passed over; then with one core item in ten."""
    plain = measure([0.9, 0.2, 0.8, 0.1], [True, True, False, False], 0.5)
    assert (plain.precision, plain.recall, plain.f1) == (0.5, 0.5, 0.5)
    assert plain.auc == 0.75
    assert plain.ece == pytest.approx((0.1 + 0.8 + 0.8 + 0.1) / 4)
    rare = measure([0.9, 0.2, 0.8, 0.1], [True, True, False, False], 0.5, core_share=0.1)
    assert (rare.precision, rare.recall) == (pytest.approx(0.1), pytest.approx(0.5))


def test_kappa_by_hand() -> None:
    """Full agreement is 1, agreement by chance 0."""
    assert kappa("aabb", "aabb") == 1
    assert kappa("aabb", "abab") == 0
    assert kappa("aaaa", "aaaa") == 1


def test_two_passes_agree() -> None:
    """The agreement that the model card reports is that of the file."""
    first, second = read_two_passes()
    assert len(first) >= 300
    assert kappa(first, second) > 0.9


@pytest.mark.corpus
def test_every_label_has_its_item_and_none_is_of_a_development_set() -> None:
    """Ids are all that is committed of the items."""
    part_of_corpus("relevance")
    careful = {item.id for item in read_training_items(CORPUS) if item.careful}
    ours = [line.split(",")[1] for line in OWN_LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(ours) == len(set(ours)) > 5000
    assert set(ours) <= careful


def test_the_encoder_s_weights_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes twice; each language is measured by what did not see it, and by what saw four fifths of it."""
    pytest.importorskip("sklearn", reason="dependency group training")
    from training import encoder, relevance  # noqa: PLC0415 (needs the group)

    monkeypatch.setattr(relevance, "NATURAL", {"feeds": 0.3, "lgl": 0.2})
    monkeypatch.setattr(relevance, "ALSO_LEFT_OUT", ())
    monkeypatch.setattr(encoder, "encode", words_as_vectors)
    used = invented(240)
    foreign = [replace(item, source="written:uk", outlet="written:uk") for item in invented(60)]
    pages = [replace(item, source="pages:uk", outlet="pages") for item in invented(30)]
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        trained = encoder.train(used, foreign, pages, find_names(item.text for item in used), seed=3)
        trained.write(folder)
        written.append([(folder / name).read_bytes() for name in ("encoder.npz", "encoder.json")])
    assert written[0] == written[1]
    metadata = json.loads(written[0][1])
    assert metadata["languages"] == ["uk"]
    for name in ("feeds", "lgl", "pages:uk", "written:uk", "written:uk, unseen language"):
        assert metadata["left_out_measures"][name]["f1"] > 0.8
    assert [metadata["left_out_measures"][name]["n"] for name in ("feeds", "pages:uk", "written:uk")] == [120, 30, 60]
    assert not any("pages" in name for name in metadata["training_items"])


def words_as_vectors(openings: Sequence[Opening]) -> np.ndarray:
    """Counts of the words of both classes, in place of an encoder."""
    words = (*CORE_WORDS, *NONE_WORDS)
    return np.array([[opening.text.split().count(word) for word in words] for opening in openings], dtype=float)
