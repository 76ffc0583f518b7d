"""Vectors of single words from all-MiniLM-L6-v2 (Apache 2.0): each word read alone by the encoder, the vectors then reduced.

Source: Tulkens and van Dongen, Model2Vec, 2024, for the way; Wang et al., MiniLM, 2020, for the encoder.
"""

from collections.abc import Sequence

import numpy as np

from training.minilm import embed

LENGTH = 2.8
"""Of every vector: about as long as the marks beside it."""


def word_vectors(words: Sequence[str], dimensions: int) -> np.ndarray:
    """One vector of one length for each word, words x dimensions: principal components, largest first."""
    whole = embed(list(words))
    whole -= whole.mean(axis=0)
    _, _, components = np.linalg.svd(whole, full_matrices=False)
    reduced = whole @ components[:dimensions].T
    return np.asarray(LENGTH * reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-6), dtype=np.float32)
