"""The networks of `keras.applications`: what is said of them is true, and their weights come whole or not at all."""

import hashlib
import math
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from keras.layers import BatchNormalization, InputLayer

from core.backbone.features import load_backbone
from core.backbone.weights import online, published
from core.cancel import Cancelled, CancelWhen
from core.errors import InputError
from core.networks.application import application, learning
from core.networks.architecture import count_operations, count_parameters, estimate_training_memory, summarize
from core.networks.backbones import BACKBONES, CONVNEXT, EFFICIENTNET_V2, EMBEDDED, MOBILENET
from core.training.keras.build import build
from core.training.keras.parity import ensure_verified
from core.training.keras.transplant import build_pretrained_model
from tests.mirror import ADDRESS, put
from tests.waiting import until
from tests.weights import noise, publish

ALL = [one for one in BACKBONES.values() if one.application]
MODULES = {MOBILENET: "mobilenet_v3", EFFICIENTNET_V2: "efficientnet_v2", CONVNEXT: "convnext"}


@pytest.fixture
def fresh():
    """No network is kept from another test's home."""
    build_pretrained_model.cache_clear()
    yield
    build_pretrained_model.cache_clear()


def list_kept(backbone):
    """The names of the files beside that of the network, the lock of downloads left out."""
    return [one.name for one in published.find_weights_file(backbone).parent.iterdir() if one.suffix != ".lock"]


def with_checksum(backbone, data):
    return replace(backbone, application=replace(backbone.application, checksum=hashlib.sha256(data).hexdigest()))


@pytest.mark.parametrize("backbone", ALL, ids=lambda one: one.name)
def test_the_file_and_its_checksum_are_those_that_keras_downloads(backbone):
    keras_says = import_module(f"keras.src.applications.{MODULES[backbone]}")
    address = getattr(keras_says, "BASE_WEIGHTS_PATH", getattr(keras_says, "BASE_WEIGHT_PATH", None))
    assert f"{published.PUBLISHED}/{backbone.application.path}".startswith(address)
    assert backbone.application.checksum in [checksum for _, checksum in keras_says.WEIGHTS_HASHES.values()]


@pytest.mark.parametrize(
    "backbone", [MOBILENET, *(pytest.param(one, marks=pytest.mark.slow) for one in (EFFICIENTNET_V2, CONVNEXT))],
    ids=lambda one: one.name,
)  # fmt: skip
def test_what_is_said_of_a_network_is_what_keras_builds(backbone):
    for trainable in ("all", "top"):
        architecture = learning(application(backbone, 224, classes=3), trainable)
        model = build(architecture)
        rows = summarize(architecture)
        said = count_parameters(rows)
        assert said.trainable == sum(np.prod(weight.shape) for weight in model.trainable_weights)
        assert said.trainable + said.frozen == model.count_params()
        assert not [layer for layer in model.layers if isinstance(layer, BatchNormalization) and layer.trainable]
    assert model.get_layer("features").output.shape[1:] == rows[0].output_shape == (backbone.width,)
    assert rows[0].outputs == numbers(model) - backbone.width - 3  # dropout and the head come behind it
    assert count_operations(rows) == count_multiplications(model)
    assert estimate_training_memory(rows, 32) > 8 * 32 * rows[0].outputs


def count_multiplications(model):
    """Of a picture's way through all layers: each of a layer's numbers is used at every place of its output."""
    total = 0
    for layer in model.layers:
        inner = count_multiplications(layer) if hasattr(layer, "layers") else None
        total += layer.count_params() * math.prod(layer.output.shape[1:-1]) if inner is None else inner
    return total


def numbers(model):
    """How many numbers all layers and operations give for a picture, those of models within the model too."""
    total = 0
    for one in getattr(model, "operations", model.layers):
        if hasattr(one, "layers"):
            total += numbers(one)
        elif not isinstance(one, InputLayer):
            total += int(np.prod(one.output.shape[1:]))
    return total


def test_a_head_frozen_network_learns_nothing_but_its_head():
    model = build(application(MOBILENET, 224, classes=2))
    assert [weight.path for weight in model.trainable_weights] == ["probability/kernel", "probability/bias"]


