"""A classifier that slides over a wide drawing: what it says of each window, and what is left as detections.

    seen = look_everywhere(number=0, stride=24)
    seen.find("cat", at_least=0.8, most_overlap=0.3)      # the windows taken for a cat

The features of the windows are recorded (`core.content.recorded.panorama_features`); the head is fitted once.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from core.backbone.quick_head import QuickHead, fit
from core.concepts.uses.windows import Array, average_over_pixels, compute_overlaps, frame, slide, suppress
from core.content.recorded.panorama_features import FINEST, SIDE, read_panorama_features
from core.sketches import LABELS
from core.sketches.panorama import HEIGHT, WIDTH, Place, draw_panorama

FOUND = 0.3  # overlap from which a detection counts as that animal


@dataclass(frozen=True)
class Detection:
    """A window that stays: its box (left, top, right, bottom), what it is taken for, how sure, and whether it is so."""

    box: tuple[float, float, float, float]
    label: str
    probability: float
    is_right: bool = False


@dataclass(frozen=True)
class Seen:
    """Every window of a wide picture: `boxes` (n, 4) and `probabilities` (n, 3) of cat, dog and an empty place."""

    places: tuple[Place, ...]
    boxes: Array
    probabilities: Array

    def find(self, at_least: float, most_overlap: float) -> list[Detection]:
        """The windows that are an animal with that probability, surest first, without those that a better one overlaps.

        A window is right if it lies on an animal of its class that no surer one has found.
        """
        found = sorted(
            (one for number in range(len(LABELS)) for one in self._list_best(number, at_least, most_overlap)),
            key=lambda one: -one.probability,
        )
        left, judged = list(self.places), []
        for one in found:
            place = next((place for place in left if _matches(one, place)), None)
            if place:
                left.remove(place)
            judged.append(replace(one, is_right=place is not None))
        return judged

    def map_class(self, label: str) -> Array:
        """For each pixel how probable the class is in the windows over it, (height, width)."""
        return average_over_pixels(self.boxes, self.probabilities[:, LABELS.index(label)], WIDTH, HEIGHT)

    def _list_best(self, number: int, at_least: float, most_overlap: float) -> list[Detection]:
        scores = self.probabilities[:, number]
        passing = np.flatnonzero(scores >= at_least)
        kept = passing[suppress(self.boxes[passing], scores[passing], most_overlap)]
        return [Detection(tuple(self.boxes[window].tolist()), LABELS[number], float(scores[window])) for window in kept]


def look_everywhere(number: int, stride: int) -> Seen:
    """All windows of wide picture `number`, `stride` pixels apart, a multiple of 24."""
    finest = slide(WIDTH, HEIGHT, SIDE, FINEST)
    chosen = np.flatnonzero((finest % stride == 0).all(axis=1))
    head, windows = _fit_head(), read_panorama_features().windows[number]
    probabilities = head.compute_probabilities(windows[chosen])
    return Seen(tuple(draw_panorama(number).places), frame(finest[chosen], SIDE), probabilities)


@cache
def _fit_head() -> QuickHead:
    learned = read_panorama_features().learned
    labels: npt.NDArray[np.intp] = np.repeat(np.arange(len(learned)), learned.shape[1])
    return fit(learned.reshape(-1, learned.shape[-1]), labels, len(learned))


def _matches(one: Detection, place: Place) -> bool:
    box = np.array([[place.x, place.y, place.x + place.side, place.y + place.side]], float)
    return one.label == place.label and bool(compute_overlaps(np.array(one.box), box)[0] >= FOUND)
