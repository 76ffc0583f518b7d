"""Forms of English verbs and nouns by rule, irregular ones by a given table."""

from collections.abc import Mapping
from enum import StrEnum

_VOWELS = "aeiou"
_NOT_DOUBLED = "wxy"
_LONG = ("nap", "pel", "mit", "cel", "trol", "nul", "vel", "mel", "dal", "shal", "drop")
"""Ends of long stems that double their last consonant."""
_STRESSED = frozenset({"transfer", "prefer", "regret", "rebut", "disbar"})
_AMERICAN = ("vel", "mel", "dal", "shal")
"""Of these, those that American spelling does not double: "leveled"."""


class Form(StrEnum):
    """What form of a word a pattern met."""

    BASE = "base"
    THIRD = "third"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"
    NOUN = "noun"
    PHRASE = "phrase"


_FORMS_OF_BE = {
    "be": (Form.BASE,),
    "is": (Form.THIRD,),
    "are": (Form.BASE,),
    "was": (Form.PAST,),
    "were": (Form.PAST,),
    "been": (Form.PARTICIPLE,),
    "being": (Form.ING,),
}


def verb_forms(base: str, irregular: Mapping[str, str]) -> Mapping[str, tuple[Form, ...]]:
    """Map each form of a verb to what it may be: ``shot`` is past and participle."""
    if base == "be":
        return _FORMS_OF_BE
    stem = _doubled(base)
    if base in irregular:
        past, participle = irregular[base].split()
    else:
        past = participle = _past(base, stem)
    ing = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else stem
    ing = base[:-2] + "y" if base.endswith("ie") else ing
    forms: dict[str, tuple[Form, ...]] = {}
    for word, form in (
        (base, Form.BASE),
        (plural(base), Form.THIRD),
        (ing + "ing", Form.ING),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
    ):
        forms[word] = (*forms.get(word, ()), form)
    for word, form in ((base + "ing", Form.ING), (base + "ed", Form.PAST), (base + "ed", Form.PARTICIPLE)):
        if base.endswith(_AMERICAN):
            forms[word] = (*forms.get(word, ()), form)
    return forms


def plural(word: str) -> str:
    """The plural of a noun, which is also the third person of a verb."""
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return word + "s"


def _past(base: str, stem: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and len(base) > 1 and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return stem + "ed"


def _doubled(base: str) -> str:
    """Double the last consonant of a short stem (stab, stabbing) and of the few long ones that do (kidnap, transfer)."""
    ends_cvc = len(base) > 2 and base[-1] not in _VOWELS + _NOT_DOUBLED and base[-2] in _VOWELS and base[-3] not in _VOWELS  # noqa: PLR2004 (three letters)
    short = sum(letter in _VOWELS for letter in base) == 1 or base.endswith("quit")
    long = (base.endswith(_LONG) or base in _STRESSED) and base != "limit"
    return base + base[-1] if (ends_cvc or base.endswith("quit")) and (short or long) else base
