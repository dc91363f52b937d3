"""Six landscapes over a plane on which optimisers are compared: height, slope, and where the valleys are.

`x` and `y` may be numbers or arrays of one shape. Rosenbrock (1960), Beale (1958) and Himmelblau (1972) are classics of
the literature on optimisation; the bowl, the ravine and the saddle show one trait each. The curvature of the bowl is 1
in every direction, that of the ravine 0.1 and 10; gradient descent diverges above 2 / curvature, so above a learning
rate of 2 and of 0.2.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = tuple[float, float]


@dataclass(frozen=True)
class Surface:
    """A landscape: `value(x, y)` is its height, `gradient(x, y)` its slopes along x and along y.

    `formula` is the same function as a person would type it. The window is what a picture shows; `minima` may be empty
    where they are not known.
    """

    formula: str
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], tuple[Array, Array]]
    x_range: Point
    y_range: Point
    start: Point
    minima: tuple[Point, ...] = ()

    def slope(self, point: Array) -> Array:
        """The gradient at one point, as an optimiser wants it: an array of two numbers."""
        return np.array(self.gradient(point[0], point[1]), dtype=np.float64)

    def grid(self, size: int) -> tuple[Array, Array, Array]:
        """Arrays x of shape (size,), y of shape (size,) and the heights of shape (size, size), row by row along y."""
        x, y = np.linspace(*self.x_range, size), np.linspace(*self.y_range, size)
        with np.errstate(all="ignore"):
            return x, y, self.value(*np.meshgrid(x, y))


def bowl(x: Array, y: Array) -> Array:
    return (x**2 + y**2) / 2


def bowl_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return x, y


def ravine(x: Array, y: Array) -> Array:
    return x**2 / 20 + 5 * y**2


def ravine_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return x / 10, 10 * y


def rosenbrock(x: Array, y: Array) -> Array:
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rosenbrock_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    above = y - x**2
    return -2 * (1 - x) - 400 * x * above, 200 * above


def beale(x: Array, y: Array) -> Array:
    a, b, c = _beale_terms(x, y)
    return a**2 + b**2 + c**2


def beale_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    a, b, c = _beale_terms(x, y)
    along_x = 2 * (a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1))
    return along_x, 2 * x * (a + 2 * b * y + 3 * c * y**2)


def _beale_terms(x: Array, y: Array) -> tuple[Array, Array, Array]:
    return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3


def saddle(x: Array, y: Array) -> Array:
    """Flat at the origin, where it is a minimum along x and a maximum along y; the last term gives it two valleys."""
    return x**2 - y**2 + y**4 / 2


def saddle_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    return 2 * x, -2 * y + 2 * y**3


def himmelblau(x: Array, y: Array) -> Array:
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def himmelblau_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    a, b = x**2 + y - 11, x + y**2 - 7
    return 4 * x * a + 2 * b, 2 * a + 4 * y * b


SURFACES: Mapping[str, Surface] = {
    "bowl": Surface("(x^2 + y^2)/2", bowl, bowl_gradient, (-3, 3), (-3, 3), (-2.5, 2.0), ((0, 0),)),
    "ravine": Surface("x^2/20 + 5*y^2", ravine, ravine_gradient, (-3, 3), (-1.5, 1.5), (-2.5, 1.0), ((0, 0),)),
    "rosenbrock": Surface(
        "(1 - x)^2 + 100*(y - x^2)^2", rosenbrock, rosenbrock_gradient, (-2, 2), (-1, 3), (-1.2, 1.0), ((1, 1),)
    ),
    "beale": Surface(
        "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
        beale, beale_gradient, (-1, 4.5), (-2, 2), (0.5, 1.5), ((3, 0.5),),
    ),
    "saddle": Surface(
        "x^2 - y^2 + y^4/2", saddle, saddle_gradient, (-2, 2), (-2, 2), (-1.5, 0.01), ((0, 1), (0, -1))
    ),
    "himmelblau": Surface(
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", himmelblau, himmelblau_gradient, (-5, 5), (-5, 5), (-0.5, -1.0),
        (
            (3.0, 2.0),
            (-2.8051180869527448, 3.1313125182505730),
            (-3.7793102533777469, -3.2831859912861694),
            (3.5844283403304917, -1.8481265269644036),
        ),
    ),
}  # fmt: skip
