"""The two syntaxes of a feed list, read into unchecked items with their places."""

import re
import tomllib

from lxml import etree

from processors.feeds.list_entries import Item, ListProblem

OPML_NAMESPACE = "urn:conflictwire:feed-list"
MAX_LIST_BYTES = 16 * 1024 * 1024
MAX_FEEDS = 100_000
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)")
"""The mistake whose meaning is plain: half of 118 published lists tried had it and no other."""
_TABLE = re.compile(r"\s*\[\[\s*feeds\s*\]\]\s*(?:#.*)?")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")


class FeedListSyntaxError(ValueError):
    """The list as a whole cannot be read.

    Args:
        problems: What is wrong, in the list's order.
    """

    def __init__(self, *problems: ListProblem) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.message}" for problem in problems))
        self.problems = problems


def read_toml(data: bytes) -> tuple[Item, ...]:
    """Read ``[[feeds]]`` tables.

    Raises:
        FeedListSyntaxError: Not TOML in UTF-8, another top-level key than ``feeds``, or too large.
    """
    _check_size(data)
    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FeedListSyntaxError(ListProblem(f"line {line}", "not UTF-8: is this a TOML or OPML file?")) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message, _, place = str(error).partition(" (at ")
        raise FeedListSyntaxError(ListProblem(place.rstrip(")") or "the list", f"not TOML: {message}")) from error
    unknown = [key for key in document if key != "feeds"]
    if unknown:
        raise FeedListSyntaxError(
            ListProblem("top level", f"unknown key {unknown[0]!r:.60}: feeds are listed as [[feeds]] tables")
        )
    feeds = document.get("feeds", [])
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        raise FeedListSyntaxError(ListProblem("top level", "feeds must be [[feeds]] tables"))
    _check_count(len(feeds))
    places = _toml_places(text)
    if len(places) != len(feeds):  # an inline array, or a string that looks like a table: count instead
        return tuple(Item(f"feed {i}", feed) for i, feed in enumerate(feeds, 1))
    return tuple(
        Item(f"line {line}", feed, {key: f"line {at}" for key, at in keys.items()})
        for (line, keys), feed in zip(places, feeds, strict=True)
    )


def read_opml(data: bytes) -> tuple[Item, ...]:
    """Read every outline that has an ``xmlUrl``, however deep; the other outlines are folders.

    Raises:
        FeedListSyntaxError: Not well-formed, not OPML, or too large.

    Source: opml.org/spec2.opml
    """
    _check_size(data)
    # No entity is resolved, nothing is loaded, and without huge_tree libxml2 bounds depth and lengths by itself. It is told to
    # recover only so that it reports every mistake: a list from which it left something out is refused.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", data.lstrip(b" \t\r\n")), parser)
    mistakes: dict[int, ListProblem] = {}
    for error in parser.error_log:  # the first on a line causes the others
        mistakes.setdefault(error.line, ListProblem(f"line {error.line}", f"not well-formed XML: {error.message}"[:200]))
    if mistakes or root is None:
        raise FeedListSyntaxError(*mistakes.values() or [ListProblem("the list", "not OPML")])
    if str(root.tag).lower() != "opml":
        raise FeedListSyntaxError(ListProblem("line 1", f"not OPML: the root element is <{str(root.tag)[:50]}>"))
    items = [_outline(element) for element in root.iter("outline") if element.get("xmlUrl") or element.get("xmlurl")]
    _check_count(len(items))
    return tuple(items)


def _outline(element: etree._Element) -> Item:
    """An outline as an item: its title, or text, names the outlet unless our own attribute does."""
    own = {key: element.get(f"{{{OPML_NAMESPACE}}}{key}") for key in ("outlet", "country", "region")}
    values = {"url": element.get("xmlUrl") or element.get("xmlurl"), "language": element.get("language"), **own}
    url, label = values["url"], element.get("title") or element.get("text")
    if own["outlet"] is None and label is not None and label != url:
        values["outlet"] = " ".join(label.split())[:200]
    # "unknown" is what some readers export
    language = values["language"]
    if language is not None and language.lower() == "unknown":
        values["language"] = None
    return Item(f"line {element.sourceline}", {key: value for key, value in values.items() if value})


def _toml_places(text: str) -> list[tuple[int, dict[str, int]]]:
    """The line of each ``[[feeds]]`` header and of the keys below it, as far as a look at the lines can tell."""
    places: list[tuple[int, dict[str, int]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _TABLE.fullmatch(line.rstrip("\r")):
            places.append((number, {}))
        elif places and (match := _KEY.match(line)):
            places[-1][1].setdefault(match[1], number)
    return places


def _check_size(data: bytes) -> None:
    if len(data) > MAX_LIST_BYTES:
        raise FeedListSyntaxError(ListProblem("the list", f"over {MAX_LIST_BYTES} bytes"))


def _check_count(count: int) -> None:
    if count > MAX_FEEDS:
        raise FeedListSyntaxError(ListProblem("the list", f"over {MAX_FEEDS} feeds"))
