"""Build and compile the Keras model of a spec."""

from typing import Any

import keras

from core.networks.architecture import Architecture
from core.networks.backbones import BACKBONES
from core.specs.training_spec import TrainingSpec
from core.training.keras.build import build
from core.training.keras.schedules import build_schedule
from core.training.keras.transplant import put_pretrained
from core.training.watching.confusion import Accuracy
from core.training.watching.gradients import watch_gradients

UNDECAYED = ["bias", "gamma", "beta"]  # few numbers that set levels; drawing them to zero does not simplify a network


def compile_model(spec: TrainingSpec, architecture: Architecture, classes: int, total_steps: int) -> keras.Model:
    """The model of `architecture` with the spec's optimiser and loss, and with pretrained weights where it has some.

    Never XLA on a CPU, where it does not pay.
    """
    model = build(architecture)
    if backbone := BACKBONES.get(architecture.pretrained or architecture.name):
        put_pretrained(model, backbone)
    model.compile(
        optimizer=build_optimizer(spec, total_steps),
        loss=_build_loss(spec, classes),
        metrics=[Accuracy(classes)],
        jit_compile="auto" if keras.backend.backend() == "jax" else False,
    )
    return model


def build_optimizer(spec: TrainingSpec, total_steps: int) -> keras.optimizers.Optimizer:
    """The spec's optimiser, with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101)."""
    common: dict[str, Any] = {
        "learning_rate": build_schedule(spec, total_steps),
        "weight_decay": spec.weight_decay or None,  # a decay of 0 would go through all weights for nothing
        "global_clipnorm": spec.clip_norm or None,
    }
    made = _build_watched_optimizer(spec, max(1, total_steps // spec.epochs), common)
    if made.weight_decay is not None:
        made.exclude_from_weight_decay(var_names=UNDECAYED)
    return made


def _build_watched_optimizer(spec: TrainingSpec, every: int, common: dict[str, Any]) -> keras.optimizers.Optimizer:
    """An optimiser that measures its gradients in every `every`-th step."""
    match spec.optimizer:
        case "sgd":
            return watch_gradients(keras.optimizers.SGD, every)(
                momentum=spec.momentum, nesterov=spec.nesterov, **common
            )
        case "rmsprop":
            return watch_gradients(keras.optimizers.RMSprop, every)(momentum=spec.momentum, **common)
        case "adam":
            return watch_gradients(keras.optimizers.Adam, every)(**common)
        case "adamw":
            return watch_gradients(keras.optimizers.AdamW, every)(**common | {"weight_decay": spec.weight_decay})


def _build_loss(spec: TrainingSpec, classes: int) -> keras.losses.Loss:
    if classes == 2:
        return keras.losses.BinaryCrossentropy(label_smoothing=spec.label_smoothing)
    return keras.losses.CategoricalCrossentropy(label_smoothing=spec.label_smoothing)
