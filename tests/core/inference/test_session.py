"""The exported model says what the Keras model says."""

import keras
import numpy as np

from core.data import datasets
from core.data.pixels.cache import open_decoded
from core.inference.run_model import RunModel


def test_onnx_agrees_with_keras(trained):
    decoded = open_decoded(datasets.load("digits"), 32)
    images = decoded.images[decoded.of("test")[:64]]
    expected = keras.saving.load_model(trained.keras_model).predict(images, verbose=0)
    np.testing.assert_allclose(RunModel(trained).probabilities(images), expected, atol=1e-5)


def test_the_model_knows_its_size_and_its_classes(trained):
    model = RunModel(trained)
    assert model.image_size == 32
    assert model.classes == tuple("0123456789")
