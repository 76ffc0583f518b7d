"""Whether and how words report: what introduces a source, what only looks like it, what stands behind a report."""

from collections.abc import Sequence
from itertools import pairwise

from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set, word_table
from processors.coding.language.words import BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS

LONG_SPEAKER = 6
_SUFFERED = frozenset(word for words in word_table("quantities", "suffered").values() for word in words)
MAX_ADDRESSEE = 4
_PHRASE_WORDS = 3
"""Most words of a place or a day behind its preposition."""
DAYS = word_set("speech", "days")
_CHANNELS = frozenset({"anonymity", "phone", "telephone", "message", "whatsapp"})
PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "who"])
_PARTICIPIAL = {"accused": {("of",), ("by",)}, "blamed": {("for",), ("on",), ("by",)}, "condemned": {("by",), ("for",)}}
"""Verbs that only describe a noun, and what then follows: "a refinery accused of", "an attack blamed on"."""
_QUALIFIED = frozenset({"a", "an", "the", "its", "their", "for", "at", "of", "with"})
_NTH = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "main", "key", "prime", "another"})
_ALSO_NOUNS = word_set("speech", "also_nouns")
_ATTESTING = word_set("speech", "attesting")
_BY_SOURCES = word_set("speech", "by_sources")
_FREED = word_set("speech", "freed")
_FREED_REACH = 8
_PUT_AT = frozenset({("put", "at"), ("placed", "at"), ("estimated", "at"), ("given", "as")})
_PUT_REACH = 6
"""Words from "put at" to who puts it there: "was put at more than 14 by the ministry"."""
_CLAIMING = frozenset(["claimed", "claims", "claiming"])
"""What a death toll does with lives, and a speaker with what he says."""
_FORWARD = frozenset((word,) for word in ("a", "the", "at", "that", "more", "it", "they", "there", "in", "some", "two", "about"))
"""What follows a reporting verb after an apposition where the report comes behind."""
_FIGURES = word_set("speech", "figures")
_SUPPLEMENTS = frozenset(["adding", "including", "noting", "while"])
"""What goes on with the same report behind its verb."""
_WITNESSES = word_set("speech", "witnesses")


INTRODUCING = frozenset(["according", "citing", "by", "from"])
"""The words that ``source_after`` looks at."""
GIVING = frozenset({"put", "placed", "gave"})
"""Verbs of who gives a toll: "put the figure at 20", "gave a toll of 89 dead"."""
COUNTING = frozenset({"counted", "recorded", "documented", "registered", "tallied", "verified"})
_GIVEN = frozenset({"toll", "number", "figure", "count", "losses", "casualties"})
ATTESTING = _ATTESTING | GIVING | {"saw"}
"""The words that ``attests`` looks at."""


def source_after(words: Sequence[str], at: int) -> int | None:
    """Where the source starts that words like "according to", "citing", "confirmed by" or "a tally by" introduce."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "according" and after == "to":
        return at + 2
    if words[at] == "by" and before == "released" and not _FREED.isdisjoint(words[max(0, at - _FREED_REACH) : at]):
        return None  # "hostages were released by Hamas", not "figures released by the ministry"
    if (words[at] == "citing" and at) or (words[at] == "by" and before in _BY_SOURCES):
        return at + 1
    if words[at] == "by" and not {*pairwise(words[max(0, at - _PUT_REACH) : at])}.isdisjoint(_PUT_AT):
        return at + 1
    return at + 1 if words[at] in {"by", "from"} and before in _FIGURES else None


def attests(words: Sequence[str], at: int) -> bool:
    """Whether a verb gives a number or an eye-witness's account: "the monitor recorded 12 deaths", "a reporter saw"."""
    before = words[at - 1] if at else ""
    if words[at] == "saw":
        return before in _WITNESSES
    if words[at] in GIVING:
        return not _GIVEN.isdisjoint(words[at + 1 : at + 6])
    if words[at] == "accused" and (before in DETERMINERS or before in _NTH):
        return False  # "arrested a fourth accused"
    if words[at + 1 : at + 2] in _PARTICIPIAL.get(words[at], ()):
        return False
    return words[at] in _ATTESTING and bool(before) and before != "to" and BE.isdisjoint(words[max(0, at - 2) : at])


