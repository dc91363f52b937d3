"""The labels at the ends of the lines do not overlap."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("heights", "placed"),
    [
        ([100, 20, 60], [100, 20, 60]),
        ([50, 50, 50], [50, 65, 80]),
        ([60, 50, 200], [65, 50, 200]),
    ],
)
def test_labels_keep_their_order_and_their_distance(scripts, heights, placed):
    assert scripts.call("concepts/activations/chart.js", "spread", heights, 15) == placed
