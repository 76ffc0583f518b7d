"""The public corpus and the seed article, no part of the project. A test that needs them skips where they are absent."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("CONFLICTWIRE_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
SEED = CORPUS.parent / "seed"


def part_of_corpus(part: str) -> Path:
    """A folder of the corpus."""
    if not (CORPUS / part).is_dir():
        pytest.skip(f"the public corpus is not at {CORPUS} (CONFLICTWIRE_CORPUS)")
    return CORPUS / part


def seed_text() -> str:
    """The article that the project began with."""
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip(f"the seed article is not at {SEED}")
    return files[0].read_text(encoding="utf-8")
