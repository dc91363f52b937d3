"""Gradients of networks that our own writer has made: held against differences, operator by operator."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from core.errors import InputError
from core.explain.gradients.differentiate import GRADIENT, SEED, differentiate
from core.explain.gradients.graph import measure_shapes
from core.explain.gradients.network import Network
from tests.core.explain.networks import SIZE, build_residual

FLOAT = onnx.TensorProto.FLOAT


@pytest.mark.parametrize("classes", [2, 3])
def test_the_gradient_of_a_logit_is_what_small_steps_do_to_it(classes):
    network, dice = Network(build_residual(classes)), np.random.default_rng(1)
    pictures = dice.uniform(0, 255, (3, SIZE, SIZE, 3)).astype(np.float32)
    step = (0.05 * dice.normal(size=pictures.shape)).astype(np.float32)
    for target in range(classes):
        gradients = network.compute_pixel_gradients(pictures, target)
        after, before = (network.compute_logits(pictures + way * step)[:, target] for way in (1, -1))
        np.testing.assert_allclose(2 * (gradients * step).sum((1, 2, 3)), after - before, rtol=0.02, atol=2e-5)


def test_two_classes_have_opposite_logits():
    logits = Network(build_residual(2)).compute_logits(np.zeros((1, SIZE, SIZE, 3), np.float32))
    assert logits[0, 0] == -logits[0, 1] != 0


def graph_of(nodes, constants):
    """image -> nodes -> "last" (n, 2) -> softmax."""
    nodes = [*nodes, helper.make_node("Softmax", ["last"], ["probability"])]
    graph = helper.make_graph(
        nodes, "tiny",
        [helper.make_tensor_value_info("image", FLOAT, ["n", 4, 4, 3])],
        [helper.make_tensor_value_info("probability", FLOAT, ["n", 2])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def node(kind, inputs, output, **attributes):
    return helper.make_node(kind, inputs.split(), [output], **attributes)


DICE = np.random.default_rng(0)
TO_LOGITS = DICE.normal(size=(48, 2)).astype(np.float32)
FLAT = np.array([-1, 48], np.int64)
END = [node("Reshape", "y shape", "flat"), node("MatMul", "flat weights", "last")]
TURN = node("Transpose", "image", "x", perm=[0, 3, 1, 2])
WIDEN = [node("ReduceMean", "few", "one_each", axes=[2, 3], keepdims=1), node("Mul", "x one_each", "y")]
CASES = {
    "Sub": [node("Neg", "image", "x"), node("Sub", "image x", "y")],
    "Div": [
        node("Mul", "image image", "square"), node("Add", "square one", "above"), node("Div", "image above", "y"),
    ],
    "Sqrt, Reciprocal": [
        node("Mul", "image image", "square"), node("Add", "square one", "above"), node("Sqrt", "above", "root"),
        node("Reciprocal", "root", "x"), node("Mul", "x image", "y"),
    ],
    "Erf, Sigmoid": [node("Erf", "image", "x"), node("Sigmoid", "x", "y")],
    "a mean that is broadcast": [
        node("ReduceMean", "image", "mean", axes=[1, 2], keepdims=1), node("Mul", "image mean", "y"),
    ],
    "Pad, Clip": [
        node("Pad", "image pads", "padded"), node("Clip", "padded low high", "x"),
        node("ReduceMean", "x", "mean", axes=[-1], keepdims=0), node("Unsqueeze", "mean last_axis", "wide"),
        node("Add", "image one", "moved"), node("ReduceMean", "wide", "small", axes=[1, 2], keepdims=1),
        node("Mul", "moved small", "y"),
    ],
    "MaxPool whose windows overlap": [TURN, node("MaxPool", "x", "y", kernel_shape=[3, 3], pads=[1, 1, 1, 1])],
    "MaxPool over the edge": [
        TURN, node("MaxPool", "x", "few", kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"), *WIDEN,
    ],
    "AveragePool over the edge": [
        TURN, node("AveragePool", "x", "few", kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"), *WIDEN,
    ],
    "AveragePool that counts the edge": [
        TURN, node("AveragePool", "x", "y", kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1),
    ],
    "GlobalMaxPool, GlobalAveragePool": [
        TURN, node("GlobalMaxPool", "x", "most"), node("GlobalAveragePool", "x", "mean"),
        node("Mul", "most mean", "both"), node("Mul", "x both", "y"),
    ],
    "ReduceMax": [
        node("ReduceMax", "image", "most", axes=[1, 2], keepdims=0), node("Unsqueeze", "most middle", "wide"),
        node("ReduceMax", "image", "each", axes=[3], keepdims=1), node("Mul", "wide each", "y"),
    ],
}  # fmt: skip
CONSTANTS = {
    "one": np.float32(1), "shape": FLAT, "weights": TO_LOGITS, "pads": np.array([0, 1, 2, 0, 0, 0, 1, 0], np.int64),
    "low": np.float32(-0.5), "high": np.float32(0.5), "last_axis": np.array([3], np.int64),
    "middle": np.array([1, 2], np.int64),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_every_other_operator(case):
    used = {name for one in [*CASES[case], *END] for name in one.input}
    model = graph_of([*CASES[case], *END], {name: value for name, value in CONSTANTS.items() if name in used})
    network, dice = Network(model), np.random.default_rng(2)
    picture = dice.normal(size=(2, 4, 4, 3)).astype(np.float32)
    step = (1e-3 * dice.normal(size=picture.shape)).astype(np.float32)
    gradients = network.compute_pixel_gradients(picture, 1)
    after, before = (network.compute_logits(picture + way * step)[:, 1] for way in (1, -1))
    np.testing.assert_allclose(2 * (gradients * step).sum((1, 2, 3)), after - before, rtol=0.02, atol=2e-5)


def compute_gradient(nodes, constants, picture):
    """Of the first logit, (4, 4): its red part alone."""
    model = graph_of(nodes, constants)
    session = onnxruntime.InferenceSession(
        differentiate(model, measure_shapes(model), "image").SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (gradient,) = session.run([GRADIENT], {"image": picture[None], SEED: np.array([[1, 0]], np.float32)})
    return gradient[0, :, :, 0]


def test_of_equal_values_the_first_of_a_window_counts_and_all_of_a_map():
    flat = np.zeros((4, 4, 3), np.float32)
    quarters = node("MaxPool", "x", "y", kernel_shape=[2, 2], strides=[2, 2])
    twelve = {"shape": np.array([-1, 12], np.int64), "weights": np.ones((12, 2), np.float32)}
    corners = compute_gradient([TURN, quarters, *END], twelve, flat)
    assert corners.tolist() == [[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
    one = {"shape": np.array([-1, 3], np.int64), "weights": np.ones((3, 2), np.float32)}
    whole = node("MaxPool", "x", "y", kernel_shape=[4, 4], pads=[0, 0, 1, 1], strides=[5, 5])
    first = compute_gradient([TURN, whole, *END], one, flat)
    assert first[0, 0] == first.sum() == 1
    every = compute_gradient([node("ReduceMax", "image", "y", axes=[1, 2], keepdims=0), *END], one, flat)
    assert (every == 1 / 16).all()


def test_an_operator_without_a_rule_is_named_with_what_to_do():
    model = graph_of([node("Tan", "image", "y"), *END], {"shape": FLAT, "weights": TO_LOGITS})
    with pytest.raises(InputError, match=r"Tan.*Choose occlusion"):
        Network(model).compute_pixel_gradients(np.zeros((1, 4, 4, 3), np.float32), 0)
