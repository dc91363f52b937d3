"""What one layer of each family costs on the same input: n places (words, pixels of a row) of d numbers each.

    costs = compute_costs(places=64, width=32, kernel=3)
    costs["attention"].macs           # 4 n d² + 2 n² d

Each layer gives n places of d numbers again. MACs are multiply-accumulates without biases; attention has one head, and
its two products with n² weights count. Parameters are those of Keras's layers (a test holds them together).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Of one layer: `reach` is how many places an output depends on, `steps` how many follow one after the other."""

    parameters: int
    macs: int
    reach: int
    steps: int


def compute_costs(places: int, width: int, kernel: int) -> Mapping[str, Cost]:
    """The costs by family: `dense`, `convolution`, `recurrent`, `attention`; an odd `kernel` of places."""
    n, d, k = places, width, min(kernel, places)
    return {
        "dense": Cost((n * d) ** 2 + n * d, (n * d) ** 2, reach=n, steps=1),
        "convolution": Cost(kernel * d * d + d, n * kernel * d * d, reach=k, steps=1),
        "recurrent": Cost(2 * d * d + d, 2 * n * d * d, reach=n, steps=n),
        "attention": Cost(4 * (d * d + d), 4 * n * d * d + 2 * n * n * d, reach=n, steps=1),
    }
