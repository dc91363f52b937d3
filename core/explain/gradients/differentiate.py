"""Reverse-mode differentiation of an ONNX graph: from a weighted sum of the logits back to one of its tensors.

    gradient = differentiate(model, shapes, "image")      # outputs: the logits, the tensor, its gradient

The chain rule, from the last node to the first: a node's gradient is known when all that read its output have been
visited, since a graph lists its nodes in the order in which they are computed.
"""

from collections.abc import Mapping, Sequence

import onnx
from onnx import helper

from core.errors import InputError
from core.explain.gradients.graph import find_logits, list_needed_nodes, read_constants
from core.explain.gradients.rules import RULES
from core.explain.gradients.tape import Shape, Tape
from core.i18n import N_

LOGITS, TENSOR, GRADIENT = OUTPUTS = ("gradient/logits", "gradient/tensor", "gradient/gradient")
SEED = "gradient/seed"  # the input that weighs the logits, (n, units)
PLACES = "/places"  # the end of the name of a second output of MaxPool: where the largest values were
UNKNOWN_OPERATOR = N_(
    "The model has a layer whose gradient is not known here: {operator}. Choose occlusion, which needs no gradient."
)


def differentiate(model: onnx.ModelProto, shapes: Mapping[str, Shape], tensor: str) -> onnx.ModelProto:
    """The model's logits, and the gradient of their sum weighted by `SEED` with respect to a tensor.

    Returns:
        A model with the inputs of `model` and `SEED` (n, units), and three outputs: the logits, the tensor itself, and
        its gradient.

    Raises:
        InputError: a node on the way has an operator without a rule; the message names it.

    """
    logits = find_logits(model)
    nodes = [_name_places(node) for node in list_needed_nodes(model, logits)]
    tape = Tape(shapes, read_constants(model), _find_dependent(nodes, tensor))
    gradients = {logits: SEED}
    for node in reversed(nodes):
        if node.output[0] in gradients and tape.dependent.intersection(node.input):
            for name, gradient in _apply_rule(node, gradients[node.output[0]], tape).items():
                known = gradients.get(name)
                gradients[name] = tape.write("Add", known, gradient) if known else gradient
    return _assemble(model, [*nodes, *tape.nodes], tape, (logits, tensor, gradients[tensor]))


def _apply_rule(node: onnx.NodeProto, gradient: str, tape: Tape) -> Mapping[str, str]:
    try:
        return RULES[node.op_type](node, gradient, tape)
    except (KeyError, NotImplementedError) as error:
        raise InputError(UNKNOWN_OPERATOR, operator=node.op_type) from error


def _find_dependent(nodes: Sequence[onnx.NodeProto], tensor: str) -> frozenset[str]:
    """The tensors that are computed from this one, and itself."""
    found = {tensor}
    for node in nodes:
        if found.intersection(node.input):
            found.update(node.output)
    return frozenset(found)


def _name_places(node: onnx.NodeProto) -> onnx.NodeProto:
    if node.op_type != "MaxPool" or len(node.output) > 1:
        return node
    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    copy.output.append(node.output[0] + PLACES)
    return copy


def _assemble(
    model: onnx.ModelProto, nodes: Sequence[onnx.NodeProto], tape: Tape, outputs: Sequence[str]
) -> onnx.ModelProto:
    read = {name for node in nodes for name in node.input}
    written = [helper.make_node("Identity", [name], [label]) for name, label in zip(outputs, OUTPUTS, strict=True)]
    graph = helper.make_graph(
        [*nodes, *written],
        model.graph.name or "gradient",
        [*model.graph.input, helper.make_empty_tensor_value_info(SEED)],
        [helper.make_empty_tensor_value_info(label) for label in OUTPUTS],
        [*(one for one in model.graph.initializer if one.name in read), *tape.initializers.values()],
    )
    graph.input[-1].CopyFrom(helper.make_tensor_value_info(SEED, onnx.TensorProto.FLOAT, ("n", "units")))
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
