"""Every value of every layer is the sum that is shown for it, from the pixels to the probability."""

import numpy as np
import pytest
from onnx import TensorProto, helper

from core.errors import InputError
from core.explain.gradients.graph import find_logits
from core.explain.inside.pixel import explain_value
from core.explain.inside.trace import Tracer
from tests.core.explain.networks import SIZE, as_network, build_residual, build_spot_detector, spot_picture

PLACES = 12  # a layer
LINEAR = ("sum", "maximum", "clip", "copy")


def random_picture(size, seed=0):
    return np.random.default_rng(seed).uniform(0, 255, (size, size, 3)).astype(np.float32)


def check_every_layer(tracer, picture, places=PLACES):
    """The sums of so many values of every layer, and of those in the corners, are the activations."""
    dice = np.random.default_rng(1)
    for layer in tracer.layers[1:]:
        maps = tracer.compute_maps(picture, layer)
        assert maps.shape == layer.shape
        drawn = [dice.integers(layer.shape) for _ in range(places)]
        for place in ([0] * maps.ndim, [size - 1 for size in maps.shape], *drawn):
            found = explain_value(tracer, picture, layer, place)
            assert found.activation == pytest.approx(maps[tuple(place)], abs=1e-6), layer
            assert found.total == pytest.approx(found.activation, rel=1e-4, abs=1e-4), layer
            check_terms(tracer, picture, layer, found)


def check_terms(tracer, picture, layer, found):
    """The terms are values of the layers that this one reads, and make the total."""
    for term in found.terms[:3]:
        source = tracer.find_layer(term.tensor)
        assert term.tensor in layer.sources
        assert tracer.compute_maps(picture, source)[term.place] == pytest.approx(term.value, abs=1e-6)
        if found.rule in LINEAR:
            assert term.product == pytest.approx(term.value * term.weight)
    if found.rule in ("maximum", "softmax"):
        assert [term.weight for term in found.terms] == [1] + [0] * (len(found.terms) - 1), "what is asked comes first"
    if found.rule in LINEAR:
        assert sum(term.product for term in found.terms) + found.rest + found.bias == pytest.approx(found.total)


def check_no_gap(tracer):
    """Every layer is read by a later one, from the pixels to the probability."""
    read = {source for layer in tracer.layers for source in layer.sources}
    assert read == {layer.tensor for layer in tracer.layers[:-1]}


@pytest.mark.parametrize("classes", [2, 3])
def test_of_our_own_writer(classes):
    tracer = Tracer(as_network(build_residual(classes)))
    check_every_layer(tracer, random_picture(SIZE))
    assert tracer.layers[0].shape == (3, SIZE, SIZE)
    check_no_gap(tracer)
    assert tracer.layers[-2].tensor == tracer.logits == find_logits(tracer.network.model)


@pytest.mark.slow
def test_of_the_exports_from_keras(both):
    name, _model, network = both
    tracer = Tracer(network)
    check_every_layer(tracer, random_picture(network.image_size))
    names = [layer.name for layer in tracer.layers]
    assert ("stage_1_a_conv" if name == "compact" else "conv_1") in names
    check_no_gap(tracer)
    assert tracer.layers[-1].name == "probability"


