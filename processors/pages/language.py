"""Which language a text is in: what the text looks like, checked against what feed and page declare."""

import re
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARS = 600
"""A longer sample changes no answer on the corpus, and the detector walks over every byte of it."""
MIN_LETTERS = 20
SURE_LETTERS = 150
"""From here on the text is believed against the declarations: pages are built from templates of other languages."""
MIN_P = 0.5

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{0,60})?")
# Older tags, and the detector's names of varieties, in ISO 639-1
_ALIASES = {
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "arz": "ar",
    "ary": "ar", "yue": "zh", "wuu": "zh", "cmn": "zh", "uzs": "uz", "sdh": "ku", "fil": "tl", "zsm": "ms", "eng": "en",
    "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ukr": "uk",
    "ara": "ar", "tur": "tr",
}  # fmt: skip
# Where the detector's choice between close relatives is weaker than a declaration
_CLOSE = tuple(
    frozenset(group.split()) for group in ("no da", "hr sr bs", "id ms", "fa ps", "hi mr ne", "bg mk", "gl pt", "af nl")
)


def detect_language(text: str) -> str | None:
    """Tell the language of a text by its letters.

    Returns:
        ISO 639-1 code, lower case; None where the text is too short or like none of the known ones.
    """
    sample = text[:SAMPLE_CHARS]
    if _letters(sample) < MIN_LETTERS:
        return None
    code, p = _identifier().classify(sample)
    return _normal(code) if p >= MIN_P else None


def choose_language(text: str, declared: Sequence[str | None]) -> str | None:
    """Weigh the text against declared tags (BCP 47), the most trusted first.

    Returns:
        ISO 639-1 code, lower case; None where neither says.
    """
    tags = [code for tag in declared if tag and (code := _primary(tag))]
    detected = detect_language(text)
    if detected is None:
        return tags[0] if tags else None
    for tag in tags:
        if any({tag, detected} <= group for group in _CLOSE):
            return tag
    if detected in tags or not tags or _letters(text[:SAMPLE_CHARS]) >= SURE_LETTERS:
        return detected
    return tags[0]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _primary(tag: str) -> str | None:
    match = _TAG.fullmatch(tag.strip())
    return _normal(match[1].lower()) if match else None


def _normal(code: str) -> str | None:
    code = _ALIASES.get(code, code)
    return code if len(code) == 2 else None  # noqa: PLR2004 (the length of an ISO 639-1 code)
