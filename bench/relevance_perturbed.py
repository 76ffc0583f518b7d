"""Changes to an article that must not change what is decided about it. No bench of its own."""

import re
from collections.abc import Callable

PROMO_LINE = "Follow all the latest updates on the Israel Iran conflict here."
KEPT_SHARE = 0.6
SWAPPED = {
    "Iraq": "Nepal", "Iraqi": "Nepalese", "Baghdad": "Kathmandu", "Israel": "Eritrea", "Israeli": "Eritrean", "Gaza": "Kashmir",
    "Palestinian": "Kurdish", "Palestinians": "Kurds", "Russia": "Turkey", "Russian": "Turkish", "Moscow": "Ankara",
    "Ukraine": "Georgia", "Ukrainian": "Georgian", "Iran": "Peru", "Iranian": "Peruvian", "Syria": "Chad", "Syrian": "Chadian",
    "Sudan": "Colombia", "Sudanese": "Colombian", "Afghanistan": "Myanmar", "Afghan": "Burmese", "Hamas": "FARC",
    "Bush": "Okello", "Taliban": "Boko Haram", "Hezbollah": "Shining Path", "Putin": "Mwangi", "Sharon": "Tanaka",
    "Arafat": "Ibrahim",
}  # fmt: skip
"""Lands, groups and people, each for another of its kind."""

_NAME = re.compile(rf"\b(?:{'|'.join(sorted(SWAPPED, key=len, reverse=True))})\b")

PERTURBATIONS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "promo line after": lambda title, text: (title, f"{text}\n{PROMO_LINE}"),
    "promo line before": lambda title, text: (title, f"{PROMO_LINE}\n{text}"),
    "title in capitals": lambda title, text: (title.upper(), text),
    "typographic quotes": lambda title, text: (_curly(title), _curly(text)),
    "names swapped": lambda title, text: (_swap(title), _swap(text)),
    "text cut to 60 %": lambda title, text: (title, text[: int(KEPT_SHARE * len(text))]),
}


def _swap(text: str) -> str:
    return _NAME.sub(lambda found: SWAPPED[found.group()], text)


def _curly(text: str) -> str:
    return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")
