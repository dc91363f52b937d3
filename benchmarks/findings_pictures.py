"""Small datasets for `benchmarks.findings_runs`: learnable, unlearnable, uneven, mislabelled, with leaks.

Each is a folder `<split>/<class>/<number>.png` of pictures of 32 x 32 pixels, or a draw of real photos.
"""

import shutil
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 32
Dice = np.random.Generator
Picture = Callable[[str, Dice], np.ndarray]
Counts = Mapping[str, Mapping[str, int]]  # split, class, pictures
YY, XX = np.mgrid[:SIDE, :SIDE]


def draw_shape(label: str, dice: Dice) -> np.ndarray:
    """A disc, a square, a ring or a cross somewhere on noise."""
    x, y = dice.integers(9, SIDE - 9, 2)
    far, reach = np.hypot(XX - x, YY - y), dice.integers(5, 8)
    square = (abs(XX - x) < reach) & (abs(YY - y) < reach)
    inside = {
        "disc": far < reach,
        "square": square,
        "ring": (far < reach) & (far > reach - 3),
        "cross": square & ((abs(XX - x) < 2) | (abs(YY - y) < 2)),
    }[label]
    return _add_noise(np.where(inside, 200, 60), dice, 25)


def draw_colour(label: str, dice: Dice) -> np.ndarray:
    """Red or blue all over: one look is enough."""
    picture = dice.integers(0, 120, (SIDE, SIDE, 3))
    picture[..., 0 if label == "red" else 2] += 120
    return picture.astype(np.uint8)


def draw_noise(label: str, dice: Dice) -> np.ndarray:
    """Nothing that tells the classes apart."""
    return dice.integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)


def draw_side(label: str, dice: Dice) -> np.ndarray:
    """A disc at the left or at the right."""
    x = dice.integers(5, 11) + (16 if label == "right" else 0)
    far = np.hypot(XX - x, YY - dice.integers(6, SIDE - 6))
    return _add_noise(np.where(far < dice.integers(4, 6), 210, 60), dice, 15)


def draw_height(label: str, dice: Dice) -> np.ndarray:
    """A disc at the top or at the bottom: mirroring left to right leaves it where it is."""
    return np.ascontiguousarray(draw_side("right" if label == "low" else "left", dice).transpose(1, 0, 2))


def _add_noise(grey: np.ndarray, dice: Dice, strength: float) -> np.ndarray:
    noisy = grey[..., None] + dice.normal(0, strength, (SIDE, SIDE, 3))
    return noisy.clip(0, 255).astype(np.uint8)


def count_alike(classes: str, train: int, val: int, test: int) -> Counts:
    """So many pictures of each class, whose names `classes` has with spaces between."""
    return {split: dict.fromkeys(classes.split(), n) for split, n in (("train", train), ("val", val), ("test", test))}


def write(root: Path, draw: Picture, counts: Counts, *, seed: int = 0) -> Path:
    dice = np.random.default_rng(seed)
    for split, by_class in counts.items():
        for label, n in by_class.items():
            folder = root / split / label
            folder.mkdir(parents=True)
            for number in range(n):
                Image.fromarray(draw(label, dice)).save(folder / f"{number:04}.png")
    return root


def invert(root: Path, *splits: str) -> Path:
    """Turn the pictures of these splits into their negatives: they no longer look like those to learn from."""
    for split in splits:
        for path in (root / split).rglob("*.png"):
            Image.fromarray(255 - np.asarray(Image.open(path))).save(path)
    return root


def leak(root: Path, count: int, *splits: str) -> Path:
    """Copy `count` pictures of the training split over pictures of the same class in other splits."""
    for split in splits:
        folders = sorted((root / split).iterdir())
        for folder in folders:
            mine = sorted(folder.iterdir())[: count // len(folders)]
            for path, source in zip(mine, sorted((root / "train" / folder.name).iterdir()), strict=False):
                shutil.copy(source, path)
    return root


def mislabel(root: Path, share: float, *splits: str, seed: int = 0) -> Path:
    """Move a share of the pictures of these splits into other classes, drawn for each."""
    dice = np.random.default_rng(seed)
    for split in splits:
        folders = sorted((root / split).iterdir())
        moves = [
            (path, folders[(place + dice.integers(1, len(folders))) % len(folders)] / f"{place}-{path.name}")
            for place, folder in enumerate(folders)
            for path in sorted(folder.iterdir())
            if dice.random() < share
        ]
        for path, target in moves:
            path.rename(target)
    return root


def copy_photos(photos: Path, root: Path, counts: Counts, *, seed: int = 0) -> Path:
    """A draw of real photos: those of validation come from the training folder, and no photo comes twice."""
    dice = np.random.default_rng(seed)
    taken: set[Path] = set()
    for split, by_class in counts.items():
        for label, n in by_class.items():
            free = sorted(set((photos / ("test" if split == "test" else "train") / label).iterdir()) - taken)
            (root / split / label).mkdir(parents=True)
            for place in dice.choice(len(free), n, replace=False):
                shutil.copy(free[place], root / split / label / free[place].name)
                taken.add(free[place])
    return root


def copy_digits(digits: Path, root: Path, train: int, val: int, test: int) -> Path:
    """So many of each digit; `digits` has a folder for each."""
    for folder in sorted(path for path in digits.iterdir() if path.is_dir()):
        paths = iter(sorted(folder.iterdir()))
        for split, n in (("train", train), ("val", val), ("test", test)):
            (root / split / folder.name).mkdir(parents=True)
            for path in islice(paths, n):
                shutil.copy(path, root / split / folder.name / path.name)
    return root
