"""Every architecture's exported model says what Keras says, whatever it was trained under."""

import keras
import numpy as np
import pytest

from core.data import datasets
from core.data.pixels.cache import open_decoded
from core.inference.run_model import RunModel
from core.inference.session import Classifier
from core.networks.architecture import add_augmentation, count_parameters, strip_for_prediction, summarize
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES
from core.networks.catalogue import ARCHITECTURES, describe
from core.networks.design.blocks import Conv, Design, GlobalPool
from core.networks.design.lowering import lower
from core.networks.layers import OnlyInTraining
from core.training.keras.build import build
from core.training.keras.model_files import build_prediction_model, save
from tests.core.networks.described import LAYERS


@pytest.fixture
def policy(request):
    keras.mixed_precision.set_global_policy(request.param)
    yield request.param
    keras.mixed_precision.set_global_policy("float32")


@pytest.mark.parametrize(
    ("policy", "agree_to", "classes"),
    [("float32", 1e-5, 2), pytest.param("mixed_bfloat16", 0.02, 3, marks=pytest.mark.slow)],
    indirect=["policy"],
)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in BACKBONES else ()) for name in LAYERS]
)
def test_onnx_runtime_agrees_with_keras(name, classes, policy, agree_to, tmp_path):
    architecture = add_augmentation(describe(name, 32, classes), Augmentation(flip=True, crop=0.5, erasing=0.1))
    trained = build(architecture)
    save(build_prediction_model(trained, architecture), tmp_path / "model.keras", tmp_path / "model.onnx")
    images = np.random.default_rng(0).integers(0, 256, (4, 32, 32, 3), dtype=np.uint8)
    said = keras.ops.convert_to_numpy(trained(images.astype(np.float32), training=False))
    found = Classifier(tmp_path / "model.onnx").compute_probabilities(images)
    np.testing.assert_allclose(found[:, 1] if classes == 2 else found, said.squeeze(), atol=agree_to)
    again = keras.saving.load_model(tmp_path / "model.keras")(images.astype(np.float32))
    np.testing.assert_allclose(again, said, atol=agree_to)


def test_a_convolution_in_groups_is_an_operator_of_the_file(tmp_path):
    blocks = (Conv(filters=4, activation="linear"), Conv(filters=8, groups=2, activation="silu"), GlobalPool())
    architecture = lower(Design(blocks=blocks), 16, 3).architecture
    model = build_prediction_model(build(architecture), architecture)
    save(model, tmp_path / "model.keras", tmp_path / "model.onnx")
    images = np.random.default_rng(0).integers(0, 256, (2, 16, 16, 3), dtype=np.uint8)
    said = keras.ops.convert_to_numpy(model(images.astype(np.float32), training=False))
    np.testing.assert_allclose(Classifier(tmp_path / "model.onnx").compute_probabilities(images), said, atol=1e-5)


def test_onnx_agrees_with_keras_after_a_training(trained):
    decoded = open_decoded(datasets.load("digits"), 32)
    images = decoded.images[decoded.select("test")[:64]]
    expected = keras.saving.load_model(trained.keras_model).predict(images, verbose=0)
    np.testing.assert_allclose(RunModel(trained).compute_probabilities(images), expected, atol=1e-5)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_model_for_prediction_has_all_the_parameters_and_no_augmentation(name):
    architecture = add_augmentation(describe(name, 64, 2), Augmentation(rotation=10))
    assert [node for node in architecture.nodes if isinstance(node.layer, OnlyInTraining)]
    plain = strip_for_prediction(architecture)
    assert plain.nodes == describe(name, 64, 2).nodes
    assert count_parameters(summarize(plain)) == count_parameters(summarize(architecture))
