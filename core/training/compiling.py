"""From a spec to a compiled Keras model."""

from typing import Any

import keras
from keras import ops

from core.models import efficientnet
from core.models.architecture import Architecture
from core.models.build import build
from core.models.transplant import put_pretrained
from core.training.schedules import learning_rate
from core.training.spec import TrainingSpec

UNDECAYED = ["bias", "gamma", "beta"]  # few numbers that set levels; drawing them to zero does not simplify a network


def compiled(spec: TrainingSpec, architecture: Architecture, classes: int, total_steps: int) -> keras.Model:
    """The model of `architecture` with the spec's optimiser and loss, and with pretrained weights where it has some.

    Never XLA on a CPU, where it does not pay.
    """
    model = build(architecture)
    if architecture.name == efficientnet.NAME:
        put_pretrained(model)
    model.compile(
        optimizer=optimizer(spec, total_steps),
        loss=_loss(spec, classes),
        metrics=[_accuracy(classes)],
        jit_compile="auto" if keras.backend.backend() == "jax" else False,
    )
    return model


def optimizer(spec: TrainingSpec, total_steps: int) -> keras.optimizers.Optimizer:
    """The spec's optimiser; its weight decay is apart from the gradients (Loshchilov and Hutter, arXiv:1711.05101)."""
    common: dict[str, Any] = {
        "learning_rate": learning_rate(spec, total_steps),
        "weight_decay": spec.weight_decay,
        "global_clipnorm": spec.clip_norm or None,
    }
    made = _optimizer(spec, common)
    made.exclude_from_weight_decay(var_names=UNDECAYED)
    return made


def _optimizer(spec: TrainingSpec, common: dict[str, Any]) -> keras.optimizers.Optimizer:
    match spec.optimizer:
        case "sgd":
            return keras.optimizers.SGD(momentum=spec.momentum, nesterov=spec.nesterov, **common)
        case "rmsprop":
            return keras.optimizers.RMSprop(momentum=spec.momentum, **common)
        case "adam":
            return keras.optimizers.Adam(**common)
        case "adamw":
            return keras.optimizers.AdamW(**common)


def _loss(spec: TrainingSpec, classes: int) -> keras.losses.Loss:
    if classes == 2:
        return keras.losses.BinaryCrossentropy(label_smoothing=spec.label_smoothing)
    return keras.losses.CategoricalCrossentropy(label_smoothing=spec.label_smoothing)


def _accuracy(classes: int) -> keras.metrics.Metric:
    if classes == 2:
        return keras.metrics.MeanMetricWrapper(_on_the_right_side, name="accuracy")
    return keras.metrics.CategoricalAccuracy(name="accuracy")


def _on_the_right_side(targets: Any, probabilities: Any) -> Any:
    """Whether both are on one side of one half; a blend of two pictures counts as the one it has more of."""
    return ops.mean(ops.cast(ops.equal(targets > 0.5, probabilities > 0.5), "float32"), axis=-1)
