"""Feed lists: TOML (``[[feeds]]``) and OPML, read with all their mistakes reported at once, and written back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields

from lxml import etree

from processors.feeds.identity import BadUrlError, canonical_url
from processors.feeds.list_entries import Item, ListProblem, find_problems
from processors.feeds.list_syntax import OPML_NAMESPACE, FeedListSyntaxError, read_opml, read_toml

__all__ = ["FeedListError", "FeedSpec", "ListProblem", "read_feed_list", "write_opml", "write_toml"]

MAX_SHOWN_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as listed.

    Attributes:
        url: Canonical, with all of its parameters.
        outlet: The publisher's name.
        country: ISO 3166-1 alpha-3.
        language: BCP 47 tag, lower case.
        region: Free text.
    """

    url: str
    outlet: str | None = None
    country: str | None = None
    language: str | None = None
    region: str | None = None


class FeedListError(ValueError):
    """A feed list has mistakes.

    Args:
        name: The list's name, for the message.
        problems: All of them, in the list's order.
    """

    def __init__(self, name: str, problems: tuple[ListProblem, ...]) -> None:
        lines = [f"{name}: {problem.where}: {problem.message}" for problem in problems[:MAX_SHOWN_PROBLEMS]]
        if len(problems) > MAX_SHOWN_PROBLEMS:
            lines.append(f"{name}: … and {len(problems) - MAX_SHOWN_PROBLEMS} more")
        super().__init__("\n".join(lines))
        self.name = name
        self.problems = problems


def read_feed_list(data: bytes, name: str) -> tuple[FeedSpec, ...]:
    """Read a list, whose syntax is told by its content.

    Args:
        data: TOML in UTF-8, or OPML.
        name: What messages call it (a file's name).

    Raises:
        FeedListError: With every mistake and where it stands.
    """
    try:
        items = read_opml(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else read_toml(data)
    except FeedListSyntaxError as error:
        raise FeedListError(name, error.problems) from error
    problems = find_problems(items)
    if problems:
        raise FeedListError(name, problems)
    return tuple(_spec(item) for item in items)


def write_toml(specs: Iterable[FeedSpec]) -> str:
    """Write a list that ``read_feed_list`` reads back unchanged."""
    tables = []
    for spec in specs:
        pairs = [(field.name, getattr(spec, field.name)) for field in fields(spec)]
        # JSON's string escapes are a subset of TOML's basic strings, but for DEL, which TOML wants escaped
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs if value is not None]
        tables.append("\n".join(["[[feeds]]", *lines]).replace("\x7f", "\\u007f") + "\n")
    return "\n".join(tables)


def write_opml(specs: Iterable[FeedSpec]) -> str:
    """Write OPML 2.0; what OPML has no attribute for stands in a namespace of our own.

    Source: opml.org/spec2.opml, "Extending OPML".
    """
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"cw": OPML_NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "conflictwire feeds"
    body = etree.SubElement(root, "body")
    for spec in specs:
        outline = etree.SubElement(body, "outline", {"type": "rss", "text": spec.outlet or spec.url, "xmlUrl": spec.url})
        if spec.language is not None:
            outline.set("language", spec.language)
        for key in ("outlet", "country", "region"):
            if (value := getattr(spec, key)) is not None:
                outline.set(f"{{{OPML_NAMESPACE}}}{key}", value)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def _spec(item: Item) -> FeedSpec:
    values = {key: value.strip() for key, value in item.values.items() if isinstance(value, str) and value.strip()}
    try:
        url = canonical_url(values.pop("url"), keep_tracking=True)
    except (BadUrlError, KeyError) as error:  # find_problems has refused the list before
        raise AssertionError(item.where) from error
    language = values.pop("language", None)
    return FeedSpec(url, language=language.lower().replace("_", "-") if language else None, **values)
