"""From a spec to a compiled Keras model."""

import keras

from core.models.architecture import Architecture
from core.models.build import build
from core.training.confusion import Accuracy
from core.training.gradients import watched
from core.training.spec import TrainingSpec

FINAL_RATE = 0.01  # share of the peak learning rate at the end of a cosine schedule
WARM_UP = 0.1  # share of all steps in which a cosine schedule climbs to its peak


def compiled(spec: TrainingSpec, architecture: Architecture, classes: int, total_steps: int) -> keras.Model:
    """The model of `architecture` with the spec's optimiser and loss; never XLA, which does not pay on a CPU."""
    model = build(architecture)
    model.compile(
        optimizer=_optimizer(spec, total_steps),
        loss=_loss(spec, classes),
        metrics=[Accuracy(classes)],
        jit_compile=False,
    )
    return model


def _optimizer(spec: TrainingSpec, total_steps: int) -> keras.optimizers.Optimizer:
    rate = _learning_rate(spec, total_steps)
    steps = max(1, total_steps // spec.epochs)
    if spec.optimizer == "adamw":
        return watched(keras.optimizers.AdamW, steps)(rate, weight_decay=spec.weight_decay)
    return watched(keras.optimizers.Adam, steps)(rate)


def _learning_rate(spec: TrainingSpec, total_steps: int) -> float | keras.optimizers.schedules.LearningRateSchedule:
    if spec.schedule == "constant":
        return spec.learning_rate
    warm_up = max(1, round(WARM_UP * total_steps))
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=spec.learning_rate / warm_up,
        decay_steps=max(1, total_steps - warm_up),
        alpha=FINAL_RATE,
        warmup_target=spec.learning_rate,
        warmup_steps=warm_up,
    )


def _loss(spec: TrainingSpec, classes: int) -> keras.losses.Loss:
    if classes == 2:
        return keras.losses.BinaryCrossentropy(label_smoothing=spec.label_smoothing)
    return keras.losses.CategoricalCrossentropy(label_smoothing=spec.label_smoothing)
