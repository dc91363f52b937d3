"""The race: where points lie in its three pictures, how the clock runs, and what its formulas say."""

import pytest

pytestmark = pytest.mark.browser
ROOM = "concepts/optimizers/race"
CLOCK, CLOSE_UP, FORMULAS = (f"{ROOM}/{name}.js" for name in ("clock", "close_up", "formulas"))
CANVAS = "shared/browser/canvas.js"
VIEWS = ("contour", "heights", "mountain", "paths")
CONTOUR, HEIGHTS, MOUNTAIN, PATHS = (f"{ROOM}/views/{name}.js" for name in VIEWS)
LAYER = {"width": 242, "height": 230}
RULES = ("gradient_descent", "momentum", "nesterov", "rmsprop", "adam", "adamw")


def slope(size):
    """A landscape from x = 0 to 1 and y = 0 to 1 that rises evenly with x, from 0 to 10,000."""
    heights = [round(1e4 * column / (size - 1)) for _row in range(size) for column in range(size)]
    return {"size": size, "heights": heights, "x_range": [0, 1], "y_range": [0, 1]}


def test_a_point_from_above_goes_to_its_place_and_back_and_never_beyond_the_edge(scripts):
    body = """({ contourPlace }, [layer, ground]) => {
        const place = contourPlace(layer, ground);
        const there = place.to(0.25, 0.75);
        return [there, place.from(...there), place.from(-500, 500)];
    }"""
    there, back, outside = scripts.run(CONTOUR, body, [LAYER, slope(3)])
    assert there == [34 + 50, 8 + 50]
    assert back == pytest.approx([0.25, 0.75])
    assert outside == [0, 0]


def test_contour_lines_of_an_even_slope_stand_upright_at_their_heights(scripts):
    ground = slope(2)
    lines = scripts.call(CONTOUR, "contourLines", ground, 0, 0)
    assert len(lines) == 13  # levels between the lowest height and the highest
    for level, (one, other) in enumerate(lines, start=1):
        assert one[0] == pytest.approx(other[0]) == pytest.approx(level / 14)
        assert sorted((one[1], other[1])) == pytest.approx([0, 1])


def test_a_saddle_has_two_pieces_of_a_line_in_one_cell_and_a_hole_has_none(scripts):
    saddle, hole = (slope(2) | {"heights": heights} for heights in ([800, 600, 600, 800], [800, -1, 600, 800]))
    assert len(scripts.call(CONTOUR, "contourLines", saddle, 0, 0)) == 2
    assert scripts.call(CONTOUR, "contourLines", hole, 0, 0) == []


def test_half_a_turn_brings_what_was_left_to_the_right_and_the_far_rows_to_the_front(scripts):
    body = """({ mountainPlace }, [layer, ground]) => [0, Math.PI].map((around) =>
        mountainPlace(layer, ground, { around, up: 0.6 }).to(0, 0.5, 0.5))"""
    (left, height), (right, same) = scripts.run(MOUNTAIN, body, [LAYER, slope(3)])
    assert left == pytest.approx(242 - right)
    assert height == pytest.approx(same)
    assert left < 121 < right
    assert scripts.call(MOUNTAIN, "farToNear", 1)[0] == 39
    assert scripts.call(MOUNTAIN, "farToNear", -1)[0] == 0


def test_after_a_quarter_turn_y_goes_from_side_to_side(scripts):
    body = """({ mountainPlace }, [layer, ground]) => {
        const place = (around, x, y) => mountainPlace(layer, ground, { around, up: 0.6 }).to(x, y, 0.5);
        return [place(0, 0, 0.5), place(Math.PI / 2, 0.5, 1)];
    }"""
    left, turned = scripts.run(MOUNTAIN, body, [LAYER, slope(3)])
    assert turned == pytest.approx(left)


def test_what_is_higher_stands_higher_in_space(scripts):
    body = """({ mountainPlace }, [layer, ground]) =>
        [0, 1].map((height) => mountainPlace(layer, ground, { around: 0.6, up: 0.6 }).to(0.5, 0.5, height)[1])"""
    low, high = scripts.run(MOUNTAIN, body, [LAYER, slope(3)])
    assert low > high


