"""How a picture of any shape is brought to the square that a network takes: the choice, and where it looks.

    find_region(View.CROP, 640, 480, 224)      # Region(left=110.0, top=30.0, right=530.0, bottom=450.0)

A crop shows things larger and in their proportions, as pretrained networks saw them, but loses what stands at the edge.
A stretched picture loses nothing but its proportions, a letterboxed one nothing but pixels. Where a view has several
squares, a prediction is their mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CROP_SHARE = 0.875  # of the shorter side: 224 of 256 pixels, as ImageNet's networks are evaluated
MOST_ELONGATED = 2.0  # longer side to shorter; a crop of a longer picture loses well over half of it
SMALLEST_CROPPED = 64  # pixels of the shorter side; tiny pictures are cropped already, and reach the edge


class View(StrEnum):
    """What a square shows of a picture; the value is what specs, addresses and files say."""

    STRETCH = "stretch"
    CROP = "crop"
    LETTERBOX = "letterbox"
    MIRRORED = "mirrored"
    VIEWS = "views"


AVERAGED = (View.MIRRORED, View.VIEWS)  # over the squares and their mirror images


@dataclass(frozen=True)
class Region:
    """A part of the upright picture, in its pixels; it may reach beyond the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Square:
    """A region, and whether it is shown mirrored."""

    region: Region
    mirrored: bool = False


def find_region(view: View, width: int, height: int, size: int) -> Region:
    """The part of an upright picture that the square shows; of several views, that of the first one, the crop.

    Args:
        view: how the picture is brought to the square.
        width: of the upright picture in pixels.
        height: likewise.
        size: the side of the square in pixels; a letterboxed picture begins and ends between two of them.

    """
    match view:
        case View.STRETCH | View.MIRRORED:
            return Region(0, 0, width, height)
        case View.LETTERBOX:
            return _surround(width, height, size)
        case View.CROP | View.VIEWS:
            return _cut_middle(width, height, CROP_SHARE)


def find_squares(view: View, width: int, height: int, size: int) -> Sequence[Square]:
    """All squares that a prediction is the mean of: one, or one and its mirror image, or three and their mirror images.

    The three are the crop, the largest square in the middle, and the whole picture stretched. The first square is the
    one of `find_region`.
    """
    regions = [find_region(view, width, height, size)]
    if view is View.VIEWS:
        regions += [_cut_middle(width, height, 1), Region(0, 0, width, height)]
    ways = (False, True) if view in AVERAGED else (False,)
    return tuple(Square(region, mirrored) for mirrored in ways for region in regions)


def count_squares(view: View) -> int:
    """How many squares `find_squares` finds for any picture."""
    return len(find_squares(view, 1, 1, 1))


def recommend_view(side: float, elongation: float, *, drawn: bool, pretrained: bool) -> View:
    """The view that suits pictures of such shapes: a crop for photos and a pretrained network, else the whole picture.

    Args:
        side: the usual shorter side in pixels.
        elongation: the longer side divided by the shorter one, which nine of ten pictures stay below.
        drawn: whether a program has drawn them; what it drew reaches the edge.
        pretrained: whether the network has learned from crops before.

    """
    is_photo = not drawn and side >= SMALLEST_CROPPED and elongation <= MOST_ELONGATED
    return View.CROP if pretrained and is_photo else View.STRETCH


def find_usual_most(elongations: Sequence[float]) -> float:
    """The elongation that nine of ten pictures stay below."""
    return sorted(elongations)[len(elongations) * 9 // 10]


def _cut_middle(width: int, height: int, share: float) -> Region:
    side = share * min(width, height)
    left, top = (width - side) / 2, (height - side) / 2
    return Region(left, top, left + side, top + side)


def _surround(width: int, height: int, size: int) -> Region:
    """The square around the whole picture, which comes to lie on whole pixels of the `size` there are."""
    longer = max(width, height)
    across, down = (max(1, round(size * side / longer)) for side in (width, height))
    left, top = -((size - across) // 2) * width / across, -((size - down) // 2) * height / down
    return Region(left, top, left + size * width / across, top + size * height / down)
