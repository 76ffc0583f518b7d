"""Sentences of an opening in any language: what the encoder reads, with their places."""

import re
from dataclasses import dataclass

from processors.records import In, Span
from processors.relevance.opening import Opening

MAX_TEXT_CHARS = 300
"""Who did what stands in a report's first sentences, and the encoder takes 1.5 ms of one core for each token."""
MAX_SENTENCES = 5
MIN_CHARS = 40
"""A shorter piece goes with the next: initials and abbreviations end no sentence."""
BLANKED = 3
"""So many spaces in a row are a promo line that was taken out: no sentence reaches over them."""

_END = re.compile(r"(?:[.!?…।۔؟。！？][\"'”’»)\]]*(?=\s)|(?=\n)|(?=\s{3}))(\s+)")
"""The end of a sentence, and as group 1 the space up to the next one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The title, or a sentence of the text: ``span`` indexes what ``in_`` says (None: the text)."""

    text: str
    span: Span
    in_: In | None = None


def split_opening(opening: Opening) -> list[Sentence]:
    """The title and the first sentences of the text, the last one cut."""
    title = opening.title.strip()
    start = opening.title.find(title)
    sentences = [Sentence(title, (start, start + len(title)), In.TITLE)] if title else []
    text = opening.text
    begin = len(text) - len(text.lstrip())
    end = min(len(text), begin + MAX_TEXT_CHARS)
    for found in [*_END.finditer(text, begin, end), None]:
        stop = found.start(1) if found else end
        is_blank = found is not None and len(found[1]) >= BLANKED
        if found and stop - begin < MIN_CHARS and not is_blank:
            continue
        if piece := text[begin:stop].rstrip():
            sentences.append(Sentence(piece, (begin, begin + len(piece))))
        if found is None or len(sentences) > MAX_SENTENCES:
            break
        begin = found.end()
    return sentences
