"""Where ships and travellers only come from or go to: "was sailing from India to South Africa when pirates attacked it"."""

from collections.abc import Sequence

from processors.coding.language.words import MARKS

_VOYAGES = frozenset({
    "sailing", "sailed", "bound", "route", "headed", "heading", "voyage", "way", "journey", "travelling", "traveling", "flying",
})  # fmt: skip
_ENDS = frozenset({"from", "to", "for", "towards", "toward"})
_REACH = 8
"""Words from a voyage to its ends."""


def is_end_of_voyage(words: Sequence[str], first: int) -> bool:
    """Whether what begins at a token is only an end of a voyage: "a tanker bound for [Iran]", "en route from [China]"."""
    at = first - 1 - (words[first - 1] == "the") if first else -1
    if at < 1 or words[at] not in _ENDS:
        return False
    near = words[max(0, at - _REACH) : at]
    head = next((i for i in range(len(near) - 1, -1, -1) if near[i] in _VOYAGES), None)
    if head is None or not MARKS.isdisjoint(near[head:]):
        return False
    return near[head + 1 :] == () or near[head + 1] in _ENDS
