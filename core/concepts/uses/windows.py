"""Detection by a classifier that slides over a picture: windows, how far two overlap, and which ones to keep.

    places = slide(width=384, height=192, side=96, stride=24)        # (n, 2) upper left corners
    kept = suppress(boxes, scores, most_overlap=0.3)                 # the best of those that overlap

Boxes are (n, 4): left, top, right, bottom, in pixels.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def slide(width: int, height: int, side: int, stride: int) -> Places:
    """Upper left corners (n, 2) of all windows that lie inside the picture, row by row."""
    lefts, tops = np.arange(0, width - side + 1, stride), np.arange(0, height - side + 1, stride)
    return np.stack([np.tile(lefts, len(tops)), np.repeat(tops, len(lefts))], axis=1)


def frame(places: Places, side: int) -> Array:
    """The boxes (n, 4) of square windows."""
    return np.concatenate([places, places + side], axis=1).astype(np.float64)


def compute_overlaps(box: Array, boxes: Array) -> Array:
    """Intersection over union of a box (4,) with each of `boxes` (n, 4): 0 apart, 1 the same."""
    corners = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(corners, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    overlaps: Array = shared / (areas + (box[2:] - box[:2]).prod() - shared)
    return overlaps


def suppress(boxes: Array, scores: Array, most_overlap: float) -> Places:
    """The indices of the boxes that stay, the best first: a box goes when a better one overlaps it by more.

    This is greedy non-maximum suppression, as detectors use it (N. Dalal, B. Triggs, CVPR 2005, and since).
    """
    left = np.argsort(-scores, kind="stable")
    kept = []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[compute_overlaps(boxes[best], boxes[left]) <= most_overlap]
    return np.array(kept, dtype=np.intp)


def average_over_pixels(boxes: Array, scores: Array, width: int, height: int) -> Array:
    """For each pixel the mean score of the windows that cover it (height, width); NaN where none does."""
    total, covered = np.zeros((height, width)), np.zeros((height, width))
    for (left, top, right, bottom), score in zip(boxes.astype(int), scores, strict=True):
        total[top:bottom, left:right] += score
        covered[top:bottom, left:right] += 1
    means: Array = np.divide(total, covered, out=np.full((height, width), np.nan), where=covered > 0)
    return means
