"""How many sources of a story are independent: wire copies count once, and so does each outlet."""

from collections.abc import Iterable, Mapping

from processors.stories.report import Member


def independent_sources(members: Iterable[Member]) -> int:
    """The largest number of outlets of which each can be credited with a text of its own.

    Outlets that only carry the same agency's text are one source together; an outlet that also has its own report is one more.
    It is a maximum matching of outlets with texts (by augmenting paths).
    """
    texts_of: dict[str, set[str]] = {}
    for member in members:
        texts_of.setdefault(member.report.host, set()).add(member.text_id)
    credited: dict[str, str] = {}
    return sum(_credit(host, texts_of, credited, set()) for host in sorted(texts_of))


def _credit(host: str, texts_of: Mapping[str, set[str]], credited: dict[str, str], tried: set[str]) -> bool:
    """Give a text to an outlet, where need be by giving another to the one that has it."""
    for text in sorted(texts_of[host]):
        if text not in tried:
            tried.add(text)
            if text not in credited or _credit(credited[text], texts_of, credited, tried):
                credited[text] = host
                return True
    return False
