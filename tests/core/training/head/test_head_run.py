"""A run that trains the head alone is a run like any other, and all forms of its model say the same."""

import keras
import numpy as np
import pytest

from core.backbone.examples import compute_examples
from core.cancel import NEVER
from core.data import datasets
from core.data.pixels.cache import open_decoded
from core.errors import InputError
from core.evaluation import evaluate
from core.inference.run_model import RunModel
from core.jobs.events import EventReader
from core.networks.backbones import EMBEDDED
from core.runs import folder
from core.runs.progress import LiveProgress
from core.runs.trained_head import TrainedHead
from core.specs.named_values import spec_from
from core.specs.training_spec import TrainingSpec
from core.training.head.fit import fit, fit_again
from core.training.stages import compute_head_examples
from tests.runs import HEAD, train_run


def test_it_tells_what_every_run_tells(transferred):
    events = EventReader(transferred.events).read()
    phases = [event["phase"] for event in events if event["kind"] == "phase"]
    assert phases == ["queued", "preparing", "features", "loading", "training", "exporting", "evaluating"]
    progress = LiveProgress(transferred).update()
    result = transferred.read_training_result()
    assert progress.best_epoch == result.best_epoch == result.epochs == len(progress.epochs) == 150
    assert progress.setup["strength"] in [one["strength"] for one in progress.setup["strengths"]]
    assert result.parameters == 3_414_305
    assert result.metrics.accuracy > 0.6
    kept = evaluate.load(transferred.evaluation, "drawings", "test")
    assert kept.get_report().summary == result.metrics


def test_the_validation_pictures_are_learned_at_last_and_judged_before(transferred):
    dataset, model = datasets.load("drawings"), RunModel(transferred)
    found = compute_head_examples(dataset, EMBEDDED, model.view)
    fitted = fit(found.training, found.validation, len(model.classes), NEVER)
    last = fit_again(found.together, fitted.strength, len(model.classes), NEVER)
    kept = TrainedHead.load(transferred.head)
    np.testing.assert_array_equal(kept.validated.kernel, fitted.head.kernel)
    np.testing.assert_array_equal(kept.last.kernel, last.kernel)
    report = evaluate.evaluate(model, dataset, "val")
    recorded = LiveProgress(transferred).update().epochs[-1]
    assert report.summary.accuracy == pytest.approx(recorded["val_accuracy"], abs=1e-5)
    assert report.summary.loss == pytest.approx(recorded["val_loss"], abs=1e-4)
    for split, head in (("val", fitted.head), ("train", last), ("test", last)):
        evaluate.evaluate(model, dataset, split)
        rows = compute_examples(dataset, dataset.list_pictures(split=split), EMBEDDED, model.view).rows
        kept = evaluate.load(transferred.evaluation, "drawings", split).probabilities
        np.testing.assert_allclose(kept, head.compute_probabilities(rows), atol=1e-6)


def test_keras_onnx_and_the_head_alone_say_the_same_from_pixels(transferred):
    dataset = datasets.load("drawings")
    pictures = open_decoded(dataset, 224, RunModel(transferred).view)
    assert RunModel(transferred).view == "crop"
    images = pictures.images[pictures.select("test")]
    by_head = evaluate.load(transferred.evaluation, "drawings", "test").probabilities
    by_onnx = RunModel(transferred).compute_probabilities(images)
    model = keras.saving.load_model(transferred.keras_model)
    by_keras = model.predict(images.astype(np.float32), verbose=0)
    np.testing.assert_allclose(by_onnx, by_head, atol=1e-4)
    np.testing.assert_allclose(by_keras[:, 0], by_head[:, 1], atol=1e-4)
    assert not any(layer.trainable_weights for layer in model.layers if layer.name != "probability")


def test_the_next_head_is_trained_and_written_without_keras(transferred):
    train_run(HEAD)
    run = next(folder.list_runs())
    assert run.run_id != transferred.run_id
    phases = [event["phase"] for event in EventReader(run.events).read() if event["kind"] == "phase"]
    assert phases == ["queued", "preparing", "features", "training", "exporting", "evaluating"]
    one, other = (evaluate.load(of.evaluation, "drawings", "test").probabilities for of in (run, transferred))
    np.testing.assert_array_equal(one, other)
    weights = [keras.saving.load_model(of.keras_model).get_weights() for of in (run, transferred)]
    for ours, theirs in zip(*weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_pretrained_network_takes_the_pictures_it_was_trained_with():
    assert spec_from({"architecture": "efficientnet_lite0"}).image_size == 224
    assert TrainingSpec(architecture="efficientnet_lite0").head_only
    assert not TrainingSpec(architecture="efficientnet_lite0", trainable="top").head_only
    assert not TrainingSpec().head_only
    with pytest.raises(InputError, match="image_size cannot be 96: it must be 224"):
        spec_from({"architecture": "efficientnet_lite0", "image_size": 96})
