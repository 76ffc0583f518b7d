"""What a word is, and its form without inflection: the same in training and in use."""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*|\d+(?:[.,]\d+)*")
"""Letters (``U.S`` is one word) or a number."""
MIN_STEM_CHARS = 4

_PAST_YEAR = re.compile(r"1[5-9]\d\d")
_YEAR = re.compile(r"20\d\d")
_IRREGULAR = {
    "fought": "fight", "shot": "shoot", "struck": "strike", "blew": "blow", "blown": "blow", "slain": "slay", "fled": "flee",
    "died": "die", "dies": "die", "dying": "die", "dead": "dead", "held": "hold", "taken": "take", "took": "take", "won": "win",
    "lost": "lose", "sent": "send", "sold": "sell", "broke": "break", "broken": "break", "met": "meet", "led": "lead",
    "fell": "fall", "fallen": "fall", "stolen": "steal", "stole": "steal", "arms": "arms", "news": "news", "stabbed": "stab",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Take plural, participle and past endings off a lower-case word; crude, but the same in training and use.

    Numbers become ``#past`` (a year before 2000: history), ``#year`` or ``#number``.
    """
    if word[0].isdecimal():
        return "#past" if _PAST_YEAR.fullmatch(word) else "#year" if _YEAR.fullmatch(word) else "#number"
    word = word.replace(".", "")
    return _IRREGULAR.get(word) or _present(_singular(word))


def _singular(word: str) -> str:
    if len(word) <= MIN_STEM_CHARS:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "su" and not word.endswith("is") else word


def _present(word: str) -> str:
    if len(word) > MIN_STEM_CHARS + 1 and word.endswith("ing"):
        return _undouble(word[:-3])
    if len(word) <= MIN_STEM_CHARS:
        return word
    if word.endswith("ied"):
        return word[:-3] + "y"
    if word.endswith("ed"):
        return _undouble(word[:-2])
    return word.removesuffix("e")


def _undouble(word: str) -> str:
    """``planned`` is ``plan``, but ``killed`` is ``kill`` and ``passed`` ``pass``."""
    if len(word) >= MIN_STEM_CHARS and word[-1] == word[-2] and word[-1] not in "lsez":
        return word[:-1]
    return word[:-1] if len(word) > MIN_STEM_CHARS and word[-1] == "e" else word
