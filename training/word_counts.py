"""Count in how many news texts a word stands: what ``processors.stories`` takes for rarity.

    python -m training.word_counts --corpus DIR

Stems of title and opening, over the relevance sets of the corpus. Sets that stories or relevance are measured on are left out.
"""

import argparse
from collections import Counter
from importlib.resources import files
from pathlib import Path

from processors.stories.words import OPENING_WORDS, WORD, stem
from training.corpora import read_rows

SETS = (
    "ag_news", "aljazeera_2025", "allsides_2015_2020", "bbc_sections", "fakes_syria_positive", "glocon_documents",
    "guardian_positive", "gvdb_shootings_negative", "indiapolice_docs_train", "mideast_2023", "muc4_train", "narratives_2024",
    "satp_positive", "uk_protest_human", "ukraine_gdelt_2022_2024",
)  # fmt: skip
MAX_TEXTS = 2500
"""Of a set, so that no agency speaks for all."""
MIN_TEXTS = 10
OUTPUT = "word_counts.csv"


def main() -> None:
    """Write the file into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    corpus = parser.parse_args().corpus
    counts: Counter[str] = Counter()
    texts = 0
    for name in SETS:
        for row, _ in zip(read_rows(corpus, f"relevance/{name}"), range(MAX_TEXTS), strict=False):
            words = WORD.findall(f"{row.get('title') or ''} {row.get('text') or ''}")
            counts.update({stem(word) for word in words[: 2 * OPENING_WORDS]})
            texts += 1
    kept = sorted((word, count) for word, count in counts.items() if count >= MIN_TEXTS and len(word) > 1)
    head = (
        f"# Stems and the number of news texts that hold them, by training/word_counts.py. The first row: all texts.\n,{texts}\n"
    )
    path = Path(str(files("processors.stories"))) / OUTPUT
    path.write_text(head + "".join(f"{word},{count}\n" for word, count in kept), encoding="utf-8")
    print(f"{len(kept)} words of {texts} texts")  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
