"""What an ONNX file of a stranger may not be, found without loading it."""

import onnx
import pytest
from onnx import TensorProto, helper

from core.backbone.onnx_seal import seal
from core.errors import InputError
from core.inference.imported.onnx_check import Shape, check_onnx
from tests.hand_made import hand_made_model


def changed(change):
    model = onnx.load_model_from_string(hand_made_model(3))
    change(model)
    return model.SerializeToString()


def test_a_file_of_ours_is_taken_and_its_numbers_are_read():
    assert check_onnx(hand_made_model(3)) == Shape(32, 3)
    assert check_onnx(hand_made_model(2, size=64)) == Shape(64, 1)


def outside(model):
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../../etc/passwd"


def outside_in_a_constant(model):
    tensor = TensorProto(name="c", data_type=TensorProto.FLOAT, dims=[1])
    tensor.data_location = TensorProto.EXTERNAL
    model.graph.node.append(helper.make_node("Constant", [], ["c"], value=tensor))


def custom(model):
    model.graph.node[0].domain = "com.evil"


def of_microsoft(model):
    model.graph.node[0].domain = "com.microsoft"


def loop(model):
    body = helper.make_graph([], "body", [], [])
    model.graph.node.append(helper.make_node("Loop", [], ["l"], body=body))


def hidden_graph(model):
    body = helper.make_graph([], "body", [], [])
    model.graph.node.append(helper.make_node("Relu", [], ["l"], body=body))


def function(model):
    model.functions.add().name = "Mine"


def newer(model):
    model.opset_import[0].version = 999


def older(model):
    model.opset_import[0].version = 3


def crowded(model):
    node = helper.make_node("Relu", ["a"], ["b"])
    model.graph.node.extend([node] * 20_001)


def two_inputs(model):
    model.graph.input.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1]))


def huge(model):
    for place in (1, 2):
        model.graph.input[0].type.tensor_type.shape.dim[place].dim_value = 5000


def of_integers(model):
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.INT64


def nothing_out(model):
    del model.graph.output[:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (outside, "in other files"), (outside_in_a_constant, "in other files"), (custom, r"com\.evil"),
        (of_microsoft, r"com\.microsoft"), (function, "Mine"), (loop, "Loop"), (hidden_graph, "Relu"),
        (newer, "opset 999"), (older, "opset 3"), (crowded, "20000"), (two_inputs, "square pictures"),
        (huge, "square pictures"), (of_integers, "square pictures"), (nothing_out, "square pictures"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_what_may_do_harm_is_refused_by_name(change, said):
    with pytest.raises(InputError, match=said):
        check_onnx(changed(change))


def test_a_changed_weight_is_told_from_what_was_sealed():
    data = seal(hand_made_model(2))
    assert check_onnx(data) == check_onnx(hand_made_model(2))
    middle = len(data) // 2
    with pytest.raises(InputError, match=r"is no ONNX file, or a damaged one"):
        check_onnx(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


@pytest.mark.parametrize("data", [b"", b"no model", hand_made_model(3)[:-200]], ids=["empty", "text", "cut off"])
def test_what_is_no_onnx_file_is_a_sentence(data):
    with pytest.raises(InputError):
        check_onnx(data)
