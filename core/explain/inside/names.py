"""What the steps of a network are called on screen: their names in its description, and what they do."""

import re
from collections.abc import Mapping

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes
from core.i18n import N_

KINDS: Mapping[str, str] = {
    "Add": N_("Addition"),
    "AveragePool": N_("Average pooling"),
    "BatchNormalization": N_("Batch normalisation"),
    "Clip": N_("Cut off at both ends (ReLU6)"),
    "Conv": N_("Convolution"),
    "Div": N_("Division"),
    "Erf": N_("Error function"),
    "Flatten": N_("Values in one row"),
    "Gemm": N_("Fully connected"),
    "GlobalAveragePool": N_("Mean of each map"),
    "GlobalMaxPool": N_("Largest value of each map"),
    "MatMul": N_("Fully connected"),
    "MaxPool": N_("Max pooling"),
    "Mul": N_("Multiplication"),
    "Neg": N_("Change of sign"),
    "Pad": N_("An edge around the map"),
    "Reciprocal": N_("Reciprocal"),
    "ReduceMax": N_("Largest value of each map"),
    "ReduceMean": N_("Mean of each map"),
    "Relu": N_("ReLU"),
    "Reshape": N_("Values in one row"),
    "Sigmoid": N_("Sigmoid"),
    "Softmax": N_("Softmax"),
    "Sqrt": N_("Square root"),
    "Squeeze": N_("Values in one row"),
    "Sub": N_("Subtraction"),
    "Unsqueeze": N_("Values in one row"),
}
DEPTHWISE = N_("Depthwise convolution")
ALONG_ONE_AXIS = N_("Mean along one axis")
_NUMBERED = re.compile(r"_\d+$")
_ANONYMOUS = re.compile(r"^\w*__\d+$")  # what an exporter calls a node that it has made of several


def read_kind(node: onnx.NodeProto, constants: Mapping[str, np.ndarray]) -> str:
    """What a node does, in plain words; the operator's own name where there are none."""
    if node.op_type == "Conv" and read_attributes(node).get("group", 1) > 1:
        return DEPTHWISE if constants[node.input[1]].shape[1] == 1 else KINDS["Conv"]
    if node.op_type == "ReduceMean" and len(read_attributes(node).get("axes", ())) == 1:
        return ALONG_ONE_AXIS
    return KINDS.get(node.op_type, str(node.op_type))


def read_name(node: onnx.NodeProto, constants: Mapping[str, np.ndarray]) -> str:
    """The name of the layer in the network's description, as far as the file tells it.

    Keras writes `article_1/conv_1_1/BiasAdd` for the layer `conv_1`: what it has appended to the network's name it has
    appended to the layer's. A node without a name of its own has the one of its weights, or else of what it reads.
    """
    name = str(node.name or node.output[0])
    if _ANONYMOUS.match(name):
        named = sorted((str(one) for one in node.input if "/" in one), key=lambda one: one not in constants)
        name = next(iter(named), name)
    network, *rest = name.split("/")
    if not rest:
        return name
    return _NUMBERED.sub("", rest[0]) if _NUMBERED.search(network) else rest[0]
