"""What the inspector writes down, held against Keras and against arithmetic."""

import keras
import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.networks.catalogue import describe
from core.runs.inside import LiveInside
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.keras.compiling import compile_model
from core.training.stages import choose_inspected_pictures
from core.training.targets import encode_targets
from core.training.watching.confusion import Accuracy, read_confusion
from core.training.watching.gpu_load import GpuLoad
from core.training.watching.gradients import read_squared_gradients, watch_gradients
from core.training.watching.inspection import STRETCH, Inspector, read_stretch
from core.training.watching.probe import PICTURES

RATE = 0.01
SIZE = 32


@pytest.fixture(scope="module")
def pictures():
    """Noise in three classes: thirty pictures to train on, thirty to validate on."""
    rng = np.random.default_rng(0)
    return Decoded(
        images=rng.integers(0, 256, (60, SIZE, SIZE, 3), np.uint8),
        labels=np.tile(np.arange(3, dtype=np.int32), 20),
        splits=np.array(["train", "val"]).repeat(30),
        paths=tuple(f"{number}.png" for number in range(60)),
        classes=("a", "b", "c"),
    )


def batches(pictures, split):
    return KerasBatches(Batches(pictures, split, 12, shuffle=False), 3)


@pytest.fixture(scope="module")
def inspected(pictures, tmp_path_factory):
    """A model after two epochs with plain gradient descent, the inspector's account of it, and Keras's own."""
    folder = tmp_path_factory.mktemp("run") / "inside"
    keras.utils.set_random_seed(1)
    spec = TrainingSpec(image_size=SIZE, epochs=2)
    model = compile_model(spec, describe("article", SIZE, 3), 3, total_steps=6)
    model.optimizer = watch_gradients(keras.optimizers.SGD, every=3)(RATE)
    model.get_layer("conv_1").bias.assign([-1e6] * 8 + [0.0] * 24)
    history = model.fit(
        batches(pictures, "train"),
        validation_data=batches(pictures, "val"),
        epochs=2,
        callbacks=[Inspector(folder, pictures, seed=0)],
        shuffle=False,
        verbose=0,
    )
    return model, LiveInside(folder).update(), history.history


def test_there_is_a_snapshot_an_epoch(inspected):
    _model, inside, _history = inspected
    assert [one.epoch for one in inside.snapshots] == [1, 2]
    assert inside.header.layers == ("conv_1", "conv_2", "dense", "probability")
    assert inside.header.kinds == ("Conv2D", "Conv2D", "Dense", "Dense")
    assert inside.header.relus == ("conv_1", "conv_2", "dense")


def test_the_confusion_matrix_is_that_of_the_validation_pictures(inspected, pictures):
    model, inside, history = inspected
    validation = pictures.select("val")
    said = model.predict(pictures.images[validation], verbose=0).argmax(axis=1)
    last = inside.snapshots[-1]
    assert last.confusion.tolist() == confusion_matrix(pictures.labels[validation], said).tolist()
    assert history["val_accuracy"][-1] == pytest.approx(np.trace(last.confusion) / 30)


def test_the_twelve_pictures_have_the_probabilities_that_the_model_gives_them(inspected, pictures):
    model, inside, _history = inspected
    places = [pictures.paths.index(path) for path in inside.header.paths]
    assert len(places) == PICTURES
    assert inside.header.labels == tuple(pictures.labels[places])
    np.testing.assert_allclose(
        inside.snapshots[-1].probabilities, model.predict(pictures.images[places], verbose=0), atol=1e-5
    )


def test_a_step_of_gradient_descent_is_the_rate_times_the_gradient(inspected):
    _model, inside, _history = inspected
    for snapshot in inside.snapshots:
        weights, gradient, ratio = snapshot.layers.T
        assert (gradient > 0).all()
        np.testing.assert_allclose(ratio * weights, RATE * gradient, rtol=2e-3)


