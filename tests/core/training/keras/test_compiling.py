"""The optimiser, its schedule and its loss are those that the spec asks for."""

import keras
import numpy as np
import pytest

from core.specs.named_values import spec_from
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.keras.compiling import build_optimizer, compile_model


def rates(schedule, steps=100, **more):
    made = build_optimizer(TrainingSpec(schedule=schedule, learning_rate=0.1, **more), steps).learning_rate
    if schedule == "constant":
        return np.full(steps + 1, float(made))
    opt = build_optimizer(TrainingSpec(schedule=schedule, learning_rate=0.1, **more), steps)
    return np.array([float(opt._learning_rate(step)) for step in range(steps + 1)])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("sgd", "SGD"), ("rmsprop", "RMSprop"), ("adam", "Adam"), ("adamw", "AdamW")],
)
def test_each_optimiser_is_keras_own(name, kind):
    made = build_optimizer(
        spec_from({"optimizer": name, "learning_rate": 0.02, "clip_norm": 2, "weight_decay": 0.1}), 10
    )
    assert getattr(keras.optimizers, kind) in type(made).mro()[:3]  # itself, with gradients that are watched
    assert float(made.learning_rate) == pytest.approx(0.02)
    assert (made.global_clipnorm, made.weight_decay) == (2, 0.1)


def test_sgd_has_momentum_and_nesterov():
    made = build_optimizer(TrainingSpec(optimizer="sgd", momentum=0.8, nesterov=True), 10)
    assert (made.momentum, made.nesterov) == (0.8, True)
    assert build_optimizer(TrainingSpec(optimizer="rmsprop", momentum=0.3), 10).momentum == 0.3


def test_a_clip_norm_of_zero_clips_nothing():
    assert build_optimizer(TrainingSpec(), 10).global_clipnorm is None


def test_weight_decay_spares_biases():
    made = build_optimizer(TrainingSpec(optimizer="sgd", momentum=0, learning_rate=0.1, weight_decay=0.5), 10)
    kernel, bias = keras.Variable([1.0], name="kernel"), keras.Variable([1.0], name="bias")
    made.build([kernel, bias])
    made.apply([keras.ops.zeros(1), keras.ops.zeros(1)])
    assert float(kernel[0]) == pytest.approx(0.95)
    assert float(bias[0]) == 1.0


def test_a_constant_rate_stays():
    assert np.ptp(rates("constant")) == 0


def test_cosine_climbs_and_falls_to_a_hundredth():
    found = rates("cosine", warm_up=0.2)
    assert np.argmax(found) == 20
    assert found.max() == pytest.approx(0.1)
    assert found[-1] == pytest.approx(0.001)
    assert (np.diff(found[:20]) > 0).all()
    assert (np.diff(found[21:]) < 0).all()


def test_cosine_without_warm_up_begins_at_its_peak():
    assert np.argmax(rates("cosine", warm_up=0.0)) == 0


def test_one_cycle_goes_up_and_down_to_nearly_nothing():
    found = rates("one_cycle", warm_up=0.3)
    assert found[0] == pytest.approx(0.1 / 25)
    assert np.argmax(found) == 30
    assert found[30] == pytest.approx(0.1)
    assert found[65] == pytest.approx(0.05, rel=0.01), "half way down is half the rate"
    assert found[-1] == pytest.approx(0.1 * 1e-4, rel=0.01)


@pytest.mark.parametrize("schedule", ["cosine", "one_cycle"])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_shortest_trainings_have_a_finite_rate(schedule, steps):
    assert np.isfinite(rates(schedule, steps)).all()


@pytest.mark.parametrize("classes", [2, 3])
def test_label_smoothing_is_in_the_loss(classes):
    spec = TrainingSpec(image_size=32, label_smoothing=0.2)
    assert compile_model(spec, describe_network(spec, classes), classes, 10).loss.label_smoothing == 0.2


def test_accuracy_of_two_classes_counts_a_blend_as_what_it_has_more_of():
    spec = TrainingSpec(image_size=32)
    model = compile_model(spec, describe_network(spec, 2), 2, 10)
    model.compute_metrics(None, np.array([[0.7], [0.3], [1.0], [0.0]]), np.array([[0.9], [0.8], [0.6], [0.1]]))
    assert float(model.get_metrics_result()["accuracy"]) == pytest.approx(0.75)
