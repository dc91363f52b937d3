"""What Keras and tf2onnx have to be told so that every layer of ours is converted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np


@cache
def teach_erfc() -> None:
    """Register the complementary error function, which TensorFlow's GELU uses: erfc(x) = 1 - erf(x)."""
    from tf2onnx.handler import tf_op  # only with the backend that it converts from

    tf_op("Erfc")(_Erfc)


class _Erfc:
    @classmethod
    def version_9(cls, graph: Any, node: Any, **_others: Any) -> None:
        erf = graph.make_node("Erf", list(node.input)).output[0]
        one = graph.make_const(f"{node.name}_one", np.array(1, np.float32)).output[0]
        graph.remove_node(node.name)
        graph.make_node("Sub", [one, erf], name=node.name, outputs=node.output)


@contextmanager
def show_compiled() -> Iterator[None]:
    """Inside, Keras traces a convolution in groups as an operator.

    Elsewhere it has XLA compile one, since TensorFlow computes none on a CPU. What XLA compiles is a function that no
    converter looks into: it would be written as a call of nothing.
    """
    import tensorflow as tf

    compiling = tf.function

    def trace(*arguments: Any, jit_compile: bool | None = None, **others: Any) -> Callable[..., Any]:
        return compiling(*arguments, **others)  # type: ignore[no-any-return]

    tf.function = trace
    try:
        yield
    finally:
        tf.function = compiling
