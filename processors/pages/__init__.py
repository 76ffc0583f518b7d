"""Pages to articles: decoding, main text, promo lines, metadata, language."""

from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.pages.language import detect_language
from processors.pages.promo import promo_spans

__all__ = ["PageError", "detect_language", "extract_article", "promo_spans"]