def test_a_large_variable_stands_for_itself_by_its_middle():
    values = np.arange(4 * STRETCH, dtype=np.float32).reshape(-1, 64)
    kept = read_stretch(keras.Variable(values))
    assert kept.shape == (STRETCH // 64, 64)
    assert kept.mean() == pytest.approx(values.mean())
    np.testing.assert_array_equal(read_stretch(keras.Variable(values[:3])), values[:3])


def test_the_norms_are_those_of_the_weights(inspected):
    model, inside, _history = inspected
    expected = [
        np.sqrt(sum((one**2).sum() for one in model.get_layer(name).get_weights())) for name in inside.header.layers
    ]
    np.testing.assert_allclose(inside.snapshots[-1].layers[:, 0], expected, rtol=1e-5)


def test_channels_that_never_answer_are_counted(inspected, pictures):
    model, inside, _history = inspected
    probe = pictures.images[choose_inspected_pictures(pictures, 0)]
    answers = keras.Model(model.input, model.get_layer("conv_1").output).predict(probe, verbose=0)
    silent = answers.max(axis=(0, 1, 2)) == 0
    assert silent[:8].all()
    assert inside.snapshots[-1].dead[0] == pytest.approx(silent.mean())


def test_the_filters_are_the_first_kernel(inspected):
    model, inside, _history = inspected
    np.testing.assert_array_equal(inside.snapshots[-1].filters, model.get_layer("conv_1").get_weights()[0])


def test_the_machine_is_told(inspected):
    _model, inside, _history = inspected
    last = inside.snapshots[-1]
    assert last.learning_rate == pytest.approx(RATE)
    assert last.memory > 1e8


@pytest.mark.parametrize("classes", [2, 3])
def test_accuracy_is_what_keras_calls_accuracy(classes):
    rng = np.random.default_rng(classes)
    labels, answers = rng.integers(0, classes, 50), rng.random((50, 1 if classes == 2 else classes)).astype(np.float32)
    ours = Accuracy(classes)
    theirs = keras.metrics.BinaryAccuracy() if classes == 2 else keras.metrics.CategoricalAccuracy()
    for part in (slice(0, 32), slice(32, 50)):
        ours.update_state(encode_targets(labels[part], classes), answers[part])
        theirs.update_state(encode_targets(labels[part], classes), answers[part])
    assert float(ours.result()) == pytest.approx(float(theirs.result()))
    said = (answers[:, 0] > 0.5).astype(int) if classes == 2 else answers.argmax(axis=1)
    assert np.asarray(ours.counts).tolist() == confusion_matrix(labels, said).tolist()


def test_the_confusion_of_a_model_is_of_its_last_judgement(inspected, pictures):
    model, _inside, _history = inspected
    model.evaluate(batches(pictures, "train"), verbose=0)
    assert read_confusion(model).sum(axis=1).tolist() == [10, 10, 10]


@pytest.mark.slow
def test_gradients_are_measured_alike_under_a_scaled_loss(pictures):
    """float16 wraps the optimiser in one that scales the loss; what is told is the gradient itself."""
    keras.utils.set_random_seed(1)
    model = compile_model(TrainingSpec(image_size=SIZE, epochs=1), describe("article", SIZE, 3), 3, total_steps=1)
    model.compile(
        keras.optimizers.LossScaleOptimizer(watch_gradients(keras.optimizers.SGD, every=1)(RATE)),
        loss=model.loss,
        metrics=[Accuracy(3)],
        jit_compile=False,
    )
    images, labels = batches(pictures, "train")[0]
    before = [one.copy() for one in model.get_weights()]
    model.train_on_batch(images, labels)
    steps = [((new - old) ** 2).sum() for new, old in zip(model.get_weights(), before, strict=True)]
    np.testing.assert_allclose(np.array(steps), RATE**2 * read_squared_gradients(model), rtol=1e-2)


def test_the_load_of_the_gpu_is_what_the_drivers_program_says(tmp_path, monkeypatch):
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 87\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    load = GpuLoad()
    load.ask()
    assert load.answer() == 0.87


@pytest.mark.parametrize("says", ["[N/A]", ""])
def test_no_load_where_the_program_knows_none(tmp_path, monkeypatch, says):
    program = tmp_path / "nvidia-smi"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    load = GpuLoad()
    load.ask()
    assert np.isnan(load.answer())


def test_no_load_where_there_is_no_gpu(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    load = GpuLoad()
    load.ask()
    assert np.isnan(load.answer())
