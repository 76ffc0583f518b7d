"""Reads the optional sentence encoder from the folder that the user names (``docs/relevance.md``)."""

import hashlib
from pathlib import Path

from ingest.errors import ExitCode, FatalError
from processors.relevance.encoder import WEIGHTS_SHA256, Encoder


def load_encoder(folder: Path) -> Encoder:
    """Read ``model.safetensors`` and ``vocab.txt``; 180 MB of memory, half a second.

    Raises:
        FatalError: They are not there, or are not the ones that the head was trained with.
    """
    try:
        weights = (folder.expanduser() / "model.safetensors").read_bytes()
        vocabulary = (folder.expanduser() / "vocab.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FatalError(f"cannot read the sentence encoder in {folder}: {error}", ExitCode.SETTINGS) from error
    if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
        raise FatalError(f"{folder}/model.safetensors is not all-MiniLM-L6-v2 as published", ExitCode.SETTINGS)
    return Encoder(weights, vocabulary)
