"""Writes the JSON Schemas of this version's records: make schemas. A test checks that they are up to date.

    python schemas/generate.py            write RECORD/VERSION.json for each record
    python schemas/generate.py --release  and note their hashes in released.sha256: from then on they never change

A record that changes after a release needs a new ``schema_version``, and may only gain optional fields
(``processors/records/compatibility.py``).
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from processors.records.compatibility import breaking_changes_among
from processors.records.schema import RECORDS, json_schema, schema_version

HERE = Path(__file__).parent
RELEASED = HERE / "released.sha256"


def current_schemas() -> dict[str, str]:
    """File name → text of this version's schemas."""
    return {
        f"{name}/{schema_version(record)}.json": json.dumps(json_schema(record), indent=2, ensure_ascii=False) + "\n"
        for name, record in RECORDS.items()
    }


def released(folder: Path = HERE) -> dict[str, str]:
    """File name → hash of the schemas that subscribers have."""
    lines = (folder / RELEASED.name).read_text().splitlines()
    return dict(reversed(line.split()) for line in lines)


def mistakes(current: dict[str, str], folder: Path = HERE) -> list[str]:
    """What is not allowed: a released schema that changed, or versions of a record that do not go together."""
    fixed = released(folder)
    found = [
        f"{name} is released and must not change; give the record a new schema_version"
        for name, text in current.items()
        if fixed.get(name, _hash(text)) != _hash(text)
    ]
    for record in sorted({name.partition("/")[0] for name in current}):
        found += breaking_changes_among(_versions(record, current, folder))
    return found


def _versions(record: str, current: dict[str, str], folder: Path) -> list[Any]:
    """Every version of a record, oldest first: the committed ones and the current one."""
    texts = {f"{record}/{path.name}": path.read_text() for path in (folder / record).glob("*.json")} | {
        name: text for name, text in current.items() if name.startswith(f"{record}/")
    }
    return [json.loads(texts[name]) for name in sorted(texts, key=_order)]


def _order(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.rpartition("/")[2].removesuffix(".json").split("."))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Write the schemas, unless something is wrong with them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--release", action="store_true", help="note their hashes: they never change from now on")
    arguments = parser.parse_args()
    current = current_schemas()
    if wrong := mistakes(current):
        sys.exit("\n".join(wrong))
    for name, text in current.items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    if arguments.release:
        hashes = released() | {name: _hash(text) for name, text in current.items()}
        RELEASED.write_text("".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)))


if __name__ == "__main__":
    main()
