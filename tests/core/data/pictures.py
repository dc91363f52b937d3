"""Real picture files for the tests, each distinct."""

import shutil

import numpy as np
from PIL import Image


def noise(number=0, size=(24, 20)):
    """A picture that no other number has; coarse, so that a JPEG of it is near."""
    coarse = np.random.default_rng(number).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def fill(folder, count, ending="png", first=0):
    """Put `count` pictures into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        noise(number).save(folder / f"{number:03d}.{ending}")
    return folder


def spoiled_classes(root, count):
    """A copy of a training picture in the test, a picture under two labels, and a class without test pictures."""
    for number, split in enumerate(("train", "val", "test")):
        for place, label in enumerate(("cat", "dog", "owl")):
            if (split, label) != ("test", "owl"):
                fill(root / split / label, count, first=1000 * number + 100 * place)
    shutil.copy(root / "train/cat/000.png", root / "test/cat/z.png")
    shutil.copy(root / "train/dog/100.png", root / "train/cat/z.png")
    return root


def two_classes(root, count=10):
    """A folder with the classes `cat` and `dog`."""
    fill(root / "cat", count)
    fill(root / "dog", count, first=1000)
    return root
