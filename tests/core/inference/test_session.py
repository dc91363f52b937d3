"""An ONNX file in memory: what it takes, and the probabilities that it gives."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import onnxruntime
import pytest

from core.inference.run_model import RunModel
from core.inference.session import Classifier
from core.parallel import WORKERS
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
    np.testing.assert_allclose(model.compute_probabilities(pixels), np.hstack([1 - second, second]), atol=1e-6)


def test_a_trained_model_knows_its_size_and_its_classes(trained):
    model = RunModel(trained)
    assert model.image_size == 32
    assert model.classes == tuple("0123456789")


def test_as_many_pictures_as_there_are_cores_are_computed_at_a_time_whoever_asks(tmp_path, monkeypatch):
    at_work, most, lock = 0, 0, threading.Lock()
    crowd = threading.Barrier(WORKERS + 1)

    class Session:
        """Counts how many run at once, and waits for one more than there may be."""

        def __init__(self, session):
            self.get_inputs = session.get_inputs

        def run(self, _outputs, inputs):
            nonlocal at_work, most
            with lock:
                at_work += 1
                most = max(most, at_work)
            with suppress(threading.BrokenBarrierError):
                crowd.wait(timeout=0.1)
            crowd.reset()
            with lock:
                at_work -= 1
            return [np.full((len(inputs["image"]), 2), 0.5, np.float32)]

    models = [opened(tmp_path, 2)[1] for _ in range(2)]
    for model in models:
        monkeypatch.setattr(model, "_session", Session(model._session))
    pixels = np.zeros((4, 32, 32, 3), np.uint8)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: models[number % 2].compute_probabilities(pixels), range(4)))
    assert most == WORKERS


def test_a_batch_is_its_pictures_one_by_one_in_their_order(tmp_path):
    _path, model = opened(tmp_path, 3)
    pixels = np.random.default_rng(0).integers(0, 256, (5, 32, 32, 3), np.uint8)
    each = [model.compute_probabilities(one[None]) for one in pixels]
    np.testing.assert_array_equal(model.compute_probabilities(pixels), np.concatenate(each))
