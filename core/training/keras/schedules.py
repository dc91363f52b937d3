"""How the learning rate changes over a training."""

from math import pi
from typing import Any

import keras
from keras import ops

from core.specs.training_spec import TrainingSpec

FINAL_RATE = 0.01  # share of the peak at the end of a cosine schedule
FIRST_OF_CYCLE, LAST_OF_CYCLE = 1 / 25, 1e-4  # shares of the peak where a one-cycle schedule begins and ends


def build_schedule(spec: TrainingSpec, total_steps: int) -> float | keras.optimizers.schedules.LearningRateSchedule:
    """The spec's rate: a number, or a schedule over `total_steps`."""
    warm_up = round(spec.warm_up * total_steps)
    match spec.schedule:
        case "constant":
            return spec.learning_rate
        case "cosine":
            return _cosine(spec.learning_rate, warm_up, total_steps)
        case "one_cycle":
            return OneCycle(spec.learning_rate, warm_up, total_steps)


def _cosine(peak: float, warm_up: int, total_steps: int) -> keras.optimizers.schedules.CosineDecay:
    steps = max(1, total_steps - warm_up)
    if not warm_up:
        return keras.optimizers.schedules.CosineDecay(peak, steps, alpha=FINAL_RATE)
    return keras.optimizers.schedules.CosineDecay(
        peak / warm_up, steps, alpha=FINAL_RATE, warmup_target=peak, warmup_steps=warm_up
    )


class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Up to the peak and down to nearly nothing, both along half a cosine (Smith and Topin 2017, arXiv:1708.07120)."""

    def __init__(self, peak: float, warm_up: int, total_steps: int) -> None:
        self.peak = peak
        self.warm_up = warm_up
        self.total_steps = total_steps

    def __call__(self, step: Any) -> Any:
        step = ops.cast(step, "float32")
        up = step / max(1, self.warm_up)
        down = (step - self.warm_up) / max(1, self.total_steps - self.warm_up)
        climbing = _between(FIRST_OF_CYCLE, 1.0, up)
        falling = _between(1.0, LAST_OF_CYCLE, down)
        return self.peak * ops.where(step < self.warm_up, climbing, falling)

    def get_config(self) -> dict[str, Any]:
        return {"peak": self.peak, "warm_up": self.warm_up, "total_steps": self.total_steps}


def _between(first: float, last: float, share: Any) -> Any:
    """From `first` at 0 to `last` at 1 along half a cosine, which stays there after 1."""
    return last + (first - last) * (1.0 + ops.cos(pi * ops.clip(share, 0.0, 1.0))) / 2.0
