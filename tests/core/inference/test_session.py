"""An ONNX file in memory: what it takes, and the probabilities that it gives."""

import numpy as np
import onnxruntime
import pytest

from core.inference.run_model import RunModel
from core.inference.session import Classifier
from tests.hand_made import hand_made_model


def opened(folder, classes):
    path = folder / "model.onnx"
    path.write_bytes(hand_made_model(classes))
    return path, Classifier(path)


@pytest.mark.parametrize("classes", [2, 3])
def test_it_knows_its_size_and_how_many_classes_it_has(tmp_path, classes):
    _path, model = opened(tmp_path, classes)
    assert (model.image_size, model.outputs) == (32, classes)


def test_one_unit_is_the_probability_of_the_second_class(tmp_path):
    path, model = opened(tmp_path, 2)
    pixels = np.random.default_rng(0).integers(0, 256, (4, 32, 32, 3), np.uint8)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (second,) = session.run(None, {"image": pixels.astype(np.float32)})
    np.testing.assert_allclose(model.probabilities(pixels), np.hstack([1 - second, second]), atol=1e-6)


def test_a_trained_model_knows_its_size_and_its_classes(trained):
    model = RunModel(trained)
    assert model.image_size == 32
    assert model.classes == tuple("0123456789")
