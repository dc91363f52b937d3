"""Small datasets for the checks: one in which nothing is wrong, and one with a problem for each check."""

import shutil

import numpy as np
from PIL import Image

from core.data.intake import adding
from core.sketches import draw

PICTURES = 12  # a class
SIDE = 96  # pixels


def clean(tmp_path):
    """Drawn animals and patterns of squares: each different, in colour, sharp, neither dark nor bright nor flat."""
    return adding.add(_photos(tmp_path / "clean"), "clean")


def planted(tmp_path):
    """The same with a damaged file, an exact copy, a smaller copy, and a drawing among the patterns."""
    photos = _photos(tmp_path / "planted")
    (photos / "animal" / "broken.png").write_text("no picture")
    shutil.copy(photos / "animal" / "00.png", photos / "animal" / "copy.png")
    with Image.open(photos / "animal" / "01.png") as picture:
        picture.resize((80, 80)).save(photos / "animal" / "smaller.png")
    _drawing(99).save(photos / "square" / "animal.png")
    return adding.add(photos, "planted")


def _photos(folder):
    for label in ("animal", "square"):
        (folder / label).mkdir(parents=True)
    for number in range(PICTURES):
        _drawing(number).save(folder / "animal" / f"{number:02}.png")
        _squares(number).save(folder / "square" / f"{number:02}.png")
    return folder


def _drawing(number):
    return draw("cat" if number % 2 else "dog", number, SIDE, seed=0)


def _squares(number):
    """Squares in random colours with hard edges."""
    colours = np.random.default_rng(number).integers(30, 226, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(colours).resize((SIDE, SIDE), Image.Resampling.NEAREST)
