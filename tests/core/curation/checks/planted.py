"""Small datasets for the checks: one in which nothing is wrong, and one with a problem for each check."""

import shutil

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from core.data.intake import adding
from core.sketches import draw

PICTURES = 30  # a class: enough for every split
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


def spoiled(tmp_path):
    """The same with a picture of each kind in which little can be seen, named after what is wrong with it."""
    photos = _photos(tmp_path / "spoiled") / "animal"
    drawing = _drawing(0).resize((256, 256))
    Image.new("RGB", (96, 96), (90, 120, 90)).save(photos / "blank.png")
    ImageEnhance.Brightness(drawing).enhance(0.12).save(photos / "dark.png")
    Image.effect_noise((96, 96), 20).point(lambda level: 240 + (level - 128) // 2).convert("RGB").save(
        photos / "overexposed.png"
    )
    drawing.filter(ImageFilter.GaussianBlur(6)).save(photos / "blurred.png")
    _squares(77).resize((20, 24)).save(photos / "small_pictures.png")
    _squares(78).resize((400, 90)).save(photos / "extreme_shapes.png")
    return adding.add(photos.parent, "spoiled")


def uneven(tmp_path):
    """Few squares to learn from and none to test on."""
    _photos(tmp_path / "uneven")
    for number in range(PICTURES):
        folder = tmp_path / "split" / ("test" if number < 3 else "train")
        for label in ("animal", "square"):
            (folder / label).mkdir(parents=True, exist_ok=True)
        (tmp_path / "uneven" / "animal" / f"{number:02}.png").rename(folder / "animal" / f"{number:02}.png")
        if 3 <= number < 9:
            (tmp_path / "uneven" / "square" / f"{number:02}.png").rename(folder / "square" / f"{number:02}.png")
    (tmp_path / "split" / "test" / "square").rmdir()
    return adding.add(tmp_path / "split", "uneven")


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