@pytest.mark.slow
@pytest.mark.parametrize("backbone", [MOBILENET, EFFICIENTNET_V2, CONVNEXT], ids=lambda one: one.name)
def test_keras_s_own_network_ours_and_its_onnx_form_say_the_same(backbone, fresh):
    theirs = publish(backbone)
    pixels = noise(2)
    expected = np.asarray(theirs(pixels, training=False))
    assert expected.std() > 0.01
    np.testing.assert_allclose(
        np.asarray(build_pretrained_model(backbone)(pixels, training=False)), expected, atol=1e-4
    )
    path = ensure_verified(backbone)
    (by_onnx,) = load_backbone(backbone).run(["features"], {"image": pixels})
    np.testing.assert_allclose(by_onnx, expected, atol=1e-3)
    made = path.stat().st_mtime_ns
    assert ensure_verified(backbone).stat().st_mtime_ns == made
    assert sorted(Path(name).suffix for name in list_kept(backbone)) == [".h5", ".json", ".onnx"]


def test_a_download_is_whole_and_tells_how_far_it_is(mirror):
    data = bytes(range(256)) * 4000
    backbone = with_checksum(MOBILENET, data)
    put(mirror, backbone, data)
    told = []
    published.fetch(backbone, lambda *far: told.append(far))
    assert published.find_weights_file(backbone).read_bytes() == data
    assert told[-1] == (len(data), len(data))
    assert len(told) > 2
    (mirror / backbone.application.path).unlink()
    published.fetch(backbone)  # it is here


def test_another_file_than_the_published_one_is_not_kept(mirror):
    put(mirror, MOBILENET, b"a page that says: please log in")
    with pytest.raises(InputError, match=r"is not the published file of MobileNetV3 Large.*choose EfficientNet-Lite0"):
        published.fetch(MOBILENET)
    assert list_kept(MOBILENET) == []


def test_a_download_can_be_stopped(mirror):
    put(mirror, MOBILENET, bytes(1 << 20))
    with pytest.raises(Cancelled):
        published.fetch(MOBILENET, cancel=CancelWhen(lambda: True))
    assert list_kept(MOBILENET) == []


def test_without_the_internet_a_sentence_says_what_to_do():
    with pytest.raises(InputError, match=r"127\.0\.0\.1 did not send them \(.*refused\)\. Go online"):
        published.fetch(CONVNEXT)


def test_a_server_without_the_file_is_named(mirror):
    with pytest.raises(InputError, match=r"127\.0\.0\.1 did not send them \(404 File not found\)"):
        published.fetch(CONVNEXT)


def test_a_mirror_that_is_no_address_is_named(monkeypatch, forgotten):
    monkeypatch.setenv(ADDRESS, "here")
    with pytest.raises(InputError, match=r"here did not send them \(unknown url type"):
        published.fetch(CONVNEXT)
    until(lambda: online.is_online() is False, within=20, what="an answer")


@pytest.mark.slow
def test_a_file_of_another_network_is_named():
    path = published.find_weights_file(MOBILENET)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no HDF5")
    with pytest.raises(InputError, match=r"does not hold the weights of MobileNetV3 Large\. Delete it"):
        build_pretrained_model(MOBILENET)


def test_the_embedded_network_needs_no_download():
    assert published.is_downloaded(EMBEDDED)
    published.fetch(EMBEDDED)
    assert not published.is_downloaded(CONVNEXT)


def test_whether_the_internet_is_at_hand_is_known_soon_and_remembered(forgotten):
    assert online.is_online() is None
    until(lambda: online.is_online() is not None, within=20, what="an answer")
    assert online.is_online() is False


def test_whoever_goes_online_can_have_it_asked_again(forgotten, mirror):
    until(lambda: online.is_online() is False, within=20, what="an answer")
    put(mirror, MOBILENET, b"weights")
    assert online.is_online() is False
    online.forget()
    until(lambda: online.is_online(), within=20, what="the internet")


def test_the_file_stays_under_home(home):
    assert Path(home) in published.find_weights_file(CONVNEXT).parents
