"""A published network with a new last layer, as a description: the network itself is one layer of it."""

from dataclasses import replace

from core.networks.architecture import Architecture, Builder
from core.networks.backbones import FEATURES, Backbone, Trainable
from core.networks.efficientnet import RECIPE
from core.networks.layers import Dropout, PretrainedNetwork


def application(backbone: Backbone, image_size: int, classes: int) -> Architecture:
    """The network with a new last layer for `classes`, which alone learns."""
    net = Builder(image_size)
    net.add(FEATURES, PretrainedNetwork(backbone))
    net.add("dropout", Dropout(0.2))
    return net.finish(backbone.name, classes, RECIPE)


def features_alone(backbone: Backbone) -> Architecture:
    """The network without any last layer: pixels to features."""
    net = Builder(backbone.image_size)
    net.add(FEATURES, PretrainedNetwork(backbone))
    return Architecture(backbone.name, backbone.image_size, tuple(net.nodes))


def learning(architecture: Architecture, trainable: Trainable) -> Architecture:
    """The same network, of which the last layer, the last stage as well, or everything learns."""
    nodes = (
        replace(node, layer=replace(node.layer, learns=trainable))
        if isinstance(node.layer, PretrainedNetwork)
        else node
        for node in architecture.nodes
    )
    return replace(architecture, nodes=tuple(nodes))
