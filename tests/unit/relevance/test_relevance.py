"""assess_relevance on articles of our own, and what must not change its mind."""

import hashlib
import json
import time
from importlib.resources import files
from pathlib import Path

import pytest

from processors.records import Band, In
from processors.relevance import assess_relevance
from processors.relevance.lexicon import GROUP, LAND
from processors.relevance.tokens import Tokens
from tests.unit.relevance.articles import CORE, NONE

PROJECT = Path(__file__).parents[3]
PROMO_LINE = "Follow all the latest updates on the Israel Iran conflict here."


@pytest.mark.parametrize("name", CORE)
def test_reports_of_conflict_are_relevant(name: str) -> None:
    """Armed conflict, talks, protest, repression, hostages, trials of attackers, sanctions, tests."""
    assert assess_relevance(*CORE[name]).band is Band.YES


@pytest.mark.parametrize("name", NONE)
def test_other_news_is_not(name: str) -> None:
    """Cooking, price wars, sport, films, heart attacks, robberies."""
    assert assess_relevance(*NONE[name]).band is Band.NO


@pytest.mark.parametrize("name", NONE)
def test_promo_line_about_a_conflict_changes_nothing(name: str) -> None:
    """Neither appended nor prepended."""
    title, text = NONE[name]
    before = assess_relevance(title, text)
    after = assess_relevance(title, f"{text}\n{PROMO_LINE}")
    assert after.band is Band.NO
    assert after.conflict is None
    assert after.p == pytest.approx(before.p)
    assert assess_relevance(title, f"{PROMO_LINE}\n{text}").p == pytest.approx(before.p, abs=0.02)


@pytest.mark.parametrize(("title", "text"), [*CORE.values(), *NONE.values()], ids=[*CORE, *NONE])
def test_capitals_and_quotes_change_nothing(title: str, text: str) -> None:
    """A title in capitals, and typographic quotes, are the same words."""
    before = assess_relevance(title, text).p
    assert assess_relevance(title.upper(), text).p == pytest.approx(before)
    quoted = text.replace("'", "’")
    assert assess_relevance(title, f"“{quoted}”").p == pytest.approx(assess_relevance(title, f'"{text}"').p)


@pytest.mark.parametrize(("title", "text"), [*CORE.values(), *NONE.values()], ids=[*CORE, *NONE])
def test_truncated_text_does_not_flip_it(title: str, text: str) -> None:
    """A feed's summary that ends in the middle of a word stays on its side."""
    whole, cut = assess_relevance(title, text).band, assess_relevance(title, text[:150] + "…").band
    assert {whole, cut} != {Band.YES, Band.NO}


def test_names_of_people_places_and_groups_do_not_count() -> None:
    """The same report of another war has the same probability."""
    report = "{group} fighters attacked an army base near {town} in {land} on Monday, killing six soldiers, {person} said."
    ps = {
        round(assess_relevance("Six soldiers killed in attack on base", report.format(**names)).p, 6)
        for names in (
            {"group": "Boko Haram", "town": "Maiduguri", "land": "Nigeria", "person": "Ibrahim Adamu"},
            {"group": "Hezbollah", "town": "Nabatieh", "land": "Lebanon", "person": "Karim Haddad"},
            {"group": "M23", "town": "Goma", "land": "Rwanda", "person": "Jean Kabongo"},
        )
    }
    assert len(ps) <= 2  # "M23" holds a number that the model may see as one
    assert max(ps) - min(ps) < 0.05


def test_reasons_point_at_the_words() -> None:
    """Exact spans, in title or text, at most eight, the strongest first, a signed weight and a label."""
    title, text = CORE["shelling"]
    reasons = assess_relevance(title, text).reasons
    assert 0 < len(reasons) <= 8
    for reason in reasons:
        assert reason.span is not None
        start, end = reason.span
        assert (title if reason.in_ is In.TITLE else text)[start:end] == reason.text
        assert reason.label
    assert [abs(reason.weight) for reason in reasons] == sorted((abs(reason.weight) for reason in reasons), reverse=True)
    assert any(reason.weight > 0 and reason.label in {"assault", "casualty", "weapon", "military"} for reason in reasons)


