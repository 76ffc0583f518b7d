"""A sentence encoder that looks again at what the words leave open. Optional: its weights are not in the package.

It is all-MiniLM-L6-v2 as published (22 million parameters, Apache 2.0), run by numpy, 64 tokens at most. Its vector and the
model's log-odds go into a small linear head, whose weights are in the package (``encoder.npz``, ``encoder.json``; written by
``python -m training.encoder``).

Source: W. Wang et al., MiniLM, 2020; sentence-transformers/all-MiniLM-L6-v2: the mean over the last layer's tokens, length 1.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.relevance.opening import Opening
from processors.relevance.word_pieces import WordPieces

LAYERS, HEADS = 6, 12
MAX_TOKENS = 64
TEXT_CHARS = 500
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published ``model.safetensors``: the head belongs to these weights and no others."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the encoder is asked, and what it then adds up to.

    Attributes:
        weights: For the vector's coordinates.
        words: For the model's log-odds.
        low_p: Below this probability of the model nobody asks.
        high_p: Above it neither.
    """

    weights: Array
    words: float
    bias: float
    low_p: float
    high_p: float


class Encoder:
    """The network with its weights.

    Args:
        safetensors: The published file of weights.
        vocabulary: The published ``vocab.txt``.
    """

    def __init__(self, safetensors: bytes, vocabulary: str) -> None:
        self._pieces = WordPieces(vocabulary)
        tensors = _read_safetensors(safetensors)
        self._words = tensors["embeddings.word_embeddings.weight"]
        self._places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        self._norm = _norm_of(tensors, "embeddings.LayerNorm")
        self._layers = [_Layer(tensors, f"encoder.layer.{number}") for number in range(LAYERS)]

    def vector(self, opening: Opening) -> Array:
        """The opening's vector, 384 numbers, of length 1."""
        ids = self._pieces.ids(text_of(opening), MAX_TOKENS)
        x = _normalise(self._words[ids] + self._places[: len(ids)], *self._norm)
        for layer in self._layers:
            x = layer(x)
        mean: Array = x.mean(0)
        mean /= np.float32(np.linalg.norm(mean))
        return mean

    def second_opinion(self, opening: Opening, p: float) -> float:
        """The probability with the encoder's say, where the model's lies in the band in which it is asked."""
        head = load_head()
        if not head.low_p <= p <= head.high_p:
            return p
        said = float(head.weights @ self.vector(opening)) + head.words * math.log(p / (1 - p)) + head.bias
        return 1 / (1 + math.exp(-said))


class _Layer:
    """Attention and the two dense layers after it."""

    def __init__(self, tensors: dict[str, Array], name: str) -> None:
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        self._qkv = np.concatenate([tensors[f"{part}.weight"] for part in parts]).T.copy()
        self._qkv_bias = np.concatenate([tensors[f"{part}.bias"] for part in parts])
        self._out, self._out_bias = _dense_of(tensors, f"{name}.attention.output.dense")
        self._wide, self._wide_bias = _dense_of(tensors, f"{name}.intermediate.dense")
        self._narrow, self._narrow_bias = _dense_of(tensors, f"{name}.output.dense")
        self._norms = _norm_of(tensors, f"{name}.attention.output.LayerNorm"), _norm_of(tensors, f"{name}.output.LayerNorm")

    def __call__(self, x: Array) -> Array:
        q, k, v = (x @ self._qkv + self._qkv_bias).reshape(len(x), 3, HEADS, -1).transpose(1, 2, 0, 3)
        scores = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(q.shape[-1]))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(x.shape)
        x = _normalise(x + mixed @ self._out + self._out_bias, *self._norms[0])
        return _normalise(x + _gelu(x @ self._wide + self._wide_bias) @ self._narrow + self._narrow_bias, *self._norms[1])


def text_of(opening: Opening) -> str:
    """What the encoder reads: the title and the beginning of the text, a repeated title and promo lines blanked."""
    text = opening.text.lstrip()[:TEXT_CHARS]
    return f"{opening.title}. {text}" if opening.title.strip() else text


@cache
def load_head() -> Head:
    """Read the head from the package, once."""
    package = files("processors.relevance")
    numbers = json.loads((package / "encoder.json").read_text(encoding="utf-8"))["head"]
    with as_file(package / "encoder.npz") as path, np.load(path, allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32)
    return Head(weights, numbers["words"], numbers["bias"], numbers["low_p"], numbers["high_p"])


def _read_safetensors(data: bytes) -> dict[str, Array]:
    """Read a file of float32 tensors. Source: github.com/huggingface/safetensors, "Format"."""
    size = int.from_bytes(data[:8], "little")
    header: dict[str, Any] = json.loads(data[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = (8 + size + offset for offset in entry["data_offsets"])
            tensors[name.removeprefix("bert.")] = np.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
    return tensors


def _dense_of(tensors: dict[str, Array], name: str) -> tuple[Array, Array]:
    return tensors[f"{name}.weight"].T.copy(), tensors[f"{name}.bias"]


def _norm_of(tensors: dict[str, Array], name: str) -> tuple[Array, Array]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]


def _normalise(x: Array, scale: Array, shift: Array) -> Array:
    centred: Array = x - x.mean(-1, keepdims=True)
    centred /= np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(1e-12))
    return centred * scale + shift


def _gelu(x: Array) -> Array:
    """With tanh in place of the error function: three times as fast, and the head is trained with it."""
    inner: Array = np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))
    return np.float32(0.5) * x * (1 + inner)
