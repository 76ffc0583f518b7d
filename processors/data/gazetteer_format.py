"""The compiled gazetteer's file: a magic line, a JSON line that lists the sections, then the sections, little-endian, aligned."""

import json
import sys
from array import array

OUTPUT = "compiled/gazetteer.bin"
"""The compiled file, within this package."""

MAGIC = b"conflictwire gazetteer 2\n"

ALIGNMENT = 8
"""Bytes: a column that starts elsewhere would be copied by each search in it."""

CLASSES = ("city", "admin1", "country", "region", "district", "sea", "site")
"""What a row is; the stored number is the index. The words are ``PlacePrecision``'s."""

ALTERNATE = 1 << 31
"""Set in a row number where the name is an alternate name of the row's place."""

ADJECTIVE = 1 << 30
"""Set where the name is an adjective or a people of the row's place ("Texan")."""

ROW = ADJECTIVE - 1
"""The row number itself."""


def write_sections(sections: dict[str, "array[int] | array[float]"]) -> bytes:
    """Write named columns; the order of the mapping is the order of the file."""
    listing = json.dumps([[name, column.typecode, len(column)] for name, column in sections.items()])
    columns = [array(column.typecode, column) for column in sections.values()]
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    head = MAGIC + listing.encode()
    head += b" " * (-(len(head) + 1) % ALIGNMENT) + b"\n"
    return head + b"".join(padded(column.tobytes()) for column in columns)


def padded(section: bytes) -> bytes:
    """A section up to where the next one may start."""
    return section + bytes(-len(section) % ALIGNMENT)


def read_sections(data: bytes) -> dict[str, memoryview]:
    """Read the columns back, as views into ``data`` where the machine's byte order is the file's.

    Raises:
        ValueError: Not a gazetteer of this version, or cut short.
    """
    if not data.startswith(MAGIC):
        raise ValueError("not a compiled gazetteer of this version")
    header_end = data.index(b"\n", len(MAGIC))
    at = header_end + 1
    sections: dict[str, memoryview] = {}
    for name, typecode, length in json.loads(data[len(MAGIC) : header_end]):
        end = at + length * array(typecode).itemsize
        if end + -end % ALIGNMENT > len(data):
            raise ValueError("the compiled gazetteer is cut short")
        sections[name] = native(memoryview(data)[at:end].cast(typecode), typecode)
        at = end + -end % ALIGNMENT
    return sections


def native(column: memoryview, typecode: str) -> memoryview:
    """A column in the machine's byte order."""
    if sys.byteorder == "little":
        return column
    swapped: array[int] | array[float] = array(typecode, column)
    swapped.byteswap()
    return memoryview(swapped)