def test_of_other_operators():
    """Those that neither of our writers uses, with paddings and steps of their own."""
    node, value = helper.make_node, helper.make_tensor_value_info
    constants = [
        helper.make_tensor("half", TensorProto.FLOAT, [], [0.5]),
        helper.make_tensor("three", TensorProto.FLOAT, [3], [1.0, 2.0, 4.0]),
        helper.make_tensor("kernel", TensorProto.FLOAT, [4, 3, 3, 2], np.random.default_rng(0).normal(size=72)),
        helper.make_tensor("paired", TensorProto.FLOAT, [4, 2, 3, 3], np.random.default_rng(2).normal(size=72)),
        helper.make_tensor("edge", TensorProto.INT64, [8], [0, 0, 1, 0, 0, 0, 0, 1]),
        helper.make_tensor("last_two", TensorProto.INT64, [2], [2, 3]),
        helper.make_tensor("weights", TensorProto.FLOAT, [3, 4], np.random.default_rng(1).normal(size=12)),
    ]
    nodes = [
        node("Sub", ["image", "three"], ["shifted"]),
        node("Div", ["shifted", "three"], ["scaled"]),
        node("Transpose", ["scaled"], ["turned"], perm=[0, 3, 1, 2]),
        node("Conv", ["turned", "kernel"], ["conv"], auto_pad="SAME_UPPER", strides=[2, 2]),
        node("Conv", ["conv", "paired"], ["wide"], group=2, pads=[1, 2, 1, 2], dilations=[1, 2]),
        node("AveragePool", ["wide"], ["mean"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1),
        node("Sigmoid", ["mean"], ["gate"]),
        node("Mul", ["gate", "mean"], ["swish"]),
        node("Sub", ["half", "swish"], ["minus"]),
        node("MaxPool", ["minus"], ["most"], kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"),
        node("Pad", ["most", "edge"], ["padded"]),
        node("Erf", ["padded"], ["step"]),
        node("Neg", ["step"], ["turned_round"]),
        node("ReduceMean", ["turned_round"], ["middle"], axes=[1], keepdims=1),
        node("Mul", ["middle", "middle"], ["square"]),
        node("Add", ["square", "half"], ["positive"]),
        node("Sqrt", ["positive"], ["root"]),
        node("Reciprocal", ["root"], ["inverse"]),
        node("Div", ["turned_round", "root"], ["shared"]),
        node("Mul", ["shared", "inverse"], ["normal"]),
        node("GlobalMaxPool", ["normal"], ["largest"]),
        node("GlobalAveragePool", ["normal"], ["average"]),
        node("Add", ["largest", "average"], ["both"]),
        node("Squeeze", ["both", "last_two"], ["one_row"]),
        node("Unsqueeze", ["one_row", "last_two"], ["maps"]),
        node("ReduceMax", ["maps"], ["pooled"], axes=[2, 3], keepdims=0),
        node("Gemm", ["pooled", "weights"], ["logits"], transB=1, alpha=0.5),
        node("Softmax", ["logits"], ["answer"]),
    ]
    graph = helper.make_graph(
        nodes, "other", [value("image", TensorProto.FLOAT, ["n", 8, 8, 3])],
        [value("answer", TensorProto.FLOAT, ["n", 3])], constants,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    tracer = Tracer(as_network(model))
    check_every_layer(tracer, random_picture(8))


def test_the_terms_of_a_known_network():
    """Of the spot detector, the map of red: a red pixel is 5 · 1 - 200 / 51."""
    tracer = Tracer(as_network(build_spot_detector()))
    (conv,) = [layer for layer in tracer.layers if layer.operator == "Conv"]
    found = explain_value(tracer, spot_picture(top=3, left=10), conv, (0, 4, 11))
    assert (found.rule, found.count, found.rest) == ("sum", 3, 0)
    assert (found.terms[0].place, found.terms[0].weight) == ((0, 4, 11), 5)
    assert found.terms[0].value == pytest.approx(1)
    assert found.bias == pytest.approx(-200 / 51)
    assert found.total == pytest.approx(5 - 200 / 51)


def test_what_cannot_be_asked_says_why():
    tracer = Tracer(as_network(build_spot_detector()))
    picture = spot_picture()
    with pytest.raises(InputError, match="no sum has made them"):
        explain_value(tracer, picture, tracer.layers[0], (0, 0, 0))
    with pytest.raises(InputError, match=r"no such place\. It is of the shape 3 × 16 × 16"):
        explain_value(tracer, picture, tracer.layers[1], (0, 0, 16))
    with pytest.raises(InputError, match="no layer nowhere"):
        tracer.find_layer("nowhere")
