"""The loss around the weights, along two directions: where a training has walked, seen from above.

    plane = find_path_plane(path)                       # path (snapshots, numbers): the weights on the way
    plane = draw_random_plane(network, seed=0)
    heights = compute_heights(network, x, y, plane, reach=(low, high), side=25)

Two choices of directions, both from Li et al. 2018 (Visualizing the Loss Landscape of Neural Nets, arXiv:1712.09913):

- the two principal components of the path, centred on where it ended: the plane in which most of the walk happens;
- two random directions, each filter (here: the weights into one unit) as long as the filter of the network that it
  belongs to; biases do not move. Without that, a network with large weights would seem to lie in a flatter place.
  A random plane hardly shows the path: two random directions of many are nearly at right angles to it.
"""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array
from core.concepts.network import Network, example_losses, forward
from core.concepts.playground.flat import flatten, unflatten
from core.concepts.playground.order import mulberry32


@dataclass(frozen=True)
class Plane:
    """Two directions (numbers,) through `middle` (numbers,); `shares` (2,) of the path's variance lie along them."""

    middle: Array
    first: Array
    second: Array
    shares: Array

    def project(self, path: Array) -> Array:
        """Where the weights of a path (snapshots, numbers) lie in the plane: (snapshots, 2)."""
        away = path - self.middle
        directions = (self.first, self.second)
        return np.stack([away @ d / max(float(d @ d), 1e-300) for d in directions], axis=1)


def find_path_plane(path: Array) -> Plane:
    """The principal components of a path, of length one, through its last point.

    Their sign is such that the path's first point lies on the positive side.
    """
    away = path - path[-1]
    values, vectors = np.linalg.eigh(away @ away.T)
    directions = [_unit(away.T @ vectors[:, -k], away[0]) for k in (1, 2)]
    total = max(float(values.sum()), 1e-300)
    shares = np.maximum(values[::-1][:2], 0.0) / total
    return Plane(path[-1], directions[0], directions[1], shares)


def _unit(direction: Array, towards: Array) -> Array:
    length = np.linalg.norm(direction)
    sign = -1.0 if direction @ towards < 0 else 1.0
    return np.asarray(direction * sign / length) if length > 0 else np.zeros_like(direction)


def draw_random_plane(network: Network, *, seed: int) -> Plane:
    """Two random directions whose filters are as long as the network's."""
    draws = mulberry32(seed)
    middle = flatten(network)
    first, second = (flatten(_draw_like(network, [next(draws) for _ in middle])) for _ in range(2))
    return Plane(middle, first, second, np.zeros(2))


def _draw_like(network: Network, draws: list[float]) -> Network:
    """A network of uniform numbers from -1 to 1, each filter as long as that of `network`, its biases zero."""
    drawn = unflatten(2.0 * np.array(draws) - 1.0, network)
    flat = []
    for mine, theirs in zip(drawn.layers, network.layers, strict=True):
        lengths = np.linalg.norm(theirs.weights, axis=0) / np.linalg.norm(mine.weights, axis=0)
        flat += [(mine.weights * lengths).ravel(), np.zeros_like(mine.biases)]
    return unflatten(np.concatenate(flat), network)


def compute_heights(network: Network, x: Array, y: Array, plane: Plane, *, low: Array, high: Array, side: int) -> Array:
    """The loss of examples over the plane from corner `low` to `high`: (side, side), row by row from the bottom."""
    across, up = (np.linspace(start, end, side) for start, end in zip(low, high, strict=True))
    with np.errstate(all="ignore"):
        return np.array([[_height(network, x, y, plane, u, v) for u in across] for v in up])


def _height(network: Network, x: Array, y: Array, plane: Plane, u: float, v: float) -> float:
    moved = unflatten(plane.middle + u * plane.first + v * plane.second, network)
    return float(example_losses(moved, forward(moved, x)[-1], y).mean())
