"""An explanation is about the pixels that the model saw, and lies on the part of the picture that they are of."""

import numpy as np
import pytest

from core.data.pixels.decode import decode
from core.data.pixels.view import View
from core.explain.region import decode_as_seen, find_seen_region
from tests.core.data.pictures import noise
from tests.core.data.pixels.test_view import bytes_of


class Seeing:
    image_size = 64

    def __init__(self, view):
        self.view = view


@pytest.mark.parametrize(
    ("view", "region"),
    [
        (View.STRETCH, (0, 0, 640, 480)),
        (View.CROP, (110, 30, 530, 450)),
        (View.LETTERBOX, (0, -80, 640, 560)),
        (View.MIRRORED, (0, 0, 640, 480)),
        (View.VIEWS, (110, 30, 530, 450)),
    ],
)
def test_what_is_explained_is_what_the_model_saw(view, region):
    data = bytes_of(noise(2, (640, 480)))
    assert find_seen_region(Seeing(view))(640, 480) == region
    np.testing.assert_array_equal(decode_as_seen(Seeing(view), data, "p"), decode(data, 64, view))
