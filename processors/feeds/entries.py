"""Collecting the entries of a feed document of any syntax: canonical URLs, each once, bounded; what is left out is counted."""

from collections import Counter
from datetime import datetime

from processors.feeds.identity import BadUrlError, canonical_url
from processors.feeds.plain_text import plain_text
from processors.records import Entry

MAX_TITLE_CHARS = 500
MAX_SUMMARY_CHARS = 2000
MAX_GUID_CHARS = 1000
MAX_LICENCE_CHARS = 500
MAX_NAME_CHARS = 120
MAX_LANGUAGE_CHARS = 35
MAX_AUTHORS = 20


class EntryCollector:
    """Takes items in document order and makes entries of them.

    Args:
        base: URL that relative links are resolved against.
        max_entries: Items beyond this many entries are counted, not read.
        language: Of entries that state none.
        licence: Of entries that state none.
    """

    def __init__(self, base: str, max_entries: int, language: str | None, licence: str | None) -> None:
        self.entries: list[Entry] = []
        self._base = base
        self._max_entries = max_entries
        self._language = language
        self._licence = licence
        self._seen: set[str] = set()
        self._skipped: Counter[str] = Counter()

    @property
    def skipped(self) -> tuple[tuple[str, int], ...]:
        """How many items were left out, by reason, in the order of the reasons."""
        return tuple(sorted(self._skipped.items()))

    @property
    def is_full(self) -> bool:
        """Whether no further entry is taken."""
        return len(self.entries) >= self._max_entries

    def skip(self, reason: str, count: int = 1) -> None:
        """Count items that are left out."""
        if count:
            self._skipped[reason] += count

    def add(
        self,
        links: tuple[object, ...],
        *,
        title: object = None,
        guid: object = None,
        authors: tuple[object, ...] = (),
        published_at: datetime | None = None,
        updated_at: datetime | None = None,
        summary: object = None,
        language: object = None,
        licence: object = None,
    ) -> None:
        """Add an item under the first of its links that is a URL."""
        url = self._first_url(links)
        if url is None:
            return
        if self.is_full:
            self.skip("over_limit")
            return
        if url in self._seen:
            self.skip("duplicate")
            return
        self._seen.add(url)
        self.entries.append(
            Entry(
                url=url,
                guid=guid[:MAX_GUID_CHARS] if isinstance(guid, str) and guid else None,
                title=plain_text(title, MAX_TITLE_CHARS),
                authors=author_names(authors),
                published_at=published_at,
                updated_at=updated_at,
                summary=plain_text(summary, MAX_SUMMARY_CHARS),
                language=language_tag(language) or self._language,
                licence=plain_text(licence, MAX_LICENCE_CHARS) or self._licence,
            )
        )

    def _first_url(self, links: tuple[object, ...]) -> str | None:
        candidates = [link for link in links if isinstance(link, str) and link.strip()]
        for link in candidates:
            try:
                return canonical_url(link, self._base)
            except BadUrlError:
                continue
        self.skip("bad_link" if candidates else "no_link")
        return None


def author_names(names: tuple[object, ...]) -> tuple[str, ...]:
    """Plain names, each once, in order."""
    plain = (plain_text(name, MAX_NAME_CHARS) for name in names[:MAX_AUTHORS])
    return tuple(dict.fromkeys(name for name in plain if name))


def language_tag(value: object) -> str | None:
    """A BCP 47 tag in lower case; None for what cannot be one."""
    if not isinstance(value, str):
        return None
    tag = value.strip().replace("_", "-").lower()
    subtags = tag.split("-")
    is_tag = len(tag) <= MAX_LANGUAGE_CHARS and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in subtags)  # noqa: PLR2004 (RFC 5646 section 2.1)
    return tag if is_tag and subtags[0].isalpha() and len(subtags[0]) > 1 else None
