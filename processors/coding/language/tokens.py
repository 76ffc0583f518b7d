"""Words and sentences with exact spans.

A sentence never crosses a line break. Publishers that lose the blank between sentences ("officials.The base", "“unsuccessful.”The
ministry") are split as well, so that one sentence is one statement.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from processors.actors.apostrophes import lost_possessives
from processors.coding.language.vocabulary import word_set
from processors.records.text import Span

MAX_SENTENCES = 120
"""Sentences of the text that are coded: about 20 kB. An event that a news report has not told by then is not its news."""
MAX_SENTENCE_CHARS = 1200
"""A longer run without an end mark is a list or debris; it is cut there."""
OPENING_SENTENCES = 2
"""Sentences of a text that tell what its news is."""
_FIRST_PARAGRAPHS = 5
"""Sentences of a text's first paragraphs."""

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\w\s]|_")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|[“\"A-ZÀ-Þ]|$)|\n+")
_ABBREVIATIONS = word_set("tokens", "abbreviations")
_WITH_APOSTROPHE = {word.replace("'", ""): word for word in word_set("tokens", "with_apostrophe")}
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
"""Of a name: "M.K. Stalin"."""
MONTH_OF_MAY = "May"
"""The month keeps its capital in a token's lower case: it is not what "may" happen."""
_DAY_BEHIND = re.compile(r"\s+\d")
_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?:\s+of)?|\b(?:in|since|of|during|early|late|mid|last|by|until|this|from|to|and))[\s-]+$",
    re.IGNORECASE,
)
_TIME_STAMP = re.compile(
    r"\s*[\[(]?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:,?\s+(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|IST|PKT))?[\])]?\s*[-–—:|]?\s*(?=[A-Z“\"])"
)
"""Before an entry of a live blog: "09:30 Gaza civil defence says", "[14:05 GMT] Israeli strike kills"."""
_QUOTES = frozenset("\"'“”‘’")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")


class Token(NamedTuple):
    """A word, a number or a mark.

    Attributes:
        start: First character in the source (text or title).
        end: One past the last.
        low: Lower case with straight apostrophes; a possessive "'s" is kept ("israel's"), lost
            apostrophes are put back ("didnt"); a hyphen between blanks is "–".
        capital: It begins with a capital letter.
    """

    start: int
    end: int
    low: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the text.

    Attributes:
        index: Its number; the title is -1, the text starts at 0.
        span: Where it stands in its source.
        tokens: Its words, numbers and marks in order.
    """

    index: int
    span: Span
    tokens: tuple[Token, ...]

    @property
    def in_title(self) -> bool:
        """Whether spans index the title."""
        return self.index < 0

    @property
    def in_opening(self) -> bool:
        """Whether it is the title or one of the first sentences, which tell what an article's news is."""
        return self.index < OPENING_SENTENCES

    @property
    def place_in_article(self) -> str:
        """Where it stands, as features name it."""
        if self.in_title:
            return "title"
        return "lead" if self.in_opening else "early" if self.index < _FIRST_PARAGRAPHS else "later"


def split_title(title: str) -> Sentence | None:
    """Take the title as one sentence; None where it has no word."""
    cut = title[:MAX_SENTENCE_CHARS]
    tokens = _tokens(cut, 0, len(cut), lost_possessives(cut))
    return Sentence(-1, (tokens[0].start, tokens[-1].end), tokens) if tokens else None


def split_text(text: str) -> tuple[Sentence, ...]:
    """Split a text into its first ``MAX_SENTENCES`` sentences, in order, never overlapping."""
    sentences: list[Sentence] = []
    lost = lost_possessives(text)
    for start, end in _spans(text):
        stamp = _TIME_STAMP.match(text, start, end)
        tokens = _tokens(text, start if stamp is None else stamp.end(), end, lost)
        if tokens:
            sentences.append(Sentence(len(sentences), (tokens[0].start, tokens[-1].end), tokens))
            if len(sentences) == MAX_SENTENCES:
                break
    return tuple(sentences)


def _spans(text: str) -> list[Span]:
    spans, start = [], 0
    limit = min(len(text), MAX_SENTENCES * MAX_SENTENCE_CHARS)
    for mark in _END.finditer(text, 0, limit):
        if _ends_sentence(text, mark):
            spans.append((start, mark.end()))
            start = mark.end()
    spans.append((start, limit))
    return [(at, min(at + MAX_SENTENCE_CHARS, end)) for first, end in spans for at in range(first, end, MAX_SENTENCE_CHARS)]


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    if mark.group()[0] != ".":
        return True
    if mark.start() == 0 or not text[mark.start() - 1].isalnum():
        return True
    before = _LAST_WORD.search(text, max(0, mark.start() - 20), mark.start())
    glued = mark.end() < len(text) and not text[mark.end()].isspace()
    if before is None:
        return not glued or mark.end() - mark.start() > 1
    word = before.group()
    if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()) or _INITIALS.fullmatch(word):
        return False
    return not glued or len(mark.group()) > 1 or (len(word) > 1 and word[-1].islower())


def _tokens(text: str, start: int, end: int, lost: frozenset[str]) -> tuple[Token, ...]:
    """The tokens of a part of a text in which some words have lost the apostrophe of their possessive."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        word = match[0]
        low = word.lower()
        if word in lost:
            low = f"{low[:-1]}'s"
        elif low in _WITH_APOSTROPHE:
            low = _WITH_APOSTROPHE[low]
        elif word == "May" and _is_month(text, first, last):
            low = MONTH_OF_MAY
        elif not low.isalpha():
            low = _mark(text, first, last)
        found.append(Token(first, last, low, word[0].isupper()))
    return _without_scare_quotes(found)


def _mark(text: str, first: int, last: int) -> str:
    """A mark or number as the rules read it: a hyphen between blanks is a dash, a slash between names "and"."""
    if text[first:last] == "-" and _is_dash(text, first, last):
        return "–"
    if text[first:last] == "/" and _joins_names(text, first, last):
        return "and"
    return text[first:last].lower().replace("’", "'")


def _joins_names(text: str, first: int, last: int) -> bool:
    """Whether a slash joins two names: "seven PKK/YPG terrorists"; not "24/7", "and/or"."""
    return first > 0 and text[first - 1].isalpha() and text[last : last + 1].isupper()


def _without_scare_quotes(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens without the quotes around a verb alone in front of its object: "forces 'neutralized' seven terrorists"."""
    marks: set[int] = set()
    for at in range(len(tokens) - 3):
        before, verb, behind, following = tokens[at : at + 4]
        quotes = before.low in _QUOTES and behind.low in _QUOTES and verb.start == before.end and behind.start == verb.end
        if quotes and verb.low.endswith(("ed", "es")) and not verb.capital and following.low.isalnum():
            marks |= {at, at + 2}
    return tuple(token for at, token in enumerate(tokens) if at not in marks) if marks else tuple(tokens)


def _is_month(text: str, first: int, last: int) -> bool:
    """Whether "May" is the month: "on 28 May", "in May", "May 28"; not "May I", nor a headline's "Iran May Strike"."""
    return _DAY_BEHIND.match(text, last) is not None or _BEFORE_MONTH.search(text, max(0, first - 12), first) is not None


def _is_dash(text: str, first: int, last: int) -> bool:
    """Whether a hyphen stands between blanks ("JUBA - Six people", not "six-year")."""
    return text[first - 1 : first].isspace() and text[last : last + 1].isspace()
