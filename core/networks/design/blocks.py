"""The blocks of a design, each with its numbers and their limits: the designer's forms and the search read them here.

    design = Design.model_validate({"name": "mine", "blocks": [{"kind": "conv", "filters": 32}, {"kind": "flatten"}]})

A design ends before the last layer: how many classes there are is the dataset's to say.
"""

from typing import Annotated, Literal
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.errors import InputError
from core.form_field import FormField
from core.i18n import N_
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES, Trainable
from core.networks.layers import Initializer, Padding

BackboneName = Literal[
    "efficientnet_lite0", "efficientnet_lite2", "mobilenet_v3_large", "efficientnet_v2_b0", "convnext_tiny"
]
Function = Literal["relu", "relu6", "silu", "gelu", "sigmoid"]
NAME = r"^[^\x00-\x1f/\\.][^\x00-\x1f/\\]*$"  # what a folder can be called too
MOST_BLOCKS = 400
DEEPEST = 4  # residual blocks within one another

INITIALIZERS = {
    "glorot_uniform": N_("Glorot uniform"),
    "he_normal": N_("He normal"),
    "he_uniform": N_("He uniform"),
    "lecun_normal": N_("LeCun normal"),
}
FUNCTIONS = {"linear": N_("linear"), "relu": "ReLU", "relu6": "ReLU6", "silu": "SiLU", "gelu": "GELU"}
FILTERS = FormField(N_("Filters"), N_("How many patterns it looks for; as many maps come out."), step=8)
KERNEL = FormField(N_("Window"), N_("The side of the window in pixels."))
STRIDE = FormField(N_("Stride"), N_("How far the window moves: 2 halves the side of the map."))
PADDING = FormField(
    N_("Padding"),
    N_("Same keeps the side, with zeros around the map; valid loses the edge."),
    names={"same": N_("same"), "valid": N_("valid")},
)
BIAS = FormField(N_("Bias"), N_("A learned number added to each map; before a batch normalisation it does nothing."))