def is_no_report(words: Sequence[str], at: int) -> bool:
    """Whether a reporting word does not report here: "reports of", "claimed responsibility", "was told"."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if (
        before in BE | {"to", "not", "what"}
        or after in {"responsibility", "credit"}
        or words[max(0, at - 2) : at] == ("what", "it")
    ):
        return True
    if (words[at] == "reported" and before in DETERMINERS) or (words[at] == "estimated" and before in _QUALIFIED):
        return True  # "the reported killing", "an estimated $4 billion"
    if words[at] in _CLAIMING and not {"life", "lives"}.isdisjoint(words[at + 1 : at + 7]):
        return True
    if words[at] == "suspects":
        return after != "that" and after not in DETERMINERS  # "detained 41 suspects"
    return words[at] in _ALSO_NOUNS and (
        before in DETERMINERS | PREPOSITIONS
        or after in {"of", "on", "from", "suggested"}
        or not after
        or (before.endswith(("ed", "al", "ing", "ia")) and before != "media")
    )


def closes_report(words: Sequence[str], at: int) -> bool:
    """Whether what is reported stands in front: "…, police said in a statement", "…, a source told Reuters, while …"."""
    if ends_here(words, at):
        return True
    after = words[at + 1 : at + 9]
    if "that" in after[:6] or not after:
        return not after
    if words[at] in {"told", "tells", "tell"}:
        stop = next((i for i, word in enumerate(after) if word in {",", "."} or word in BREAKS), None)
        return stop is not None and (stop <= MAX_ADDRESSEE or _is_addressing(words[at + 1 : at + 1 + stop]))
    return after[0] in PREPOSITIONS or after[0] in DAYS


def goes_forward(words: Sequence[str], at: int) -> bool:
    """Whether a report starts behind a verb: "…, a lawmaker, said the …", "… said 15 people"."""
    return words[at : at + 1] in _FORWARD or (at < len(words) and opens_number(words[at]))


def _is_addressing(words: Sequence[str]) -> bool:
    """Whether these only tell to whom, where and when something is told: "reporters in Abuja on Thursday"."""
    led = [at for at, word in enumerate(words) if word in PREPOSITIONS]
    if not led or led[0] > MAX_ADDRESSEE - 1:
        return False
    addressed = words[-1] in DAYS or words[-1] in _CHANNELS
    return addressed and all(end - start - 1 <= _PHRASE_WORDS for start, end in pairwise((*led, len(words))))


def ends_here(words: Sequence[str], at: int) -> bool:
    """Whether little but a date follows the verb, or a supplement: "… police said on Sunday", "… he said adding that"."""
    end = supplement_after(words, at) or len(words)
    rest = [
        word
        for word in words[at + 1 : end]
        if word not in DAYS and word not in {"on", "late", "early", ".", "”", '"', "in", "a", "statement", "the"}
    ]
    return len(rest) <= 1


def supplement_after(words: Sequence[str], at: int) -> int | None:
    """Where a supplement starts: "… were killed, he said, adding that …"."""
    return next((i for i in range(at + 1, min(at + 6, len(words))) if words[i] in _SUPPLEMENTS), None)


def is_inverted(clause: Clause, at: int) -> bool:
    """Whether the sentence ends with verb and speaker although the comma was lost: "… on Thursday said the Observatory."."""
    tokens = [token for token in clause.sentence.tokens[at + 1 :] if token.low[0].isalnum()]
    words = {token.low for token in tokens}
    if clause.words[at] != "said" or not 1 <= len(tokens) <= LONG_SPEAKER + 1 or not tokens[0].low.isalpha():
        return False
    if any(not token.capital and (token.low in _SUFFERED or token.low.endswith("ed")) for token in tokens):
        return False  # "said the strike killed three al-Shabab militants"
    named = any(token.capital and token.low not in DAYS for token in tokens)
    return named and words.isdisjoint(BE | HAVE | MODALS | PREPOSITIONS - {"of", "for"} | DAYS | PRONOUNS | {"that", "there"})
