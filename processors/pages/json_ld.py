"""What a page says about its article in JSON-LD, read within bounds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

MAX_SCRIPT_CHARS = 400_000
"""A longer script is passed over: Python's parser takes linear time, but this much is no description of an article."""
MAX_SCRIPTS = 20
MAX_NODES = 2000
MAX_DEPTH = 8

_ARTICLE_TYPES = ("Article", "Posting", "Report")
_PAGE_TYPES = ("WebPage", "VideoObject")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The statements about the article; empty where there are none."""

    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None
    licences: tuple[str, ...] = ()


def read_json_ld(root: HtmlElement) -> LinkedData:
    """Read the first node that describes an article, else the first that describes the page."""
    nodes = list(_nodes(root))
    for types in (_ARTICLE_TYPES, _PAGE_TYPES):
        for node in nodes:
            if any(kind.endswith(types) for kind in _texts(node.get("@type"))):
                return _linked_data(node, nodes)
    return LinkedData()


def _linked_data(node: dict[str, Any], nodes: list[dict[str, Any]]) -> LinkedData:
    by_id = {identifier: other for other in nodes if isinstance(identifier := other.get("@id"), str) and "name" in other}
    languages = _texts(node.get("inLanguage"))
    return LinkedData(
        headline=next(iter(_texts(node.get("headline") or node.get("name"))), ""),
        published=next(iter(_texts(node.get("datePublished"))), ""),
        authors=tuple(_names(node.get("author"), by_id)),
        language=languages[0] if languages else None,
        licences=tuple(_texts(node.get("license")) + _texts(node.get("copyrightNotice"))),
    )


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    budget = MAX_NODES
    for number, script in enumerate(root.iter("script")):
        if number >= MAX_SCRIPTS * 10:
            return
        text = script.text
        if script.get("type") != "application/ld+json" or not text or len(text) > MAX_SCRIPT_CHARS:
            continue
        try:
            value = json.loads(text, strict=False)  # real pages have raw line breaks inside strings
        except (ValueError, RecursionError):
            continue
        for node in _walk(value):
            if budget == 0:
                return
            budget -= 1
            yield node


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object, outer before inner, breadth first, so that an article comes before what it mentions."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                yield item
                inner.extend(child for child in item.values() if isinstance(child, dict | list))
            elif isinstance(item, list):
                inner.extend(child for child in item if isinstance(child, dict | list))
        level = inner


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            known = item if "name" in item else by_id.get(str(item.get("@id")), {})
            if known.get("@type") != "Organization":
                yield from _texts(known.get("name"))
