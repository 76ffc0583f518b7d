"""What leaves no doubt of the kind of a number: "lost 900 troops", "swapped 95 prisoners", "laid down arms"."""

from collections.abc import Sequence

from processors.coding.counts.parts import HARDWARE, are_pilotless, are_worse, goes_on, succumb
from processors.coding.language.numbers import Number
from processors.coding.language.vocabulary import word_set, word_table
from processors.coding.language.words import BREAKS
from processors.records.event import QuantityKind

SWAPPING = frozenset(["swapped", "exchanged", "swap", "exchange", "swapping", "exchanging", "returned", "repatriated"])
_KILLED = frozenset({("to", "death"), ("shot", "dead")})
_UNEARTHED = frozenset(["found", "discovered", "buried", "unearthed", "exhumed", "recovered", "dumped"])
_CAPTIVES = word_set("speech", "freed") | {"pows", "servicemen", "troops", "personnel"}
_ABDUCTING = frozenset(
    ["kidnapped", "kidnappers", "kidnapping", "kidnap", "abducted", "abductors", "hostages", "hostage", "captives", "captors"]
)
LOST = frozenset(["lost", "losing", "lose", "loses"])
_SOLDIERS = word_table("quantities", "objects")["troops"] | {"officers", "members", "men", "soldier"}
_FOR = frozenset({("exchange", "for"), ("return", "for")})
_FREED = frozenset({"released", "freed", "frees", "releases", "free", "release", "swapped"})
_FREEING = frozenset({("rescue",), ("free",), ("frees",), ("rescues",), ("releases",)})
_RESCUING = frozenset({("rescued",), ("rescue",), ("rescues",), ("rescuing",)})
_BROUGHT = frozenset({"brought", "taken", "rushed", "admitted", "ferried", "evacuated"})
_HOSPITALS = frozenset({"hospital", "hospitals"})
_OF_BODIES = frozenset({("bodies",), ("remains",), ("body",)})
_BEFORE_REACH = 6
_GRAVE_REACH = 12
"""Words behind people among which their grave is."""


def is_sure(words: Sequence[str], number: Number, end: int, kind: QuantityKind | None, previous: QuantityKind | None) -> bool:
    """Whether the words around a number leave no doubt of its kind: "lost 900 troops", "swapped 95 prisoners", "65 of them"."""
    bare = end == number.last
    lost = kind is QuantityKind.DEAD and not bare and words[end - 1] in _SOLDIERS and words[number.first - 1] in LOST
    gave_up = kind is QuantityKind.CAPTURED and not bare and gives_up(words, end)
    freed = kind is QuantityKind.RELEASED and swapped(words, number.first, end)
    fatal = not _KILLED.isdisjoint({words[end : end + 2], words[end + 1 : end + 3]})
    to_death = kind is QuantityKind.DEAD and fatal  # "another stabbed to death", "was shot dead"
    buried = kind is QuantityKind.DEAD and any(
        is_buried(words, at, end) for at in range(end, min(end + _GRAVE_REACH, len(words)))
    )
    return (
        lost
        or (kind is QuantityKind.DEAD and succumb(words, number.last))
        or (kind is QuantityKind.CAPTURED and words[end + 1 : end + 3] == ("captured", "alive"))
        or (kind is QuantityKind.CAPTURED and "prisoner" in words[end : end + 4])
        or (kind is QuantityKind.INJURED and come_to_hospital(words, number.first, end))
        or amounts_to(words, number.first, end)
        or (kind is QuantityKind.RELEASED and _is_rescued(words, number.first, end))
        or to_death
        or gave_up
        or freed
        or buried
        or (kind is QuantityKind.DRONES and are_pilotless(words[number.last : end]))
        or (kind in HARDWARE and bare and goes_on(words, number, end, previous))
        or (kind is previous is QuantityKind.INJURED and are_worse(words, number.last))
    )


def come_to_hospital(words: Sequence[str], first: int, end: int) -> bool:
    """Whether people are brought to a hospital: "15 people were brought to the hospital"; not "the bodies of 15 people"."""
    behind = words[end : end + _BEFORE_REACH]
    way = next((i for i, word in enumerate(behind[:4]) if word in _BROUGHT), None)
    if way is None or words[max(0, first - 2) : first - 1] in _OF_BODIES or "dead" in behind or "bodies" in words[first:end]:
        return False
    return bool(words[end - 1 : end]) and behind[way + 1 : way + 2] == ("to",) and not _HOSPITALS.isdisjoint(behind[way + 2 :])


def amounts_to(words: Sequence[str], first: int, end: int) -> bool:
    """Whether soldiers are what a side has lost: "Ukrainian losses amounted to 450 servicemen"."""
    losses = words[max(0, first - _BEFORE_REACH) : first]
    return losses[-1:] in {("to",), ("at",)} and "losses" in losses and words[end - 1] in _SOLDIERS


def _is_rescued(words: Sequence[str], first: int, end: int) -> bool:
    """Whether people are rescued from kidnappers: "killed two kidnappers and rescued four victims"; not from rubble."""
    rescued = words[max(0, first - 1) : first] in _RESCUING or "rescued" in words[end : end + 3]
    return rescued and not _ABDUCTING.isdisjoint(words)


def is_buried(words: Sequence[str], at: int, end: int) -> bool:
    """Whether those in front of a token lie in a mass grave: "… were discovered in a mass grave"."""
    grave = words[at - 1] == "mass" and words[at] in {"grave", "graves"}
    return grave and not _UNEARTHED.isdisjoint(words[end:at]) and BREAKS.isdisjoint(words[end:at])


def gives_up(words: Sequence[str], at: int) -> bool:
    """Whether those in front of a token surrender: "… laid down arms"."""
    at += words[at : at + 1] in {("have",), ("had",)}
    arms = not {"arms", "weapons"}.isdisjoint(words[at + 2 : at + 5])
    return words[at : at + 1] in {("surrendered",), ("surrender",)} or (words[at : at + 2] == ("laid", "down") and arms)


def swapped(words: Sequence[str], first: int, end: int) -> bool:
    """Whether captives are brought home: "swapped 95 prisoners", "brought home 175 soldiers"."""
    verb = words[first - 1 : first] if first else ()
    if words[max(0, first - 2) : first] in _FOR and (words[end - 1] in _CAPTIVES or not _FREED.isdisjoint(words[:first])):
        return True
    if words[max(0, first - 1) : first] in _FREEING:
        return words[end - 1] in _CAPTIVES
    brought = words[max(0, first - 2) : first] in {("brought", "home"), ("brought", "back"), ("bringing", "home")}
    return (brought or (bool(verb) and verb[0] in SWAPPING)) and words[end - 1] in _CAPTIVES
