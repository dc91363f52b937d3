"""The process that a stranger's file runs in: it answers, is started again, and is ended when it takes too long."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from core.errors import InputError
from core.inference.imported import apart
from core.inference.imported.apart import ApartClassifier
from core.inference.session import Classifier
from tests.hand_made import hand_made_model

PIXELS = np.random.default_rng(0).integers(0, 256, (11, 32, 32, 3), dtype=np.uint8)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "model.onnx"
    file.write_bytes(hand_made_model(2))
    return file


def test_it_answers_as_here_also_after_its_process_has_gone(path):
    opened = ApartClassifier(path, "theirs")
    assert (opened.image_size, opened.outputs) == (32, 2)
    expected = Classifier(path).compute_probabilities(PIXELS)
    np.testing.assert_allclose(opened.compute_probabilities(PIXELS), expected, atol=1e-6)
    first = opened._opened.process
    first.kill()
    first.wait()
    np.testing.assert_allclose(opened.compute_probabilities(PIXELS), expected, atol=1e-6)
    again = opened._opened.process
    assert again.pid != first.pid
    del opened
    assert again.poll() is not None


def test_a_refusal_is_the_workers_sentence(path):
    model = onnx.load_model_from_string(path.read_bytes())
    model.graph.node[0].domain = "com.evil"
    path.write_bytes(model.SerializeToString())
    with pytest.raises(InputError, match=r"com\.evil"):
        ApartClassifier(path, "theirs")


def greedy():
    """A valid file that makes forty billion numbers of each picture."""
    shape = helper.make_tensor("shape", TensorProto.INT64, [4], [10, 1000, 1000, 1000])
    entry = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 32, 32, 3])
    exit_ = helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["n", 2])
    axes = helper.make_tensor("axes", TensorProto.INT64, [3], [1, 2, 3])
    nodes = [
        helper.make_node("ReduceMean", ["image", "axes"], ["mean"], keepdims=1),
        helper.make_node("Expand", ["mean", "shape"], ["large"]),
        helper.make_node("ReduceMean", ["large"], ["probability"], keepdims=0),
    ]
    graph = helper.make_graph(nodes, "greedy", [entry], [exit_], [shape, axes])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9).SerializeToString()


def test_what_takes_too_much_memory_is_a_sentence_and_so_is_what_takes_too_long(path, monkeypatch):
    path.write_bytes(greedy())
    opened = ApartClassifier(path, "theirs")
    with pytest.raises(InputError, match="theirs cannot be used"):
        opened.compute_probabilities(PIXELS[:1])
    monkeypatch.setattr(apart, "LOADING_SECONDS", 0.0)
    with pytest.raises(InputError, match="theirs cannot be used"):
        ApartClassifier(path, "theirs")
