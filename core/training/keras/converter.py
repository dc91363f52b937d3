"""Operations that tf2onnx does not know."""

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
