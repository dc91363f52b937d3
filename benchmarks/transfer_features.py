"""Record what the head of the screen “Transfer learning” learns from: `core/content/recorded/features/transfer.npz`.

    python -m benchmarks.transfer_features

The pictures go through the product's own pretrained network; printed is how large the file is.
"""

import numpy as np
from sklearn.datasets import load_digits

from core import sketches
from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import normalize_rows
from core.content.recorded.features.transfer import DIGITS, FILE, LEARNED
from core.inference.examples.transfer import draw_sketch, encode_digit


def read_digits():
    """As many pictures of each class, pixels from 0 to 255."""
    digits = load_digits()
    grey = np.round(digits.images * (255 / 16)).astype(np.uint8)
    classes = [grey[digits.target == int(label)] for label in DIGITS]
    return np.stack([pictures[: min(map(len, classes))] for pictures in classes])


def compute_rows(pictures):
    taken = [take_picture_from_bytes(str(place), data) for place, data in enumerate(pictures)]
    return normalize_rows(compute_features(taken)).astype(np.float16)


def record() -> None:
    pictures = read_digits()
    drawn = [draw_sketch(label, number) for label in sketches.LABELS for number in range(LEARNED)]
    written = [encode_digit(pixels) for of_class in pictures for pixels in of_class[:LEARNED]]
    np.savez_compressed(FILE, sketches=compute_rows(drawn), digits=compute_rows(written), pictures=pictures)
    print(f"{pictures.shape[1]} digits a class, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    record()
