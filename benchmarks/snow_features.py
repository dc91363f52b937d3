"""Record the features of drawings with and without snow: `core/content/recorded/features/snow.npz`.

    python -m benchmarks.snow_features [--directions 64]

They go through the product's own pretrained network. Of the 1,280 features the directions are kept in which the
drawings differ most; printed is how much of the squared length of the rows they hold.
"""

import argparse
from io import BytesIO

import numpy as np

from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import normalize_rows
from core.content.recorded.features.snow import ASKED, FILE, LEARNED, SIDE
from core.sketches import LABELS, draw
from core.sketches.snow import draw_in_snow


def encode(image):
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def record(directions: int) -> None:
    numbers = range(LEARNED + ASKED)
    drawn = [made(label, n, SIDE, 0) for label in LABELS for n in numbers for made in (draw, draw_in_snow)]
    pictures = [take_picture_from_bytes(str(place), encode(image)) for place, image in enumerate(drawn)]
    rows = normalize_rows(compute_features(pictures))
    axes = np.linalg.svd(rows, full_matrices=False)[2][:directions].T
    coordinates = (rows @ axes).reshape(len(LABELS), len(numbers), 2, directions)
    np.savez_compressed(FILE, coordinates=coordinates.astype(np.float16))
    share = np.square(coordinates).sum() / np.square(rows).sum()
    print(f"{share:.1%} of the squared length, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--directions", type=int, default=64)
    record(parser.parse_args().directions)
