"""The extra ``languages``: other languages, doubt in English, reasons by sentence, and whatever text."""

import hashlib
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.coding import code_events
from processors.records import Band, In, Relevance
from processors.relevance import SUPPORTED_LANGUAGES, Encoder, assess_relevance, encoder, load_encoder, parse_watch_list
from processors.relevance.opening import read_opening
from processors.relevance.sentences import MAX_SENTENCES, MAX_TEXT_CHARS, split_opening
from tests.unit.coding.articles import make_article
from tests.unit.relevance import articles, foreign

DOUBTFUL = (
    "Ships leave port after envoy is told to go",
    (
        "The consul was told to leave within two days on Friday. The fleet left the harbour for a week of exercises at sea, and "
        "the ministry said the two decisions had nothing to do with each other."
    ),
)
PROJECT = Path(__file__).parents[3]
PROMO_LINE = "Follow all the latest updates on the Israel Iran conflict here."
LANGUAGES = sorted(foreign.CORE)


@pytest.fixture(scope="module")
def meaning() -> Encoder:
    """The encoder with its weights."""
    return load_encoder()


def selected(title: str, text: str, result: Relevance) -> None:
    """Every span selects its words."""
    for reason in result.reasons:
        assert reason.span is not None
        start, end = reason.span
        assert (title if reason.in_ is In.TITLE else text)[start:end] == reason.text


def test_the_languages_are_those_of_the_documents(meaning: Encoder) -> None:
    """Nine beside English, each with articles here."""
    assert sorted(meaning.languages) == LANGUAGES == sorted(foreign.NONE)
    assert not meaning.languages & SUPPORTED_LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_classes_in_each_language(language: str, meaning: Encoder) -> None:
    """With sentences for reasons, and without the encoder nothing."""
    for item, is_core in ((foreign.CORE[language], True), (foreign.NONE[language], False)):
        result = assess_relevance(*item, language=language, encoder=meaning)
        assert (result.band is Band.YES) == is_core, (item, result.p)
        assert result.reasons
        assert {reason.label for reason in result.reasons} == {"meaning"}
        selected(*item, result)
        assert result.conflict is None
        assert assess_relevance(*item, language=language).reasons[0].label == "language"


def test_a_language_that_was_not_measured_stays_unsupported(meaning: Encoder) -> None:
    """However much the encoder might know of it."""
    result = assess_relevance("Wanajeshi watano wauawa", "Wanajeshi watano wameuawa mpakani.", language="sw", encoder=meaning)
    assert (result.p, result.band, result.reasons[0].label) == (0.0, Band.NO, "language")


def test_what_the_words_are_sure_of_stays_as_it_is(meaning: Encoder) -> None:
    """The encoder is asked in doubt only: a cascade."""
    for item in (*articles.CORE.values(), *articles.NONE.values()):
        plain = assess_relevance(*item, language="en")
        with_encoder = assess_relevance(*item, language="en", encoder=meaning)
        assert (with_encoder == plain) == (not meaning.is_in_doubt(plain.p))


def test_in_doubt_both_are_heard(meaning: Encoder) -> None:
    """Words and sentences are reasons, and the probability is of both."""
    plain = assess_relevance(*DOUBTFUL, language="en")
    assert meaning.is_in_doubt(plain.p)
    both = assess_relevance(*DOUBTFUL, language="en", encoder=meaning)
    assert both.p != plain.p
    assert {"meaning"} < {reason.label for reason in both.reasons}
    selected(*DOUBTFUL, both)


def test_the_sentences_add_up(meaning: Encoder) -> None:
    """What each gave, with the bias, is the log-odds."""
    read = meaning.read(read_opening(*DOUBTFUL))
    assert read.log_odds == pytest.approx(meaning.bias + sum(read.gave))
    assert [sentence.in_ for sentence in read.sentences] == [In.TITLE, None, None]


def test_no_sentence_reaches_over_a_promo_line() -> None:
    """Nor holds any of it; spans are those of the article."""
    text = f"The council met on Monday and spoke of the bridge\n{PROMO_LINE}\nIt will meet again."
    sentences = split_opening(read_opening("", text))
    assert [sentence.text for sentence in sentences] == [
        "The council met on Monday and spoke of the bridge",
        "It will meet again.",
    ]
    assert all(text[slice(*sentence.span)] == sentence.text for sentence in sentences)


def test_a_watch_list_moves_the_encoder_too(meaning: Encoder) -> None:
    """Its boost is added to the log-odds in any supported language."""
    rules = parse_watch_list('[[rule]]\ntag = "tea"\nwords = ["самоваров"]\nboost = 9\n')
    plain = assess_relevance(*foreign.NONE["ru"], language="ru", encoder=meaning)
    result = assess_relevance(*foreign.NONE["ru"], language="ru", watch_list=rules, encoder=meaning)
    assert result.tags == ("tea",)
    assert result.p > 100 * plain.p


def test_no_events_are_coded_in_other_languages(meaning: Encoder) -> None:
    """The coder reads English: an article that merely holds English words has no events."""
    title, text = articles.CORE["shelling"]
    relevance = assess_relevance(title, text, language="en", encoder=meaning)
    article = replace(make_article(text, title), language="en", relevance=relevance)
    assert code_events(article)
    assert code_events(replace(article, language="uk")) == ()


@settings(max_examples=40)
@given(title=st.text(max_size=80), text=st.text(max_size=500))
def test_any_text_gets_an_answer(title: str, text: str) -> None:
    """A probability, exact spans, the same twice."""
    result = assess_relevance(title, text, language="uk", encoder=load_encoder())
    assert 0 <= result.p <= 1
    selected(title, text, result)
    assert assess_relevance(title, text, language="uk", encoder=load_encoder()) == result


@pytest.mark.parametrize(
    "text", ["", "\0" * 50, "\ud800 half a pair \udfff", "а" * 100_000, "۔ " * 5_000, "\n" * 100_000, "\U0001f4a5" * 400]
)
def test_hostile_texts(text: str, meaning: Encoder) -> None:
    """Nulls, halves of surrogate pairs, no end, one character that becomes eighteen: bounded, and an answer."""
    assert len(split_opening(read_opening(text, text))) <= MAX_SENTENCES + 1
    assert sum(len(sentence.text) for sentence in split_opening(read_opening("", text))) <= MAX_TEXT_CHARS
    assert 0 <= assess_relevance(text, text, language="uk", encoder=meaning).p <= 1


def test_another_version_is_refused() -> None:
    """The weights are for one; and the message says what to install."""
    with pytest.raises(encoder.EncoderMissing, match=r"weights are for 0\.0\.1"):
        encoder.load_engine("0.0.1")


def test_weights_are_those_that_the_training_wrote() -> None:
    """Their hash stands in the metadata, with what they were made from: a new model of words needs a new training here too."""
    package = files("processors.relevance")
    metadata = json.loads((package / encoder.METADATA_FILE).read_text(encoding="utf-8"))
    assert hashlib.sha256((package / encoder.WEIGHTS_FILE).read_bytes()).hexdigest() == metadata["weights_sha256"]
    made_from = {
        path.name: path for folder in (package, PROJECT / "training", PROJECT / "training/written") for path in folder.iterdir()
    }
    for name, digest in metadata["made_from"].items():
        assert hashlib.sha256(made_from[name].read_bytes()).hexdigest() == digest, name
