"""What a number of updates has made of a network: its loss over them, and its answers before and after.

    progress = begin(network, x, y).then(trace(network, x, y, learning_rate=2.0).after)
    progress.losses          # before the first update, ..., after the last
    progress.before, progress.after

A network with two inputs and one probability divides the plane: `core.concepts.learning.probability_map` of `window`.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.concepts.activations import Array
from core.concepts.network import Network, example_losses, forward

MARGIN = 0.5
"""How far the map reaches beyond the examples, as a share of the length that they span."""


@dataclass(frozen=True)
class Progress:
    """Examples x (n, inputs) and y (n, outputs), the `first` network, the `last`, and `losses` (updates + 1,)."""

    x: Array
    y: Array
    first: Network
    last: Network
    losses: tuple[float, ...]

    def then(self, network: Network) -> "Progress":
        """The progress with one more update, which led to `network`."""
        return replace(self, last=network, losses=(*self.losses, _loss(network, self.x, self.y)))

    @property
    def before(self) -> Array:
        """The outputs of the first network (n, outputs)."""
        return forward(self.first, self.x)[-1].a

    @property
    def after(self) -> Array:
        """The outputs of the last network (n, outputs)."""
        return forward(self.last, self.x)[-1].a

    @property
    def window(self) -> tuple[Array, Array]:
        """The lowest and the highest corner (inputs,) of the map: the examples with a margin around them."""
        low, high = self.x.min(axis=0), self.x.max(axis=0)
        margin = MARGIN * np.maximum(high - low, 1.0)
        return low - margin, high + margin

    @property
    def divides_plane(self) -> bool:
        """Whether the answer is one probability about a place in the plane."""
        output = self.last.layers[-1]
        return self.x.shape[1] == 2 and output.weights.shape[1] == 1 and output.activation == "sigmoid"


def begin(network: Network, x: Array, y: Array) -> Progress:
    """No update yet."""
    return Progress(x, y, network, network, (_loss(network, x, y),))


def _loss(network: Network, x: Array, y: Array) -> float:
    return float(example_losses(network, forward(network, x)[-1], y).mean())
