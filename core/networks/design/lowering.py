"""From a design to the layers that training builds, block by block; what does not fit is said of the block it is.

lowered = lower(design, image_size=96, classes=2)
lowered.architecture        # what `core.networks.architecture.summarize` and the Keras builder take
lowered.places              # which block each layer comes from
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from core.i18n import N_, Message
from core.networks import efficientnet
from core.networks.architecture import IMAGE, NO_AUGMENTATION, Architecture, Builder, Node
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES
from core.networks.design import blocks as of
from core.networks.design.blocks import DEEPEST, BlockError, Design
from core.networks.design.names import make_slug
from core.networks.layers import (
    Activation,
    Add,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    Layer,
    LayerNormalization,
    MaxPooling2D,
    Multiply,
    PretrainedNetwork,
    Rescaling,
    Shape,
)

Place = tuple[int, ...]
RANGES = {"0..1": (1 / 255, 0.0), "-1..1": (1 / 127.5, -1.0)}
LARGEST_STRIDE = 16

NEEDS_MAP = N_(
    "{block} takes maps, and what reaches it is a list of {units} numbers. Move it before the block that flattens or"
    " pools everything."
)
NEEDS_LIST = N_(
    "{block} takes a list of numbers, and what reaches it is {shape}. Put Flatten or Global pooling before it."
)
TOO_LARGE = N_(
    "A window of {kernel} does not fit into a map of {shape}. Set its padding to same, or remove a stride or a pooling"
    " before it."
)
NO_GROUPS = N_(
    "{channels} maps and {filters} filters cannot be shared among {groups} groups. Choose a number of groups that"
    " divides both."
)
EMPTY = N_("This residual block is empty. Put a convolution into it, or remove it.")
TOO_DEEP = N_("Residual blocks stand {deep} deep within one another. Move the innermost one out.")
NO_SUM = N_("What comes out of this residual block, {out}, cannot be added to what goes in, {into}. {remedy}")
SAME_UNITS = N_("Give the last block in it {units} units.")
SAME_SIDE = N_("Use strides that divide the side by a whole number, with padding same.")
FIRST = N_("{block} sees the picture itself. Move it to the top, and keep no rescaling before it.")
FIXED_SIZE = N_("{title} takes pictures of {size} px, and these have {given}. Set the image size to {size}.")
NOT_FLAT = N_(
    "The network ends with {shape}, and the output layer takes a list of numbers. Put Global pooling or Flatten at the"
    " end."
)
NO_BLOCKS = N_("The design has no blocks. Add one, or start from a network that is there.")


@dataclass(frozen=True)
class Lowered:
    """The layers of a design and where each comes from; with a `problem` they end before the block that it names."""

    architecture: Architecture
    places: Mapping[str, Place]
    shapes: Mapping[str, Shape]
    problem: BlockError | None = None


def lower(design: Design, image_size: int, classes: int) -> Lowered:
    """The layers of the whole design with its output layer.

    Raises:
        BlockError: a block does not fit.

    """
    lowered = lower_as_far(design, image_size, classes)
    if lowered.problem:
        raise lowered.problem
    return lowered


def lower_as_far(design: Design, image_size: int, classes: int) -> Lowered:
    """The layers up to the first block that does not fit; all of them, and the output layer, where all do."""
    writer = _Writer(design, Builder(image_size), {IMAGE: (image_size, image_size, 3)})
    problem = None
    try:
        writer.write_all(classes)
    except BlockError as error:
        problem = error
    architecture = Architecture(
        f"design_{make_slug(design.name)}",
        image_size,
        tuple(writer.net.nodes),
        writer.recipe,
        pretrained=writer.pretrained,
    )
    return Lowered(architecture, writer.places, writer.shapes, problem)


def format_shape(shape: Shape) -> str:
    return " × ".join(map(str, shape))


@dataclass
class _Writer:
    design: Design
    net: Builder
    shapes: dict[str, Shape]
    places: dict[str, Place] = field(default_factory=dict)
    recipe: Augmentation = NO_AUGMENTATION
    pretrained: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """Of what comes out of the last layer."""
        return self.shapes[self.net.last]

    def write_all(self, classes: int) -> None:
        end = (len(self.design.blocks),)
        if not self.design.blocks:
            raise BlockError(end, NO_BLOCKS)
        for number, block in enumerate(self.design.blocks):
            self.write(block, (number,))
        if len(self.shape) > 1:
            raise BlockError(end, NOT_FLAT, shape=format_shape(self.shape))
        self.net.finish("", classes)
        self._record(self.net.nodes[-1], end)

    def write(self, block: of.Block, place: Place) -> None:
        """Add the layers of a block after the last layer."""
        WRITERS[type(block)](self, block, place)

    def add(self, kind: str, layer: Layer, place: Place, after: str | tuple[str, ...] | None = None) -> str:
        """Add a layer, named by its kind and how many of those come before."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        name = self.net.add(f"{kind}_{self.counts[kind]}", layer, after=after)
        self._record(self.net.nodes[-1], place)
        return name

    def require_map(self, block: of.Block, place: Place) -> None:
        if len(self.shape) == 1:
            raise BlockError(place, NEEDS_MAP, block=_title(block), units=self.shape[0])

    def require_room(self, kernel: int, padding: str, place: Place) -> None:
        if padding == "valid" and kernel > min(self.shape[:2]):
            raise BlockError(place, TOO_LARGE, kernel=kernel, shape=format_shape(self.shape))

    def _record(self, node: Node, place: Place) -> None:
        self.shapes[node.name] = node.layer.output_shape(*(self.shapes[name] for name in node.inputs))
        self.places[node.name] = place


