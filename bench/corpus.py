"""Where the public corpus is: it is not part of the project."""

import argparse
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def add_corpus_option(parser: argparse.ArgumentParser) -> None:
    """Give a benchmark the option ``--corpus``: else the environment says where it is, else it is beside the checkout."""
    default = Path(os.environ.get("CONFLICTWIRE_CORPUS") or BESIDE)
    parser.add_argument("--corpus", type=Path, default=default, help="folder of the public corpus")


def part_of(parser: argparse.ArgumentParser, corpus: Path, part: str) -> Path:
    """A part of the corpus, or the parser's error where it is not there."""
    if not (corpus / part).exists():
        parser.error(f"no {part} at {corpus}; give the corpus's folder with --corpus or CONFLICTWIRE_CORPUS")
    return corpus / part


def fundus_pages(corpus: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The pages of publishers: what is known of each, and its HTML."""
    folder = corpus / "pages" / "fundus"
    for line in gzip.decompress((folder / "gold.jsonl.gz").read_bytes()).splitlines():
        gold = json.loads(line)
        yield gold, gzip.decompress((folder / gold["html"]).read_bytes())
