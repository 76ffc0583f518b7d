"""The patterns of ``frames.toml``."""

from processors.coding.language.lexicon import lexicon


def test_every_pattern_of_the_file_compiles() -> None:
    """A pattern is compiled when a text first has its first word: a word class that does not exist must not wait for that."""
    patterns = lexicon()
    for word, entries in patterns.entries.items():
        assert patterns.starting_at([word], 0) or all(entry.rest for entry in entries), word
        assert "/" not in word, f"{word}: no text has such a word"


def test_the_longest_pattern_comes_first() -> None:
    """A word that starts several tells what the longest of them tells."""
    patterns = lexicon()
    for word in ("killed", "opened", "talks", "troops"):
        lengths = [pattern.length for pattern in patterns.starting_at([word], 0)]
        assert lengths == sorted(lengths, reverse=True)


def test_a_day_between_two_words_of_a_pattern_counts_for_none() -> None:
    """With and without "on"."""
    for text in ("lifted a day - old blockade", "lifted friday a day - old blockade", "lifted on friday a day - old blockade"):
        words = text.split()
        assert any(pattern.end(words, 0) == len(words) for pattern in lexicon().starting_at(words, 0)), text


def test_no_gap_reaches_over_the_beginning_of_another_clause() -> None:
    """The police were not sent."""
    words = ["the", "group", "sent", "a", "letter", "after", "police", "shot", "protesters"]
    patterns = lexicon().starting_at(words, 2)
    assert all(pattern.end(words, 2) != words.index("police") + 1 for pattern in patterns)
    there = ["the", "government", "sent", "hundreds", "of", "police", "to", "the", "city"]
    assert any(pattern.end(there, 2) == there.index("police") + 1 for pattern in lexicon().starting_at(there, 2))
