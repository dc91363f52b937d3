"""A run on a downloaded network is a run like any other: alone its head learns, or its top with it, or all."""

import keras
import numpy as np
import pytest
from keras.layers import BatchNormalization

from core.backbone.onnx_form import find_onnx_path
from core.backbone.weights.published import find_weights_file
from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.evaluation import evaluate
from core.inference.run_model import RunModel
from core.jobs.events import EventReader
from core.networks.backbones import CONVNEXT, MOBILENET
from core.specs.named_values import spec_from
from core.tasks import train
from tests.waiting import ended
from tests.weights import publish

pytestmark = pytest.mark.slow
PATIENCE = 480  # seconds; ConvNeXt is made ready in half a minute of one processor


@pytest.fixture
def drawings():
    return adding.add("sketches", "drawings", options={"count": 20, "size": 64})


def trained(backbone, **settings):
    """The finished run, and the network as it was before."""
    before = publish(backbone)
    run = train.start(spec_from({"dataset": "drawings", "architecture": backbone.name, **settings}))
    assert ended(run, within=PATIENCE).state == "finished", run.log.read_text()
    return run, before


def phases(run):
    return [event["phase"] for event in EventReader(run.events).read() if event["kind"] == "phase"]


@pytest.mark.parametrize("backbone", [MOBILENET, CONVNEXT], ids=lambda one: one.name)
def test_a_head_on_it_says_the_same_in_all_its_forms(backbone, drawings):
    run, before = trained(backbone)
    assert phases(run)[1:5] == ["preparing", "converting", "features", "loading"]
    pictures = open_decoded(drawings, 224)
    images = pictures.images[pictures.select("test")]
    by_head = evaluate.load(run.evaluation, "drawings", "test").probabilities
    np.testing.assert_allclose(RunModel(run).compute_probabilities(images), by_head, atol=1e-3)
    model = keras.saving.load_model(run.keras_model)
    np.testing.assert_allclose(model.predict(images, verbose=0)[:, 0], by_head[:, 1], atol=1e-3)
    for ours, theirs in zip(model.get_weights(), before.get_weights(), strict=False):
        np.testing.assert_array_equal(ours.ravel(), theirs.ravel())
    assert run.read_training_result().parameters == backbone.application.parameters + backbone.width + 1


def test_a_head_is_judged_by_the_whole_model_where_the_features_cannot_be_had(drawings):
    run, _before = trained(MOBILENET)
    kept = evaluate.load(run.evaluation, "drawings", "test").probabilities
    find_onnx_path(MOBILENET).unlink()
    find_weights_file(MOBILENET).unlink()
    evaluate.evaluate(RunModel(run), drawings, "test")
    np.testing.assert_allclose(evaluate.load(run.evaluation, "drawings", "test").probabilities, kept, atol=1e-3)


def test_fine_tuned_its_last_stage_has_learned_and_nothing_before_it(drawings):
    run, before = trained(MOBILENET, trainable="top", epochs=1, batch_size=8, learning_rate=1e-3, precision="float32")
    assert phases(run)[-6:] == ["loading", "converting", "features", "training", "exporting", "evaluating"]
    after = keras.saving.load_model(run.keras_model)
    names = [layer.name for layer in before.layers if layer.weights]
    top = names.index(MOBILENET.application.top)
    for place, name in enumerate(names):
        old, new = before.get_layer(name).get_weights(), after.get_layer(name).get_weights()
        same = all(np.array_equal(one, other) for one, other in zip(old, new, strict=True))
        assert same == (place < top or isinstance(before.get_layer(name), BatchNormalization)), name
    pictures = open_decoded(drawings, 224)
    images = pictures.images[pictures.select("test")]
    said = after.predict(images, verbose=0)[:, 0]
    np.testing.assert_allclose(RunModel(run).compute_probabilities(images)[:, 1], said, atol=1e-3)