def test_repeated_title_counts_once() -> None:
    """Pages often repeat their headline at the head of the text."""
    title, text = CORE["truce"]
    assert assess_relevance(title, f"{title}\n{text}").p == pytest.approx(assess_relevance(title, text).p)


@pytest.mark.parametrize("language", ["de", "uk", "ar"])
def test_other_languages_are_not_supported(language: str) -> None:
    """They are never relevant, and the reason says why."""
    result = assess_relevance(*CORE["shelling"], language=language)
    assert (result.p, result.band, result.conflict) == (0.0, Band.NO, None)
    assert [(reason.label, reason.span) for reason in result.reasons] == [("language", None)]


def test_unknown_language_is_english_unless_plainly_not() -> None:
    """Another script, or no function words in a long text."""
    german = (
        "Bei einem Angriff auf einen Markt in der Grenzstadt sind nach Angaben der Behörden neun Menschen getötet worden. " * 3
    )
    for text in (german, "Вночі російські війська атакували місто безпілотниками, є загиблі."):
        assert [reason.label for reason in assess_relevance("", text).reasons] == ["language"]
    assert assess_relevance("", CORE["truce"][1]).band is Band.YES


def test_conflict_is_named_from_parties_and_places() -> None:
    """Only where the report is relevant."""
    named = assess_relevance(
        "Russian drones hit Kharkiv overnight",
        "Russian forces attacked Kharkiv in Ukraine with drones overnight, wounding five people, the mayor said.",
    )
    assert named.conflict is not None
    assert named.conflict.ucdp_conflict_id == 13243
    assert assess_relevance(*NONE["cooking"]).conflict is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "1 2 3", "a" * 5000, "\ud800", "\x00"])
def test_nothing_to_read_is_not_relevant(text: str) -> None:
    """Empty, blank and wordless input has an answer too."""
    assert assess_relevance(text, text).band is Band.NO


@pytest.mark.parametrize("unit", ["attack killed soldiers ", "U.S.", "Follow ", "a.b.c.", "“(", "x" * 39 + " ", "1,2.3"])
def test_cost_is_bounded(unit: str) -> None:
    """200 kB of anything cost about what 2 kB cost."""
    hostile = unit * (200_000 // len(unit))
    assess_relevance(hostile, hostile)
    begin = time.process_time()
    assess_relevance(hostile, hostile)
    assert time.process_time() - begin < 0.25


def test_shipped_weights_are_those_of_the_training() -> None:
    """The training writes the weights and their hash together, and the model card names it."""
    package = files("processors.relevance")
    digest = hashlib.sha256((package / "weights.npz").read_bytes()).hexdigest()
    metadata = json.loads((package / "model.json").read_text(encoding="utf-8"))
    assert metadata["weights_sha256"] == digest
    assert digest in (PROJECT / "docs/relevance-model-card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["training/labels.csv", "training/written/en.jsonl", "processors/relevance/lexicon.toml"])
def test_shipped_weights_were_made_from_what_stands_here(path: str) -> None:
    """Whoever changes the labels, the written news or the lexicon must train again."""
    metadata = json.loads((files("processors.relevance") / "model.json").read_text(encoding="utf-8"))
    assert metadata["made_from"][Path(path).name] == hashlib.sha256((PROJECT / path).read_bytes()).hexdigest()


def test_ordinary_words_are_no_lands_and_no_groups() -> None:
    """The abbreviation of a republic and the acronyms of groups are words too."""
    text = "In fact the driver lost his way, rammed his car into a wall, and let a friend mend it."
    tokens = Tokens()
    tokens.add(text)
    assert {LAND, GROUP}.isdisjoint(tokens.stems)
