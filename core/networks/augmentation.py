"""What augmentation does, once for training and for the preview: a recipe, uniform draws, and what follows from them.

Every function that takes `xp` is written for any module with NumPy's names: `numpy` for the preview, `keras.ops` in the
model. The draws are uniform in [0, 1), one row of `DRAWS` numbers a picture, so equal draws give equal pictures.
"""

from math import log, radians
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from core.form_field import FormField
from core.i18n import N_

MIDDLE = 127.5  # mid grey of pixels from 0 to 255; contrast turns about it, and what is erased becomes it
WHITE = 255.0
LARGEST_ASPECT = 1.2  # of width and height of a random crop, either way round
DRAWS = 17  # numbers a picture; which is for what stands in the functions below

Share = Annotated[float, Field(ge=0, le=1)]
Half = Annotated[float, Field(ge=0, le=0.5)]
NotAll = Annotated[float, Field(ge=0, le=0.9)]


class Augmentation(BaseModel):
    """How far training pictures may be changed by chance; 0 changes nothing.

    A move mirrors what comes in at the edge. `smaller` is less to compute, and makes up for crops, which make things
    larger than they are in the whole pictures that the network will be asked about (Touvron et al. 2019,
    arXiv:1906.06423); it is for networks that take any size. `mixup` draws the weight of a pair from Beta(mixup, mixup)
    (Zhang et al. 2017, arXiv:1710.09412).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    flip: Annotated[bool, FormField(N_("Flip"), N_("Half of the pictures are mirrored left to right."))] = False
    rotation: Annotated[
        float,
        Field(ge=0, le=180),
        FormField(N_("Rotation (degrees)"), N_("Turned by up to so many degrees, either way."), step=5.0),
    ] = 0.0
    zoom: Annotated[NotAll, FormField(N_("Zoom"), N_("Shown larger or smaller by up to this share."), step=0.05)] = 0.0
    crop: Annotated[
        NotAll,
        FormField(N_("Crop"), N_("Up to this share of the area is cut off, and what is left is enlarged."), step=0.05),
    ] = 0.0
    shift: Annotated[Half, FormField(N_("Shift"), N_("Moved by up to this share of the side."), step=0.05)] = 0.0
    contrast: Annotated[Share, FormField(N_("Contrast"), N_("Up to this share more or less contrast."), step=0.05)] = (
        0.0
    )
    brightness: Annotated[
        Share, FormField(N_("Brightness"), N_("Up to this share of white lighter or darker."), step=0.05)
    ] = 0.0
    colour: Annotated[
        Share,
        FormField(N_("Colour"), N_("Red, green and blue each up to this share stronger or weaker."), step=0.05),
    ] = 0.0
    erasing: Annotated[
        Half,
        FormField(N_("Random erasing"), N_("A square of up to this share of the area turns grey."), step=0.05),
    ] = 0.0
    smaller: Annotated[
        Half,
        FormField(
            N_("Smaller"),
            N_(
                "Trains on pictures whose side is this share smaller, which is faster and makes up for crops, and"
                " predicts on whole ones. The article's network ignores it."
            ),
            step=0.05,
        ),
    ] = 0.0
    mixup: Annotated[
        Share,
        FormField(
            N_("Mixup"),
            N_("Pairs of pictures and their labels are blended; more means blended more evenly."),
            step=0.05,
        ),
    ] = 0.0

    @property
    def changes(self) -> bool:
        """Whether anything happens to a picture by itself, which mixup is not."""
        return self.moves or self.tones or bool(self.erasing)

    @property
    def moves(self) -> bool:
        """Whether pixels change their places."""
        return self.flip or any((self.rotation, self.zoom, self.crop, self.shift, self.smaller))

    @property
    def tones(self) -> bool:
        """Whether pixels change their tones."""
        return any((self.contrast, self.brightness, self.colour))


class Resample(Protocol):
    """Reads pictures (n, height, width, 3) at the places that transforms (n, 8) name; mirrors beyond the edges."""

    def __call__(self, pictures: Any, transforms: Any) -> Any: ...


def augment(pictures: Any, recipe: Augmentation, draws: Any, *, xp: Any, resample: Resample) -> Any:
    """Float pictures (n, side, side, 3) from 0 to 255, changed as the draws (n, DRAWS) say, and made smaller."""
    side = compute_seen_side(recipe, pictures.shape[1])
    if recipe.moves:
        pictures = resample(pictures, transforms(recipe, draws, pictures.shape[1], xp))[:, :side, :side]
    if recipe.tones:
        gains, offsets = _gains(recipe, draws, xp)
        pictures = xp.clip(pictures * gains[:, None, None, :] + offsets[:, None, None, :], 0.0, WHITE)
    if recipe.erasing:
        pictures = xp.where(_erase(recipe, draws, side, xp), MIDDLE, pictures)
    return pictures


def compute_seen_side(recipe: Augmentation, side: int) -> int:
    """Pixels a side of what the network sees while it trains."""
    return side - round(recipe.smaller * side)


def transforms(recipe: Augmentation, draws: Any, side: int, xp: Any) -> Any:
    """From places in the new picture to places in the old one: (n, 8), `x' = a0 x + a1 y + a2, y' = a3 x + a4 y + a5`.

    All moves in one, so that pixels are read once: a window of the old picture, turned about its middle. What is to be
    smaller is the upper left part of the new one.
    """
    signed = 2.0 * draws - 1.0
    width, height = _window(recipe, draws, signed, xp)
    move_x = (1.0 - width) / 2.0 * signed[:, 0] + recipe.shift * signed[:, 1]
    move_y = (1.0 - height) / 2.0 * signed[:, 2] + recipe.shift * signed[:, 3]
    zoom = 1.0 + recipe.zoom * signed[:, 4]
    mirror = xp.where(draws[:, 5] < 0.5, -1.0, 1.0) if recipe.flip else 1.0
    finer = side / compute_seen_side(recipe, side)
    across, down = width * zoom * mirror * finer, height * zoom * finer
    angle = radians(recipe.rotation) * signed[:, 6]
    cos, sin = xp.cos(angle), xp.sin(angle)
    a0, a1, a3, a4 = cos * across, -sin * down, sin * across, cos * down
    old, new = (side - 1) / 2.0, (compute_seen_side(recipe, side) - 1) / 2.0  # the middles
    a2 = old + side * move_x - new * (a0 + a1)
    a5 = old + side * move_y - new * (a3 + a4)
    nothing = xp.zeros_like(a0)
    return xp.stack([a0, a1, a2, a3, a4, a5, nothing, nothing], axis=1)


def _window(recipe: Augmentation, draws: Any, signed: Any, xp: Any) -> tuple[Any, Any]:
    """Width and height, as shares of the picture's, of what a random crop leaves."""
    area = 1.0 - recipe.crop * draws[:, 7]
    stretch = xp.exp(log(LARGEST_ASPECT) / 2.0 * signed[:, 8]) if recipe.crop else 1.0
    side = xp.sqrt(area)
    return xp.minimum(side * stretch, 1.0), xp.minimum(side / stretch, 1.0)


def _gains(recipe: Augmentation, draws: Any, xp: Any) -> tuple[Any, Any]:
    """What each channel is multiplied by, and what is added to it: (n, 3) each."""
    signed = 2.0 * draws - 1.0
    contrast = 1.0 + recipe.contrast * signed[:, 9:10]
    gains = contrast * (1.0 + recipe.colour * signed[:, 10:13])
    offsets = MIDDLE * (1.0 - contrast) + WHITE * recipe.brightness * signed[:, 13:14]
    return gains, offsets + xp.zeros_like(gains)


def _erase(recipe: Augmentation, draws: Any, side: int, xp: Any) -> Any:
    """Which pixels are erased: (n, side, side, 1); a square about any point, of any area up to the recipe's."""
    half = xp.sqrt(recipe.erasing * draws[:, 14]) / 2.0
    places = (xp.arange(side, dtype="float32") + 0.5) / side
    near_x = xp.abs(places[None, :] - draws[:, 15:16]) < half[:, None]
    near_y = xp.abs(places[None, :] - draws[:, 16:17]) < half[:, None]
    return xp.logical_and(near_y[:, :, None], near_x[:, None, :])[..., None]