@pytest.mark.parametrize(
    ("loss_range", "ticks"),
    [
        ({"low": 0.001, "high": 200, "log": True}, [0.001, 0.01, 0.1, 1, 10, 100]),
        ({"low": 1e-9, "high": 1000, "log": True}, [1e-9, 1e-7, 1e-5, 1e-3, 0.1, 10, 1000]),
        ({"low": -1, "high": 1, "log": False}, [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_heights_are_labelled_at_round_numbers_or_at_whole_powers(scripts, loss_range, ticks):
    assert scripts.call(HEIGHTS, "heightTicks", loss_range) == pytest.approx(ticks)


def test_on_a_log_scale_equal_factors_are_equal_distances_and_zero_is_at_the_bottom(scripts):
    body = """({ heightScale }, layer) => {
        const scale = heightScale(layer, { count: 40, loss_range: { low: 0.01, high: 100, log: true } });
        return [scale.x(40) - scale.x(0), [100, 1, 0.01, 0].map(scale.y)];
    }"""
    width, (top, middle, bottom, zero) = scripts.run(HEIGHTS, body, LAYER)
    assert width == LAYER["width"] - 56
    assert (top, bottom, zero) == pytest.approx((8, 230 - 24, 230 - 24))
    assert middle == pytest.approx((top + bottom) / 2)


def test_between_two_steps_a_walker_is_between_two_points(scripts):
    body = "({ interpolate }, t) => interpolate((i) => [10 * i, -i], 3, t)"
    assert scripts.run(PATHS, body, 1.5) == [15, -1.5]
    assert scripts.run(PATHS, body, 99) == [30, -3]


def test_canvases_are_as_sharp_as_the_screen(scripts):
    sizes = scripts.run(
        CANVAS,
        """({ addLayers, fitLayers }) => {
            document.body.innerHTML = "<style>.layers { width: 300px; height: 100px }</style>";
            Object.defineProperty(window, "devicePixelRatio", { value: 2 });
            const layer = addLayers(document.body, "A picture");
            return [fitLayers(layer), layer.width, layer.still.width, layer.moving.height, layer.moving.ariaLabel];
        }""",
    )
    assert sizes == [True, 300, 600, 200, "A picture"]


def test_low_ground_is_deep_in_colour_and_short_colours_are_read_too(scripts):
    assert (
        scripts.call(CANVAS, "parseColour", "#0af") == scripts.call(CANVAS, "parseColour", "#00aaff") == [0, 170, 255]
    )
    body = "({ groundColour }, theme) => [0, 1].map(groundColour(theme))"
    low, high = scripts.run(CANVAS, body, {"background": "#ffffff", "primary": "#000000"})
    assert low == [128, 128, 128]
    assert high == [240, 240, 240]


def test_the_clock_needs_eight_seconds_for_a_lap_and_stops_at_its_end(scripts):
    assert scripts.call(CLOCK, "advance", 0, 8, 40, False) == 40
    assert scripts.call(CLOCK, "advance", 1, 0.5, 40, False) == 3.5
    assert scripts.call(CLOCK, "advance", 1, 0.5, 40, True) == 4
    assert scripts.call(CLOCK, "advance", 39, 5, 40, False) == 40
    assert scripts.call(CLOCK, "advance", 7, -1, 40, False) == 7


def test_the_numbers_of_a_step_have_the_memories_of_the_step_before(scripts):
    steps = {"w": [[1, 2], [3, 4]], "m": [[0.1, 0.2], [0.3, 0.4]], "epsilon_hat": [5, 6]}
    close_up = {"steps": steps, "settings": {"rate": 0.5}}
    first, second = (scripts.call(CLOSE_UP, "valuesAt", close_up, step, 1) for step in (1, 2))
    assert first["m_before"] == 0
    assert (second["w"], second["m"], second["m_before"], second["epsilon_hat"]) == (4, 0.4, 0.2, 6)
    assert (second["rate"], second["t"]) == (0.5, 2)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("correction", [True, False])
def test_every_rule_ends_at_the_new_place_and_names_known_quantities_only(scripts, rule, correction):
    body = """({ formulasOf, formulaInSymbols }, [rule, correction]) =>
        formulasOf(rule, correction).map((one) => [one[0], formulaInSymbols(one)])"""
    formulas = scripts.run(FORMULAS, body, [rule, correction])
    assert formulas[-1][0] == "after"
    assert not [text for _, text in formulas if "undefined" in text]
    corrects = any(name == "m_hat" for name, _ in formulas)
    assert corrects == (correction and rule in ("adam", "adamw"))


def test_the_numbers_of_adams_step_stand_in_its_formula(scripts):
    values = {"rate": 0.1, "m_hat": -2, "v_hat": 4, "epsilon_hat": 1e-7, "step": 0.1}
    body = """({ formulasOf, formulaInNumbers }, values) => {
        const math = document.createElement("div");
        math.innerHTML = formulaInNumbers(formulasOf("adam", true).find(([name]) => name === "step"), values);
        return math.textContent;
    }"""
    assert scripts.run(FORMULAS, body, values) == "=−0.1·(−2)4+10⁻⁷=0.1"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0123456, "0.01235"), (-2.5e-7, "−2.50×10⁻⁷"), (1e6, "10⁶"), (None, "–")],
)
def test_quantities_have_written_powers(scripts, value, text):
    assert scripts.call(FORMULAS, "formatQuantity", value) == text


def test_the_formulas_say_what_the_numbers_are(scripts):
    """Momentum's velocity is β·m′ − α·g: the printed numbers give the printed result."""
    values = {"momentum": 0.9, "m_before": 2, "rate": 0.1, "g": 3, "m": 1.5}
    body = """({ formulasOf, formulaInNumbers }, values) => {
        const math = document.createElement("div");
        math.innerHTML = formulaInNumbers(formulasOf("momentum", true)[0], values);
        return math.textContent;
    }"""
    _, worked, result = scripts.run(FORMULAS, body, values).split("=")
    assert worked == "0.9·2−0.1·3"
    assert float(result) == 0.9 * 2 - 0.1 * 3
