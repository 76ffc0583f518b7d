"""The trained network as an ONNX file: weights of layers as 8-bit and of pieces as 4-bit integers, sums as the engine does them.

Source: onnx.ai operators, opset 20; ``GatherBlockQuantized`` of ONNX Runtime's own operators.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from processors.coding.models.reader import TYPES
from training.minilm import HEADS, LAYERS, SIZE

BLOCK = 32
"""Numbers of a piece that share a scale."""
OPSET = 20
IR_VERSION = 10
_RUNTIME = "com.microsoft"


class _Graph:
    """Nodes and constants as they are added; each node's output has its number for a name."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, array: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, np.asarray(self.weights[name], np.float32))

    def add(self, kind: str, *inputs: str, out: str | None = None, **attributes: Any) -> str:
        name = out or f"x{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def linear(self, name: str, x: str) -> str:
        matrix = self.constant(f"{name}.matrix", np.asarray(self.weights[f"{name}.weight"], np.float32).T)
        return self.add("Add", self.add("MatMul", x, matrix), self.weight(f"{name}.bias"))

    def norm(self, name: str, x: str) -> str:
        return self.add(
            "LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), axis=-1, epsilon=1e-12
        )


def export(weights: Mapping[str, np.ndarray], path: Path) -> None:
    """Write the network; ``weights`` are those of ``training.reader.network`` with the rows of the vocabulary's pieces only."""
    graph = _Graph(weights)
    x = _embed(graph)
    for number in range(LAYERS):
        x = _layer(graph, f"encoder.layer.{number}", x)
    _heads(graph, x)
    shapes: dict[str, list[str | int | None]] = {"listed": ["S", None], "told": ["S", None], "stages": ["S", len(TYPES), None]}
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, ["T"]),
        helper.make_tensor_value_info("weights", TensorProto.FLOAT, ["S", "T"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["S"]),
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "reader", inputs, outputs, list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_RUNTIME, 1)],
        producer_name="conflictwire",
    )
    model.ir_version = IR_VERSION
    onnx.save(model, path)
    quantize_dynamic(
        path, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip


def _embed(graph: _Graph) -> str:
    table = np.asarray(graph.weights["embeddings.word_embeddings.weight"], np.float32)
    packed, scales = pack(table)
    words = graph.add(
        "GatherBlockQuantized", graph.constant("pieces", packed), "tokens", graph.constant("pieces.scales", scales),
        domain=_RUNTIME, bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1,
    )  # fmt: skip
    kind = np.asarray(graph.weights["embeddings.token_type_embeddings.weight"], np.float32)[0]
    places = graph.constant(
        "pieces.places", np.asarray(graph.weights["embeddings.position_embeddings.weight"], np.float32) + kind
    )
    zero = graph.constant("zero", np.array([0], np.int64))
    there = graph.add("Slice", places, zero, graph.add("Shape", "tokens"), zero)
    return graph.norm("embeddings.LayerNorm", graph.add("Add", words, there))


def pack(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """4-bit integers around 8, two a byte, shape (n, size / 2), and the scale of each block, shape (n, size / ``BLOCK``)."""
    blocks = table.reshape(len(table), -1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
    scales = np.where(largest == 0, 1e-8, largest / -8)
    whole = np.clip(np.rint(blocks / scales) + 8, 0, 15).astype(np.uint8)
    return (whole[..., 0::2] | (whole[..., 1::2] << 4)).reshape(len(table), -1), scales[..., 0].astype(np.float32)


def _layer(graph: _Graph, name: str, x: str) -> str:
    heads = graph.constant("shape.heads", np.array([-1, HEADS, SIZE // HEADS], np.int64))
    flat = graph.constant("shape.flat", np.array([-1, SIZE], np.int64))
    scale = graph.constant("scale", np.array((SIZE // HEADS) ** -0.5, np.float32))
    q, k, v = (
        graph.add("Reshape", graph.linear(f"{name}.attention.self.{part}", x), heads) for part in ("query", "key", "value")
    )
    q = graph.add("Transpose", graph.add("Mul", q, scale), perm=[1, 0, 2])
    k, v = graph.add("Transpose", k, perm=[1, 2, 0]), graph.add("Transpose", v, perm=[1, 0, 2])
    mixed = graph.add("MatMul", graph.add("Softmax", graph.add("MatMul", q, k), axis=-1), v)
    mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[1, 0, 2]), flat)
    x = graph.norm(
        f"{name}.attention.output.LayerNorm", graph.add("Add", x, graph.linear(f"{name}.attention.output.dense", mixed))
    )
    wide = graph.add("Gelu", graph.linear(f"{name}.intermediate.dense", x))
    return graph.norm(f"{name}.output.LayerNorm", graph.add("Add", x, graph.linear(f"{name}.output.dense", wide)))


def _heads(graph: _Graph, x: str) -> None:
    sentences = graph.add("Add", graph.add("MatMul", "weights", x), graph.add("Gather", graph.weight("head.places"), "places"))
    for name in ("listed", "told"):
        graph.add(
            "Add", graph.add("MatMul", sentences, graph.weight(f"head.{name}")), graph.weight(f"head.{name}.bias"), out=name
        )
    told = graph.add("MatMul", sentences, graph.weight("head.stages"))
    axis = graph.constant("one", np.array([1], np.int64))
    graph.add("Add", graph.add("Unsqueeze", told, axis), graph.weight("head.stages.bias"), out="stages")
