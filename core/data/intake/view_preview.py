"""What a network would see of a few pictures that one can train on, for each way of bringing them to a square."""

import numpy as np
import numpy.typing as npt

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.intake.choices import Choice
from core.data.pixels.decode import Pixels, decode_squares
from core.data.pixels.view import View, find_region
from core.data.samples import choose_evenly, make_thumbnail

GAP = 8  # pixels between two pictures
PALE = 70  # opacity of what is not seen, of 255


def draw_views(choice: Choice, side: int, count: int, view: View) -> Pixels:
    """Up to `count` training pictures in a row and below each what the view makes of it, one or three squares; RGBA.

    Each picture lies in a square of `side` pixels, what the view leaves out of it pale; between them it is transparent.
    Of a dataset that is not there yet, the sheet is empty.

    Raises:
        PictureError: a picture has vanished.

    """
    if choice.name not in datasets.list_names():
        return np.empty((0, 0, 4), np.uint8)
    dataset = datasets.load(choice.name)
    by_label = sorted(dataset.list_pictures(split="train"), key=lambda record: str(record.label))
    columns = [_draw_column(dataset, record, side, view) for record in choose_evenly(by_label, count)]
    return np.concatenate(columns, axis=1)[:, :-GAP] if columns else np.empty((0, 0, 4), np.uint8)


def _draw_column(dataset: Dataset, record: Record, side: int, view: View) -> Pixels:
    squares = decode_squares(dataset.find_path(record), side, view, name=record.path)
    shown = squares[: (len(squares) + 1) // 2]  # the rest are mirror images
    column = [_draw_whole(dataset, record, side, view), *(np.dstack([square, _make_opaque(side)]) for square in shown)]
    return np.concatenate([np.pad(one, ((0, GAP), (0, GAP), (0, 0))) for one in column])[:-GAP]


def _draw_whole(dataset: Dataset, record: Record, side: int, view: View) -> Pixels:
    """The picture upright, pale where the square of `view` does not show it."""
    thumbnail = make_thumbnail(dataset.find_path(record), side, record.path)
    opacity: npt.NDArray[np.uint8] = np.full((thumbnail.height, thumbnail.width), PALE, np.uint8)
    # Several views show all of it: the last of them is the whole picture.
    region = find_region(View.STRETCH if view is View.VIEWS else view, *thumbnail.size, side)
    rows, columns = (max(0, round(edge)) for edge in (region.top, region.left))
    opacity[rows : round(region.bottom), columns : round(region.right)] = 255
    return _centre(np.dstack([np.asarray(thumbnail), opacity]), side)


def _make_opaque(side: int) -> npt.NDArray[np.uint8]:
    return np.full((side, side), 255, np.uint8)


def _centre(picture: Pixels, side: int) -> Pixels:
    """The picture in the middle of a transparent square."""
    square = np.zeros((side, side, 4), np.uint8)
    top, left = (side - picture.shape[0]) // 2, (side - picture.shape[1]) // 2
    square[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return square
