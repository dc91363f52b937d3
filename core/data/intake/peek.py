"""A few pictures of what one can train on, before anything is trained."""

import numpy as np

from core.data import datasets
from core.data.intake.choices import Choice
from core.data.pixels.decode import Pixels, decode
from core.data.pixels.view import View
from core.data.samples import choose_evenly
from core.sketches import LABELS, draw


def draw_sample(choice: Choice, side: int, count: int, view: View = View.STRETCH) -> Pixels:
    """Up to `count` training pictures, uint8 (n, side, side, 3), spread over the classes.

    Of the sketches before they are made, drawings like those to come; of another built-in before it is made, none.

    Raises:
        PictureError: a picture has vanished.

    """
    if choice.name in datasets.list_names():
        return _read_sample(choice.name, side, count, view)
    if choice.name == "sketches":
        return np.stack([np.asarray(draw(LABELS[n % len(LABELS)], n, side, seed=0)) for n in range(count)])
    return np.empty((0, side, side, 3), dtype=np.uint8)


def _read_sample(name: str, side: int, count: int, view: View) -> Pixels:
    dataset = datasets.load(name)
    records = choose_evenly(sorted(dataset.list_pictures(split="train"), key=lambda record: str(record.label)), count)
    pictures = [decode(dataset.find_path(record), side, view, name=record.path) for record in records]
    return np.stack(pictures) if pictures else np.empty((0, side, side, 3), dtype=np.uint8)
