"""Optimisers that also measure the size of their gradients, at almost no cost and on every backend of Keras."""

from functools import cache
from typing import Any

import keras
import numpy as np
from keras import ops


@cache
def watch_gradients(kind: type[keras.optimizers.Optimizer], every: int) -> type[keras.optimizers.Optimizer]:
    """A subclass of the optimiser `kind` that also measures its gradients in every `every`-th step.

    `every` is the number of steps in an epoch: reading all gradients in each step would take one per cent of a large
    network's time. With several devices, only the first one's part of the gradient is measured.
    """
    return type(f"Watched{kind.__name__}", (_Watched, kind), {"every": every})


class _Watched:
    """Mixed into an optimiser: keeps the sum of squares of each variable's gradient, before any clipping."""

    every: int

    def build(self: Any, variables: list[Any]) -> None:
        super().build(variables)  # type: ignore[misc]
        self.squares = self.add_variable((len(variables),), name="squares", aggregation="only_first_replica")

    def apply(self: Any, grads: list[Any], trainable_variables: list[Any] | None = None) -> None:
        if trainable_variables is not None and not self.built:
            self.build(trainable_variables)
        last = ops.equal((self.iterations + 1) % self.every, 0)
        # The branches only compute: on JAX, a variable that is assigned within one would leak out of its trace.
        self.squares.assign(ops.cond(last, lambda: _squares(grads), lambda: ops.convert_to_tensor(self.squares)))
        super().apply(grads, trainable_variables)  # type: ignore[misc]


def _squares(gradients: list[Any]) -> Any:
    return ops.stack([ops.sum(ops.square(ops.cast(one, "float32"))) for one in gradients])


def read_squared_gradients(model: keras.Model) -> np.ndarray:
    """For each trainable variable of the model the sum of its squared gradients, in the last step of an epoch."""
    optimizer = getattr(model.optimizer, "inner_optimizer", model.optimizer)  # float16 wraps it to scale the loss
    found: np.ndarray = ops.convert_to_numpy(optimizer.squares)
    return found
