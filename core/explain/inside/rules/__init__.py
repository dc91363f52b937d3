"""For each operator of ONNX, what one value of its output is made of.

Indices and arrays are as the file arranges them, with a batch of one. Every rule gets the node, the index of the value
in its output, and the arrays that the node reads and writes. Begin with `terms.py`.
"""

from collections.abc import Mapping

from core.explain.inside.rules.places import PLACES
from core.explain.inside.rules.reductions import REDUCTIONS
from core.explain.inside.rules.terms import Rule
from core.explain.inside.rules.values import VALUES
from core.explain.inside.rules.windows import WINDOWS

RULES: Mapping[str, Rule] = {**PLACES, **VALUES, **REDUCTIONS, **WINDOWS}
