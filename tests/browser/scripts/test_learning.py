"""The plane's colours and the network's lines are those of the numbers."""

import pytest

pytestmark = pytest.mark.browser
PLANE, WEIGHTS = "shared/charts/plane_map.js", "concepts/learning/weights.js"


def test_the_colour_of_a_place_is_that_of_its_class_and_its_bottom_row_comes_last(scripts):
    body = "({ colourMap }, map) => [...colourMap(Uint8Array.from(map), 2, ['#ff0000', '#0000ff'])]"
    pixels = scripts.run(PLANE, body, [0, 255, 127, 204])
    undecided, likely, no, yes = (pixels[at : at + 4] for at in range(0, 16, 4))
    assert no == [255, 0, 0, 145]
    assert yes == [0, 0, 255, 145]
    assert undecided[3] == 0
    assert likely == [0, 0, 255, 97]


def test_units_stand_evenly_in_their_columns(scripts):
    places = [scripts.call(WEIGHTS, "placeUnit", [2, 3, 1], 1, unit) for unit in range(3)]
    assert [x for x, _ in places] == [190, 190, 190]
    assert [y for _, y in places] == [75, 145, 215]


@pytest.mark.parametrize(
    ("stage", "values", "largest"), [("forward", [3, -1], 4), ("backward", [0.5, -2], 2), ("update", [-0.5, 2], 2)]
)
def test_a_stage_shows_weights_gradients_or_the_step_against_them(scripts, stage, values, largest):
    data = {"weights": [[3, -1]], "gradients": [[0.5, -2]]}
    assert scripts.call(WEIGHTS, "shownNumbers", data, 0, stage) == {"values": values, "largest": largest}
