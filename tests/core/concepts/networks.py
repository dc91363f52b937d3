"""Random networks with examples and targets that suit them."""

import numpy as np
from hypothesis import strategies as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.network import DenseLayer, Network

PROBABILITY_OUTPUTS = {
    "binary_crossentropy": ("sigmoid", "softmax"),
    "categorical_crossentropy": ("softmax", "sigmoid"),
}
LOSSES = ("mse", "half_squared_error", "huber", "binary_crossentropy", "categorical_crossentropy")


@st.composite
def steps(draw):
    """A network of any shape, and examples and targets: (network, x, y)."""
    loss = draw(st.sampled_from(LOSSES))
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    sizes[-1] = max(sizes[-1], 2) if loss == "categorical_crossentropy" else sizes[-1]
    anything = [*sorted(ACTIVATIONS), "softmax"]
    names = [draw(st.sampled_from(anything)) for _ in sizes[1:]]
    names[-1] = draw(st.sampled_from(PROBABILITY_OUTPUTS.get(loss, tuple(anything))))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    examples = draw(st.integers(1, 4))
    return network(sizes, names, loss, rng), rng.normal(size=(examples, sizes[0])), targets(loss, examples, sizes, rng)


def network(sizes, names, loss, rng):
    layers = tuple(
        DenseLayer(rng.normal(0.0, 1.0, (fan_in, units)), rng.normal(0.0, 0.5, units), name)
        for fan_in, units, name in zip(sizes[:-1], sizes[1:], names, strict=True)
    )
    return Network(layers, loss)


def targets(loss, examples, sizes, rng):
    if loss in PROBABILITY_OUTPUTS:
        return np.eye(sizes[-1])[rng.integers(0, sizes[-1], examples)]
    return rng.normal(size=(examples, sizes[-1]))
