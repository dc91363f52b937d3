"""The derivative of every operator that our networks are made of, written as operators again.

A rule gets the node, the name of the gradient of its output and the tape; it returns the gradients of those inputs that
depend on the picture. Where a function has a corner, the rule does what TensorFlow does: the slope of ReLU at 0 is 0,
of equal values in a pooling window the first gets the gradient, and of equal largest ones of a map each its share.
"""

from collections.abc import Mapping

from core.explain.gradients.rules.places import PLACES
from core.explain.gradients.rules.reductions import REDUCTIONS
from core.explain.gradients.rules.rule import Rule
from core.explain.gradients.rules.values import VALUES
from core.explain.gradients.rules.windows import WINDOWS

RULES: Mapping[str, Rule] = {**PLACES, **VALUES, **REDUCTIONS, **WINDOWS}
