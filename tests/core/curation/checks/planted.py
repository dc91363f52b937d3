"""Small datasets for the checks: one in which nothing is wrong, and one with a problem for each check."""

import shutil

from PIL import Image

from core.data.intake import adding
from core.sketches import draw

PICTURES = 12  # a class


def clean(tmp_path):
    """Drawn animals and grey squares, each different."""
    return adding.add(_photos(tmp_path / "clean"), "clean")


def planted(tmp_path):
    """The same with a damaged file, an exact copy, a smaller copy, and a drawing among the squares."""
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
        Image.new("RGB", (96, 96), (20 * number,) * 3).save(folder / "square" / f"{number:02}.png")
    return folder


def _drawing(number):
    return draw("cat" if number % 2 else "dog", number, 96, seed=0)
