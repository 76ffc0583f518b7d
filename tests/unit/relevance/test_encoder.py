"""The optional encoder: pieces by the book, a network of a few random weights, and where it is asked."""

import json
from pathlib import Path

import numpy as np
import pytest

from ingest.encoders import load_encoder
from ingest.errors import ExitCode, FatalError
from processors.relevance import assess_relevance
from processors.relevance.encoder import Encoder, load_head, text_of
from processors.relevance.opening import read_opening
from processors.relevance.word_pieces import WordPieces
from tests.unit.relevance.articles import CORE, NONE

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "cafe", ",", "!", "the", "army", "##s"]
SIZE, WIDE = 384, 1536


def pieces(text: str, limit: int = 20) -> list[str]:
    """The pieces of a text."""
    return [PIECES[number] for number in WordPieces("\n".join(PIECES)).ids(text, limit)]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """Random weights of the right shapes, in the published format."""
    generator = np.random.default_rng(3)
    shapes = {
        "embeddings.word_embeddings.weight": (len(PIECES), SIZE),
        "embeddings.position_embeddings.weight": (64, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
    }
    norms = ["embeddings.LayerNorm"]
    for number in range(6):
        layer = f"encoder.layer.{number}"
        dense = {f"attention.self.{part}": (SIZE, SIZE) for part in ("query", "key", "value")}
        dense |= {"attention.output.dense": (SIZE, SIZE), "intermediate.dense": (WIDE, SIZE), "output.dense": (SIZE, WIDE)}
        for name, shape in dense.items():
            shapes |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    shapes |= {f"{norm}.{part}": (SIZE,) for norm in norms for part in ("weight", "bias")}
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, shape in shapes.items():
        data = (generator.standard_normal(shape) * 0.05).astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    head = json.dumps(header).encode()
    return Encoder(len(head).to_bytes(8, "little") + head + body, "\n".join(PIECES))


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    """Lower case, no accents, marks alone, unknown words as one piece, never more than asked for."""
    assert pieces("Unaffable CAFÉ, zzz!") == ["[CLS]", "un", "##aff", "##able", "cafe", ",", "[UNK]", "!", "[SEP]"]
    assert pieces("the armys\u200b\x00 战") == ["[CLS]", "the", "army", "##s", "[UNK]", "[SEP]"]
    assert pieces("the army " * 30, limit=6) == ["[CLS]", "the", "army", "the", "army", "[SEP]"]
    assert pieces("un" * 80) == ["[CLS]", "[UNK]", "[SEP]"]
    assert pieces("") == ["[CLS]", "[SEP]"]


def test_a_vector_has_length_one_and_depends_on_the_words(encoder: Encoder) -> None:
    """And on their order; the same text gives the same vector."""
    one, same, other = (encoder.vector(read_opening("", text)) for text in ("the army", "The  army", "army the"))
    assert one.shape == (SIZE,)
    assert float(np.linalg.norm(one)) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(one, same)
    assert not np.allclose(one, other, atol=1e-6)


def test_a_promo_line_and_a_repeated_title_are_not_read() -> None:
    """The encoder reads what the model reads."""
    promo = "Follow all the latest updates on the Israel Iran conflict here."
    title, text = CORE["truce"]
    assert text_of(read_opening(title, f"{title}\n{text}")) == text_of(read_opening(title, text))
    assert "Israel" not in text_of(read_opening(title, f"{promo}\n{text}"))


def test_only_where_the_model_is_in_doubt_is_it_asked(encoder: Encoder) -> None:
    """A sure yes and a sure no stay as they are; the answer is a probability; reasons stay."""
    head = load_head()
    asked = 0
    for title, text in (*CORE.values(), *NONE.values()):
        plain, seconded = assess_relevance(title, text), assess_relevance(title, text, encoder=encoder)
        inside = head.low_p <= plain.p <= head.high_p
        asked += inside
        assert (seconded.p == plain.p) <= (not inside)
        assert 0 < seconded.p < 1
        assert seconded.reasons == plain.reasons
    assert 0 < asked < len(CORE) + len(NONE)


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    """Missing ones too, before work starts."""
    for content in (None, b"not the weights"):
        if content:
            (tmp_path / "model.safetensors").write_bytes(content)
            (tmp_path / "vocab.txt").write_text("[PAD]", encoding="utf-8")
        with pytest.raises(FatalError) as told:
            load_encoder(tmp_path)
        assert told.value.exit_code is ExitCode.SETTINGS