def _title(block: of.Block) -> Message:
    return Message(of.TITLES[block.model_dump()["kind"]])


def _rescale(to: _Writer, block: of.Rescale, place: Place) -> None:
    to.add("rescale", Rescaling(*RANGES[block.to]), place)


def _augment(to: _Writer, block: of.Augment, place: Place) -> None:
    if place != (0,):
        raise BlockError(place, FIRST, block=_title(block))
    to.recipe = block.recipe


def _backbone(to: _Writer, block: of.Backbone, place: Place) -> None:
    """A packaged network layer by layer, as its own architecture has it; another one as a single layer."""
    backbone = BACKBONES[block.network]
    if to.net.nodes or len(place) > 1:
        raise BlockError(place, FIRST, block=_title(block))
    if to.net.image_size != backbone.image_size:
        raise BlockError(place, FIXED_SIZE, title=backbone.title, size=backbone.image_size, given=to.net.image_size)
    to.pretrained = backbone.name
    if backbone.packaged is None:
        to.add("features", PretrainedNetwork(backbone, block.learns), place)
        return
    plain = efficientnet.efficientnet_lite(backbone, to.net.image_size, classes=2)
    for node in efficientnet.learning(plain, block.learns).nodes[:-2]:  # without its dropout and its output layer
        to.net.nodes.append(node)
        to._record(node, place)


def _conv(to: _Writer, block: of.Conv, place: Place) -> None:
    to.require_map(block, place)
    to.require_room(block.kernel, block.padding, place)
    channels = to.shape[-1]
    if channels % block.groups or block.filters % block.groups:
        raise BlockError(place, NO_GROUPS, channels=channels, filters=block.filters, groups=block.groups)
    to.add(
        "conv",
        Conv2D(
            block.filters, block.kernel, block.stride, block.padding, block.activation, block.bias, block.groups,
            to.design.initializer,
        ),
        place,
    )  # fmt: skip


def _depthwise(to: _Writer, block: of.Depthwise, place: Place) -> None:
    to.require_map(block, place)
    to.require_room(block.kernel, block.padding, place)
    layer = DepthwiseConv2D(block.kernel, block.stride, block.padding, block.bias, to.design.initializer)
    to.add("depthwise", layer, place)


def _pool(to: _Writer, block: of.Pool, place: Place) -> None:
    to.require_map(block, place)
    to.require_room(block.size, block.padding, place)
    kind = MaxPooling2D if block.how == "max" else AveragePooling2D
    to.add("pool", kind(block.size, block.stride, block.padding), place)


