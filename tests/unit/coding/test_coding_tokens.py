"""Sentences and words."""

import pytest

from processors.coding.language.tokens import MAX_SENTENCE_CHARS, MAX_SENTENCES, MONTH_OF_MAY, split_text, split_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Abara spoke. Troops left.", ["Gen. Abara spoke.", "Troops left."]),
        ("The U.S. Navy sailed on Sept. 3. It returned.", ["The U.S. Navy sailed on Sept. 3.", "It returned."]),
        ("Tamil Nadu's M.K. Stalin wrote. He asked.", ["Tamil Nadu's M.K. Stalin wrote.", "He asked."]),
        ("They fled.The army came.", ["They fled.", "The army came."]),
        ("He said: “We go.” They went.", ["He said: “We go.”", "They went."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("", []),
        (" \n … \n", ["…"]),
    ],
)
def test_a_text_is_split_into_sentences(text: str, expected: list[str]) -> None:
    """Abbreviations, numbers and lost blanks are told from ends of sentences."""
    assert [text[slice(*sentence.span)] for sentence in split_text(text)] == expected


def test_a_text_without_end_is_cut() -> None:
    """A run without an end mark cannot make one sentence of any length, and not more than the limit are read."""
    sentences = split_text("war " * 100_000)
    assert len(sentences) == MAX_SENTENCES
    assert all(end - start <= MAX_SENTENCE_CHARS for start, end in (sentence.span for sentence in sentences))


def test_words_keep_their_place() -> None:
    """A token's characters are the source's, an abbreviation is one token, apostrophes are straightened in ``low`` only."""
    title = "Russia’s U.S. envoy"
    sentence = split_title(title)
    assert sentence is not None
    assert [title[t.start : t.end] for t in sentence.tokens] == ["Russia’s", "U.S.", "envoy"]
    assert [t.low for t in sentence.tokens] == ["russia's", "u.s.", "envoy"]


def test_a_hyphen_between_blanks_is_a_dash() -> None:
    """It parts two phrases; inside a word it joins."""
    sentence = split_title("Paris - six-year plan")
    assert sentence is not None
    assert [t.low for t in sentence.tokens] == ["paris", "–", "six", "-", "year", "plan"]


def test_a_title_without_words_is_none() -> None:
    """Blanks are no sentence."""
    assert split_title("  ") is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("On 28 May, gunmen fired.", 1),
        ("The 28th of May was quiet.", 1),
        ("It was in May.", 1),
        ("May 28 was quiet.", 1),
        ("May I come in?", 0),
        ("Iran May Strike Israel", 0),
        ("Theresa May came in.", 0),
    ],
)
def test_the_month_of_may_is_no_modal(text: str, months: int) -> None:
    """What happened in May did happen."""
    (sentence,) = split_text(text)
    assert [token.low for token in sentence.tokens].count(MONTH_OF_MAY) == months
