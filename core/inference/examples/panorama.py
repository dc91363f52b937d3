"""A classifier that slides over a wide drawing: what it says of each window, and what is left as detections.

    seen = look_everywhere(number=0, stride=24)
    seen.find("cat", at_least=0.8, most_overlap=0.3)      # the windows taken for a cat

The features of the windows are recorded (`core.content.recorded.features.panorama`); the head is fitted once.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from core.backbone.one_thread import one_thread
from core.backbone.quick_head import QuickHead, fit
from core.concepts.uses.windows import Array, average_over_pixels, compute_overlaps, frame, slide, suppress
from core.content.recorded.features.panorama import FINEST, SIDE, read_panorama_features
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

    def find_closest_call(self, at_least: float, most_overlap: float) -> tuple[Detection, Detection] | None:
        """Of a detection and a window that it put out, the two that overlap least; None where none was put out."""
        pairs = [pair for number in range(len(LABELS)) for pair in self._list_put_out(number, at_least, most_overlap)]
        return min(pairs, key=lambda pair: overlap(*pair), default=None)

    def map_class(self, label: str) -> Array:
        """For each pixel how probable the class is in the windows over it, (height, width)."""
        return average_over_pixels(self.boxes, self.probabilities[:, LABELS.index(label)], WIDTH, HEIGHT)

    def list_passing(self, number: int, at_least: float) -> npt.NDArray[np.intp]:
        """The windows that hold a class with that probability."""
        return np.flatnonzero(self.probabilities[:, number] >= at_least)

    def _list_best(self, number: int, at_least: float, most_overlap: float) -> list[Detection]:
        passing = self.list_passing(number, at_least)
        kept = suppress(self.boxes[passing], self.probabilities[passing, number], most_overlap)
        return [self._detect(window, number) for window in passing[kept]]

    def _list_put_out(self, number: int, at_least: float, most_overlap: float) -> list[tuple[Detection, Detection]]:
        """Each window that went, with the surest detection that put it out."""
        kept = self._list_best(number, at_least, most_overlap)
        passing = [self._detect(window, number) for window in self.list_passing(number, at_least)]
        gone = [one for one in passing if one not in kept]
        return [(next(best for best in kept if overlap(best, one) > most_overlap), one) for one in gone]

    def _detect(self, window: int, number: int) -> Detection:
        return Detection(tuple(self.boxes[window].tolist()), LABELS[number], float(self.probabilities[window, number]))


def overlap(one: Detection, other: Detection) -> float:
    """Intersection over union."""
    return float(compute_overlaps(np.array(one.box), np.array([other.box]))[0])


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
    with one_thread():
        return fit(learned.reshape(-1, learned.shape[-1]), labels, len(learned))


def _matches(one: Detection, place: Place) -> bool:
    box = np.array([[place.x, place.y, place.x + place.side, place.y + place.side]], float)
    return one.label == place.label and bool(compute_overlaps(np.array(one.box), box)[0] >= FOUND)
