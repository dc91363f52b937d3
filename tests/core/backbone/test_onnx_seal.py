"""A sealed model is read by everyone as before, and one with any changed byte is told from it."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper

from core.backbone import onnx_seal


def model(value):
    weight = helper.make_tensor("weight", onnx.TensorProto.FLOAT, [1], [value])
    numbers = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1]) for name in ("x", "y")]
    graph = helper.make_graph(
        [helper.make_node("Mul", ["x", "weight"], ["y"])], "tiny", numbers[:1], numbers[1:], [weight]
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return made.SerializeToString()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "model.onnx"
    onnx_seal.write(path, model(2.0))
    return path


def test_a_sealed_model_is_a_model_like_any_other(path):
    onnx_seal.check(path)
    onnx.checker.check_model(onnx.load(path), full_check=True)
    session = onnxruntime.InferenceSession(path)
    assert session.run(None, {"x": np.array([3], np.float32)})[0] == [6]
    assert set(session.get_modelmeta().custom_metadata_map) == {"glassbox_crc32"}


def test_every_changed_byte_is_noticed(path):
    data = path.read_bytes()
    for place in range(len(data) - len(onnx_seal._BEFORE) - onnx_seal.DIGITS):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        for look in (onnx_seal.check, lambda path: onnx_seal.check_content(path.read_bytes())):
            with pytest.raises(ValueError, match="checksum"):
                look(path)


def test_one_without_a_seal_is_believed(path):
    path.write_bytes(model(2.0))
    onnx_seal.check(path)
    onnx_seal.check_content(model(2.0))
    path.write_bytes(b"")
    onnx_seal.check(path)
    onnx_seal.check_content(b"")


def test_a_file_that_another_wrote_is_sealed_where_it_lies(path):
    whole = path.read_bytes()
    path.write_bytes(model(2.0))
    onnx_seal.append(path)
    assert path.read_bytes() == whole


def test_a_model_that_was_sealed_before_can_be_sealed_again(path):
    again = onnx.load(path).SerializeToString()
    onnx_seal.write(path, again)
    onnx_seal.check(path)
    assert onnxruntime.InferenceSession(path).run(None, {"x": np.array([3], np.float32)})[0] == [6]