class Block(BaseModel):
    """What all blocks share: they are compared, copied and replaced, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rescale(Block):
    """Brings pixels from 0 to 255 into a range that weights can start from."""

    kind: Literal["rescale"] = "rescale"
    to: Annotated[
        Literal["0..1", "-1..1"],
        FormField(N_("Range"), N_("Where pixels from 0 to 255 go."), names={"0..1": "0 … 1", "-1..1": "−1 … 1"}),
    ] = "-1..1"


class Augment(Block):
    """Changes training pictures by chance; only one, before everything else."""

    kind: Literal["augmentation"] = "augmentation"
    recipe: Augmentation = Augmentation(flip=True)


class Backbone(Block):
    """A pretrained network up to its features."""

    kind: Literal["backbone"] = "backbone"
    network: Annotated[
        BackboneName, FormField(N_("Network"), names={name: one.title for name, one in BACKBONES.items()})
    ] = "efficientnet_lite0"
    learns: Annotated[
        Trainable,
        FormField(
            N_("What learns"),
            names={"head": N_("nothing of it"), "top": N_("top blocks"), "all": N_("all of it")},
        ),
    ] = "head"


class Conv(Block):
    kind: Literal["conv"] = "conv"
    filters: Annotated[int, Field(ge=1, le=8192), FILTERS] = 32
    kernel: Annotated[int, Field(ge=1, le=31), KERNEL] = 3
    stride: Annotated[int, Field(ge=1, le=16), STRIDE] = 1
    padding: Annotated[Padding, PADDING] = "same"
    activation: Annotated[Literal["linear", Function], FormField(N_("Activation function"), names=FUNCTIONS)] = "relu"
    bias: Annotated[bool, BIAS] = True
    groups: Annotated[
        int, Field(ge=1, le=8192), FormField(N_("Groups"), N_("Each sees only its share of the maps."))
    ] = 1


class Depthwise(Block):
    kind: Literal["depthwise"] = "depthwise"
    kernel: Annotated[int, Field(ge=1, le=31), KERNEL] = 3
    stride: Annotated[int, Field(ge=1, le=16), STRIDE] = 1
    padding: Annotated[Padding, PADDING] = "same"
    bias: Annotated[bool, BIAS] = True


class Pool(Block):
    kind: Literal["pool"] = "pool"
    how: Annotated[
        Literal["max", "average"],
        FormField(N_("Takes"), names={"max": N_("the largest number"), "average": N_("the mean")}),
    ] = "max"
    size: Annotated[int, Field(ge=1, le=31), KERNEL] = 2
    stride: Annotated[int, Field(ge=1, le=16), STRIDE] = 2
    padding: Annotated[Padding, PADDING] = "valid"


class Normalise(Block):
    kind: Literal["normalise"] = "normalise"
    how: Annotated[
        Literal["batch", "layer"],
        FormField(N_("Over"), names={"batch": N_("the batch, each map"), "layer": N_("the maps, each place")}),
    ] = "batch"


class Activate(Block):
    kind: Literal["activation"] = "activation"
    function: Annotated[Function, FormField(N_("Function"), names=FUNCTIONS)] = "relu"


class Drop(Block):
    kind: Literal["dropout"] = "dropout"
    rate: Annotated[float, Field(ge=0, le=0.95), FormField(N_("Share left out"), step=0.1)] = 0.5


class FullyConnected(Block):
    kind: Literal["dense"] = "dense"
    units: Annotated[int, Field(ge=1, le=65536), FormField(N_("Units"), step=16)] = 128
    activation: Annotated[Literal["linear", Function], FormField(N_("Activation function"), names=FUNCTIONS)] = "relu"


class Residual(Block):
    """Its blocks compute a change, added to what came in; where shapes differ, a 1 × 1 convolution fits it."""

    kind: Literal["residual"] = "residual"
    blocks: tuple["AnyBlock", ...] = ()


class SqueezeExcite(Block):
    """A number between 0 and 1 for each map, computed from the means of all, which it is multiplied by."""

    kind: Literal["squeeze_excite"] = "squeeze_excite"
    ratio: Annotated[
        int, Field(ge=1, le=64), FormField(N_("Reduction"), N_("How many times fewer units than maps."))
    ] = 4


class Flat(Block):
    kind: Literal["flatten"] = "flatten"


class GlobalPool(Block):
    kind: Literal["global_pool"] = "global_pool"
    how: Annotated[
        Literal["max", "average"],
        FormField(N_("Takes"), names={"max": N_("the largest number"), "average": N_("the mean")}),
    ] = "average"


AnyBlock = Annotated[
    Rescale | Augment | Backbone | Conv | Depthwise | Pool | Normalise | Activate | Drop | FullyConnected | Residual
    | SqueezeExcite | Flat | GlobalPool,
    Field(discriminator="kind"),
]  # fmt: skip
KINDS: dict[str, type[Block]] = {
    one.model_fields["kind"].default: one
    for one in (
        Rescale, Augment, Backbone, Conv, Depthwise, Pool, Normalise, Activate, Drop, FullyConnected, Residual,
        SqueezeExcite, Flat, GlobalPool,
    )
}  # fmt: skip
TITLES = {
    "rescale": N_("Rescaling"),
    "augmentation": N_("Augmentation"),
    "backbone": N_("Pretrained network"),
    "conv": N_("Convolution"),
    "depthwise": N_("Depthwise convolution"),
    "pool": N_("Pooling"),
    "normalise": N_("Normalisation"),
    "activation": N_("Activation function"),
    "dropout": N_("Dropout"),
    "dense": N_("Fully connected"),
    "residual": N_("Residual"),
    "squeeze_excite": N_("Squeeze and excite"),
    "flatten": N_("Flatten"),
    "global_pool": N_("Global pooling"),
}


class Design(BaseModel):
    """A network as a person designs it: its name, how its weights are drawn, and its blocks from the picture on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=NAME)] = "my-network"
    initializer: Initializer = "glorot_uniform"
    blocks: tuple[AnyBlock, ...] = ()

    def __str__(self) -> str:
        """Its name, and signs that two designs of one name differ in."""
        return f"{self.name} · {crc32(self.model_dump_json().encode()):08x}"

    @model_validator(mode="after")
    def _limit_blocks(self) -> "Design":
        if count_blocks(self.blocks) > MOST_BLOCKS:
            raise ValueError(f"a design has at most {MOST_BLOCKS} blocks")
        return self


def count_blocks(blocks: tuple[AnyBlock, ...]) -> int:
    """All of them, those within residual blocks too."""
    return sum(1 + (count_blocks(block.blocks) if isinstance(block, Residual) else 0) for block in blocks)


def find_backbone(design: Design) -> Backbone | None:
    """The block of a pretrained network, where the design begins with one."""
    return next((block for block in design.blocks[:2] if isinstance(block, Backbone)), None)


class BlockError(InputError):
    """A block does not fit where it stands; `place` is its number, after those of the residual blocks it is in."""

    def __init__(self, place: tuple[int, ...], text: str, **values: object) -> None:
        super().__init__(text, **values)
        self.place = place
