"""The sum that makes one value of a layer: every input with its weight, the bias, and the result.

    found = explain_value(tracer, picture, layer, (channel, row, column))
    found.total                       # the sum of all products and the bias
    found.activation                  # what the network itself has computed there

A maximum or a ReLU is a sum too: its weights are 1 for what passes and 0 for what does not. A function, such as the
product of two values, has terms without weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.backbone.features import Rows
from core.errors import InputError
from core.explain.inside.rules import RULES
from core.explain.inside.rules.terms import Arrays, Terms
from core.explain.inside.trace import Layer, Place, Tracer
from core.i18n import N_

MOST = 12  # terms that are named; the others are summed up
UNKNOWN_OPERATOR = N_("How a layer of the kind {operator} computes its values is not known here. Choose another layer.")
NO_SUM = N_("The pixels of the picture are where everything begins: no sum has made them. Choose a later layer.")


@dataclass(frozen=True)
class Term:
    """One input of the sum: its layer and place there, its value, its weight, and what both add."""

    tensor: str
    place: Place
    value: float
    weight: float
    product: float


@dataclass(frozen=True)
class ValueSum:
    """How a value came about.

    Attributes:
        rule: how the terms are put together, see `rules.terms`.
        terms: the largest ones, by size without sign; first the one that a maximum or a share is about.
        count: how many there are in all.
        rest: what those add that are not among `terms`.
        bias: is added to them.
        total: what all of it makes, in double precision.
        activation: what the network has computed.

    """

    rule: str
    terms: tuple[Term, ...]
    count: int
    rest: float
    bias: float
    total: float
    activation: float


def explain_value(tracer: Tracer, picture: Rows, layer: Layer, place: Sequence[int], most: int = MOST) -> ValueSum:
    """The sum behind the value of a layer at a place, with the `most` largest terms by name.

    Args:
        tracer: of the network.
        picture: float32 (size, size, 3), values from 0 to 255.
        layer: one of `tracer.layers`.
        place: (channel, row, column), or (unit,).
        most: how many terms are named.

    Raises:
        InputError: the layer has no such place, or is of a kind that is not known here.

    """
    index = tracer.find_index(layer, place)
    terms, activation = _read_terms(tracer, picture, layer, index)
    products = terms.products
    order = terms.order
    named = order[:most]
    return ValueSum(
        rule=terms.rule,
        terms=tuple(_name(tracer, terms, int(number)) for number in named),
        count=len(products),
        rest=float(products[order[most:]].sum()),
        bias=terms.bias,
        total=terms.compute_total(),
        activation=activation,
    )


def _read_terms(tracer: Tracer, picture: Rows, layer: Layer, index: Place) -> tuple[Terms, float]:
    node = tracer.nodes.get(layer.tensor)
    if node is None:
        raise InputError(NO_SUM)
    if node.op_type not in RULES:
        raise InputError(UNKNOWN_OPERATOR, operator=node.op_type)
    values = tracer.compute(picture, [*tracer.list_sources(node), layer.tensor])
    terms = RULES[node.op_type](node, index, Arrays(values, tracer.constants))
    return terms, float(values[layer.tensor][index])


def _name(tracer: Tracer, terms: Terms, number: int) -> Term:
    tensor = terms.tensors[number]
    return Term(
        tensor=tracer.resolve(tensor),
        place=tracer.find_place(tensor, terms.indices[number]),
        value=float(terms.values[number]),
        weight=float(terms.weights[number]),
        product=float(terms.products[number]),
    )
