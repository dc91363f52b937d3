"""Outlines as arrays of points, shape (n, 2): x to the right, y down."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Sketch = Sequence[tuple[float, float]] | Points
"""A few points through which a curve goes."""

CATMULL_ROM = 0.5 * np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]], dtype=float)
STEPS = 7

_ANGLES = np.linspace(0, 2 * np.pi, 28, endpoint=False)
_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)
_CAP = np.linspace(-np.pi / 2, np.pi / 2, 11)[:, None]
_CAP_COS, _CAP_SIN = np.cos(_CAP), np.sin(_CAP)


@cache
def _loop(count: int) -> Points:
    """What takes `count` points to the closed Catmull-Rom curve through them."""
    powers = np.linspace(0, 1, STEPS, endpoint=False)[:, None] ** np.arange(4)
    around = np.stack([np.roll(np.eye(count), 1 - k, axis=0) for k in range(4)], axis=1)
    curve: Points = (powers @ CATMULL_ROM @ around).reshape(-1, count)
    return curve


@cache
def _line(count: int) -> tuple[Points, Points, Points]:
    """What takes `count` points to the open curve through them, to its slopes, and three widths to its widths."""
    corners = np.eye(count)
    ends = np.concatenate([2 * corners[:1] - corners[1:2], corners, 2 * corners[-1:] - corners[-2:-1]])
    along = np.linspace(0, count - 1, STEPS * (count - 1) + 1)
    segment = np.minimum(along.astype(int), count - 2)
    t, around = (along - segment)[:, None], ends[segment[:, None] + np.arange(4)]
    places = np.einsum("mk,mkn->mn", t ** np.arange(4) @ CATMULL_ROM, around)
    powers = np.concatenate([0 * t, t**0, 2 * t, 3 * t**2], axis=1)
    slopes = np.einsum("mk,mkn->mn", powers @ CATMULL_ROM, around)
    thirds = np.linspace(0, 2, len(along))
    widths = np.stack([np.interp(thirds, [0, 1, 2], one) for one in np.eye(3)], axis=1)
    return places, slopes, widths


def oval(x: float, y: float, rx: float, ry: float, tilt: float = 0.0) -> Points:
    """An ellipse about (x, y), turned by `tilt` radians."""
    cos, sin = math.cos(tilt), math.sin(tilt)
    around: Points = _CIRCLE @ np.array([[rx * cos, rx * sin], [-ry * sin, ry * cos]]) + (x, y)
    return around


def box(left: float, top: float, right: float, bottom: float) -> Points:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)


def closed(sketch: Sketch) -> Points:
    """A closed curve through the points (Catmull-Rom)."""
    curve: Points = _loop(len(sketch)) @ np.asarray(sketch, dtype=float)
    return curve


def ribbon(sketch: Sketch, start: float, end: float, middle: float | None = None) -> Points:
    """The outline of a band along a curve: half as wide as `start`, `middle` and `end` say, with round ends."""
    points = np.asarray(sketch, dtype=float)
    places, slopes, widths = _line(len(points))
    spine, along = places @ points, slopes @ points
    along /= np.hypot(along[:, 0], along[:, 1])[:, None] + 1e-9
    across = along[:, ::-1] * (-1, 1)
    offset = (widths @ (start, (start + end) / 2 if middle is None else middle, end))[:, None] * across
    tip = spine[-1] + end * (_CAP_COS * along[-1] - _CAP_SIN * across[-1])
    root = spine[0] - start * (_CAP_COS * along[0] - _CAP_SIN * across[0])
    return np.concatenate([spine + offset, tip, (spine - offset)[::-1], root])


def ragged(points: Points, depth: float) -> Points:
    """The outline with every other point pulled towards the middle by `depth`: a shaggy rim."""
    rough = points.copy()
    inward = points.mean(axis=0) - points[::2]
    rough[::2] += depth * inward / (np.hypot(inward[:, 0], inward[:, 1])[:, None] + 1e-9)
    return rough


def horn(left: tuple[float, float], tip: tuple[float, float], right: tuple[float, float], bulge: float) -> Points:
    """A pointed ear: two sides that swell outwards by `bulge` of their length and meet in a sharp tip."""
    a, b, c = (np.asarray(p, dtype=float) for p in (left, tip, right))
    return np.concatenate([_side(a, b, bulge), _side(b, c, bulge), c[None]])


def _side(start: Points, end: Points, bulge: float) -> Points:
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    along = end - start
    control = (start + end) / 2 + bulge * np.array([along[1], -along[0]])
    side: Points = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return side


def mirrored(half: Sequence[tuple[float, float]], x: float = 0.0) -> Points:
    """A closed curve about the upright line at `x`, from its right half, listed from the top down."""
    left = [(-across, y) for across, y in reversed(half) if across]
    whole: Points = closed([*half, *left]) + np.array([x, 0])
    return whole


def shrunk(points: Points, factor: float, towards: tuple[float, float]) -> Points:
    """The points drawn towards one point."""
    smaller: Points = np.asarray(towards) + factor * (points - np.asarray(towards))
    return smaller