def _normalise(to: _Writer, block: of.Normalise, place: Place) -> None:
    to.add("norm", BatchNormalization() if block.how == "batch" else LayerNormalization(), place)


def _activate(to: _Writer, block: of.Activate, place: Place) -> None:
    to.add(block.function, Activation(block.function), place)


def _drop(to: _Writer, block: of.Drop, place: Place) -> None:
    to.add("dropout", Dropout(block.rate), place)


def _dense(to: _Writer, block: of.FullyConnected, place: Place) -> None:
    if len(to.shape) > 1:
        raise BlockError(place, NEEDS_LIST, block=_title(block), shape=format_shape(to.shape))
    to.add("dense", Dense(block.units, block.activation, to.design.initializer), place)


def _flatten(to: _Writer, _block: of.Flat, place: Place) -> None:
    to.add("flatten", Flatten(), place)


def _global_pool(to: _Writer, block: of.GlobalPool, place: Place) -> None:
    to.require_map(block, place)
    kind = GlobalAveragePooling2D if block.how == "average" else GlobalMaxPooling2D
    to.add("global_pool", kind(), place)


def _squeeze_excite(to: _Writer, block: of.SqueezeExcite, place: Place) -> None:
    """Hu et al. 2017, arXiv:1709.01507."""
    to.require_map(block, place)
    entry, channels = to.net.last, to.shape[-1]
    units, drawn = max(1, channels // block.ratio), to.design.initializer
    to.add("squeeze", GlobalAveragePooling2D(keepdims=True), place)
    to.add("squeeze_conv", Conv2D(units, 1, activation="relu", initializer=drawn), place)
    gate = to.add("excite_conv", Conv2D(channels, 1, activation="sigmoid", initializer=drawn), place)
    to.add("excite", Multiply(), place, after=(entry, gate))


def _residual(to: _Writer, block: of.Residual, place: Place) -> None:
    if not block.blocks:
        raise BlockError(place, EMPTY)
    if len(place) > DEEPEST:
        raise BlockError(place, TOO_DEEP, deep=len(place))
    entry, into = to.net.last, to.shape
    for number, inner in enumerate(block.blocks):
        to.write(inner, (*place, number))
    branch, out = to.net.last, to.shape
    if into != out:
        entry = _fit(to, entry, into, out, place)
    to.add("add", Add(), place, after=(branch, entry))


def _fit(to: _Writer, entry: str, into: Shape, out: Shape, place: Place) -> str:
    """The shortcut's 1 × 1 convolution with its normalisation, where maps change their side or their number."""
    if len(into) == 1:
        _refuse_sum(into, out, place, SAME_UNITS, units=into[0])
    stride = _find_stride(into, out) if len(out) == 3 else None
    if stride is None:
        _refuse_sum(into, out, place, SAME_SIDE)
    layer = Conv2D(out[-1], 1, stride, "same", bias=False, initializer=to.design.initializer)
    to.add("shortcut_conv", layer, place, after=entry)
    return to.add("shortcut_norm", BatchNormalization(), place)


def _find_stride(into: Shape, out: Shape) -> int | None:
    """The stride that brings one side to the other; None where none does."""
    strides = range(1, LARGEST_STRIDE + 1)
    return next((stride for stride in strides if -(-into[0] // stride) == out[0]), None)


def _refuse_sum(into: Shape, out: Shape, place: Place, remedy: str, **values: object) -> NoReturn:
    raise BlockError(place, NO_SUM, out=format_shape(out), into=format_shape(into), remedy=Message(remedy, values))


WRITERS: Mapping[type[of.Block], Callable[..., None]] = {
    of.Rescale: _rescale,
    of.Augment: _augment,
    of.Backbone: _backbone,
    of.Conv: _conv,
    of.Depthwise: _depthwise,
    of.Pool: _pool,
    of.Normalise: _normalise,
    of.Activate: _activate,
    of.Drop: _drop,
    of.FullyConnected: _dense,
    of.Residual: _residual,
    of.SqueezeExcite: _squeeze_excite,
    of.Flat: _flatten,
    of.GlobalPool: _global_pool,
}
