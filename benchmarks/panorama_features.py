"""Record the features of all windows of the wide drawings: `core/content/recorded/features/panorama.npz`.

    python -m benchmarks.panorama_features [--directions 64]

They go through the product's own pretrained network, as `benchmarks/snow_features.py` does with single drawings.
"""

import argparse

import numpy as np

from benchmarks.snow_features import encode
from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import normalize_rows
from core.concepts.uses.windows import slide
from core.content.recorded.features.panorama import FILE, FINEST, LEARNED, PANORAMAS, SIDE
from core.sketches import LABELS, draw
from core.sketches.panorama import HEIGHT, WIDTH, draw_empty, draw_panorama


def record(directions: int) -> None:
    learned = [draw(label, number, SIDE, 0) for label in LABELS for number in range(LEARNED)]
    learned += [draw_empty(np.random.default_rng([3, number]), SIDE, SIDE) for number in range(LEARNED)]
    places = slide(WIDTH, HEIGHT, SIDE, FINEST)
    pictures = [draw_panorama(number).picture for number in range(PANORAMAS)]
    windows = [picture.crop((x, y, x + SIDE, y + SIDE)) for picture in pictures for x, y in places.tolist()]
    drawn = [take_picture_from_bytes(str(place), encode(one)) for place, one in enumerate([*learned, *windows])]
    rows = normalize_rows(compute_features(drawn))
    axes = np.linalg.svd(rows, full_matrices=False)[2][:directions].T
    coordinates = (rows @ axes).astype(np.float16)
    np.savez_compressed(
        FILE,
        learned=coordinates[: len(learned)].reshape(len(LABELS) + 1, LEARNED, directions),
        windows=coordinates[len(learned) :].reshape(PANORAMAS, len(places), directions),
    )
    print(f"{len(windows)} windows, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--directions", type=int, default=64)
    record(parser.parse_args().directions)
