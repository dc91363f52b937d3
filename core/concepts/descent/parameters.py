"""All the numbers of nested dataclasses as one vector, and back: what an optimiser and a file want.

Usage:
    vector = flatten(model)
    model = unflatten(vector, like=model)
"""

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from core.concepts.activations import Array

Tree = TypeVar("Tree")


def list_arrays(tree: Any) -> list[Array]:
    """The arrays of a dataclass, of the dataclasses in it and of tuples of these, in the order of their fields.

    Texts in it, such as the name of an activation, are no numbers and stay out.
    """
    if isinstance(tree, np.ndarray | str):
        return [tree] if isinstance(tree, np.ndarray) else []
    parts = tree if isinstance(tree, tuple) else (getattr(tree, field.name) for field in fields(tree))
    return [array for part in parts for array in list_arrays(part)]


def flatten(tree: Any) -> Array:
    return np.concatenate([array.ravel() for array in list_arrays(tree)])


def unflatten(vector: Array, like: Tree) -> Tree:
    """A tree of the form of `like` with the numbers of `vector`."""
    tree: Tree
    tree, used = _read(vector, like)
    if used != len(vector):
        raise ValueError(f"{len(vector)} numbers for a model of {used}")
    return tree


def _read(vector: Array, like: Any) -> tuple[Any, int]:
    if isinstance(like, np.ndarray):
        return vector[: like.size].reshape(like.shape), like.size
    if isinstance(like, str):
        return like, 0
    parts, used = [], 0
    for part in like if isinstance(like, tuple) else [getattr(like, field.name) for field in fields(like)]:
        read, count = _read(vector[used:], part)
        parts.append(read)
        used += count
    return (tuple(parts) if isinstance(like, tuple) else type(like)(*parts)), used
