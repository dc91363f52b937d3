"""What all pictures share: scales, ticks, lines, numbers as text, nodes, keys and drags."""

import base64
import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from core.charts.comparison import draw_overlaid_curves
from core.charts.learning_curve import draw_learning_curve
from pages.shared.browser.scripts import PLOTLY_ADDRESS
from pages.shared.charts.live_chart import Chart, pack_charts
from tests.browser.scripts.conftest import ORIGIN

pytestmark = pytest.mark.browser
AXES, NUMBERS = (f"shared/charts/{name}.js" for name in ("axes", "numbers"))
INPUT, NODES = (f"shared/browser/{name}.js" for name in ("input", "nodes"))


def test_a_scale_maps_its_ends_and_back(scripts):
    body = "({ scale }) => { const y = scale(-1, 3, 200, 40); return [y(-1), y(3), y(1), y.value(120)]; }"
    assert scripts.run(AXES, body) == [200, 40, 120, 1]


@pytest.mark.parametrize(
    ("low", "high", "count", "ticks"),
    [
        (0, 10, 5, [0, 2, 4, 6, 8, 10]),
        (-0.2, 1.1, 4, [0, 0.5, 1]),
        (-6, 6, 6, [-6, -4, -2, 0, 2, 4, 6]),
        (0, 0.003, 3, [0, 0.001, 0.002, 0.003]),
        (1, 3, 5, [1, 1.5, 2, 2.5, 3]),
    ],
)
def test_ticks_are_round_numbers_within_the_ends(scripts, low, high, count, ticks):
    assert scripts.call(AXES, "ticks", low, high, count) == ticks


NAMES = {name: name for name in ("batch", "training", "validation", "epoch", "best", "accuracy")}
READ_TICKS = """async ([address, charts]) => {
    await import(address);
    return Promise.all(charts.map(async ({ data, layout }) => {
        const node = document.body.appendChild(document.createElement("div"));
        await Plotly.newPlot(node, data, layout);
        return [...node.querySelectorAll(".ytick text")].map((tick) => tick.textContent);
    }));
}"""


def test_no_two_ticks_of_a_narrow_axis_of_shares_read_the_same(scripts):
    shares = [0.991, 0.9932, 0.9951]
    epochs = [{"epoch": k, "accuracy": share, "val_accuracy": share} for k, share in enumerate(shares, start=1)]
    batches = {"position": [1.0, 2.0, 3.0], "accuracy": shares}
    figures = (
        draw_learning_curve("accuracy", batches, epochs, names=NAMES, best_epoch=None),
        draw_overlaid_curves("accuracy", {"A": epochs}, names=NAMES),
    )
    charts = json.loads(pack_charts(*(Chart(figure, "") for figure in figures)))["charts"]
    for ticks in scripts.page.evaluate(READ_TICKS, [f"{ORIGIN}/{PLOTLY_ADDRESS}", charts]):
        assert len(ticks) > 2
        assert len(set(ticks)) == len(ticks)


def test_the_nearest_of_two_equally_near_ones_is_the_first(scripts):
    assert scripts.call(AXES, "nearestIndex", [1, 2, 4, 8], 5) == 2
    assert scripts.call(AXES, "nearestIndex", [1, 3], 2) == 0


def test_a_line_breaks_where_there_is_no_value(scripts):
    path = scripts.call(AXES, "linePath", [0, 1, 2, 3], [5, 6, None, 7])
    assert path == "M0.00 5.00L1.00 6.00M3.00 7.00"


def test_axes_draw_a_line_and_a_label_for_each_tick(scripts):
    drawn = scripts.run(
        AXES,
        """({ drawAxes, scale }) => {
            const svg = document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
            const box = { left: 30, right: 130, top: 10, bottom: 60 };
            const [x, y] = [scale(0, 2, box.left, box.right), scale(-1, 1, box.bottom, box.top)];
            drawAxes(svg, { x, y, box, xTicks: [0, 1, 2], yTicks: [0], xLabel: (tick) => `t${tick}` });
            const nodes = [...svg.querySelectorAll("text, line.zero")];
            return nodes.map((node) => node.textContent || node.getAttribute("x1"));
        }""",
    )
    assert drawn == ["30", "t0", "t1", "t2", "30", "0"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-1.5, "−1.5"),
        (1 / 3, "0.3333"),
        (12345.678, "12350"),
        (123456, "1.23e+5"),
        (-0.00012345, "−1.23e−4"),
        (None, "–"),
    ],
)
def test_numbers_have_four_digits_and_a_real_minus_sign(scripts, value, text):
    assert scripts.call(NUMBERS, "formatNumber", value) == text


def test_what_is_not_finite_is_a_dash(scripts):
    assert scripts.run(NUMBERS, "({ formatNumber }) => [NaN, Infinity].map(formatNumber)") == ["–", "–"]


def test_shares_and_powers_of_ten(scripts):
    assert scripts.call(NUMBERS, "formatShare", 0.98765) == "98.8%"
    assert [scripts.call(NUMBERS, "formatPowerOfTen", power) for power in (-12, 0, 3)] == ["10⁻¹²", "1", "10³"]


def test_capitals_make_html_and_small_letters_svg(scripts):
    kinds = scripts.run(
        NODES,
        """({ add }) => [add(document.body, "DIV", { class: "box" }, "text"), add(document.body, "g")].map(
            (node) => `${node.namespaceURI.split("/").at(-1)} ${node.getAttribute("class")} ${node.textContent}`)""",
    )
    assert kinds == ["xhtml box text", "svg null "]


def test_names_in_braces_give_way_to_values(scripts):
    assert scripts.call(NODES, "fill", "epoch {at} / {last}, {at}", {"at": 2, "last": 5}) == "epoch 2 / 5, 2"


@pytest.mark.parametrize(
    ("event", "steps"),
    [
        ({"key": "ArrowLeft"}, -1),
        ({"key": "PageUp"}, 10),
        ({"key": "ArrowUp", "shiftKey": True}, 10),
        ({"key": "ArrowRight", "altKey": True}, None),
        ({"key": "Enter"}, None),
    ],
)
def test_the_keys_of_a_slider(scripts, event, steps):
    assert scripts.call(INPUT, "sliderSteps", event) == steps


def test_home_goes_all_the_way(scripts):
    assert scripts.run(INPUT, "({ sliderSteps }) => sliderSteps({ key: 'Home' }) === -Infinity")


def test_arrows_point_in_the_plane_unless_they_are_the_browsers(scripts):
    assert scripts.call(INPUT, "arrowDirection", {"key": "ArrowUp"}) == [0, 1]
    assert scripts.call(INPUT, "arrowDirection", {"key": "ArrowLeft", "metaKey": True}) is None
    assert scripts.call(INPUT, "arrowDirection", {"key": "a"}) is None


def test_a_drag_is_told_in_the_coordinates_of_the_picture(scripts):
    scripts.run(
        INPUT,
        """({ onDrag }) => {
            document.body.innerHTML = '<svg viewBox="0 0 100 50" style="width: 400px; height: 200px; margin: 30px">';
            window.told = [];
            const svg = document.querySelector("svg");
            onDrag(svg, (point) => told.push([Math.round(point.x), Math.round(point.y)]), () => told.push("done"));
        }""",
    )
    mouse, box = scripts.page.mouse, scripts.page.locator("svg").bounding_box()
    mouse.move(box["x"] + 40, box["y"] + 40)
    mouse.down()
    mouse.move(box["x"] + 200, box["y"] + 100)
    mouse.up()
    mouse.move(box["x"] + 240, box["y"] + 100)
    scripts.page.wait_for_function("told.includes('done')")
    assert scripts.page.evaluate("told") == [[10, 10], [50, 25], "done"]


def test_a_debounced_function_acts_once_and_after_the_last_call(scripts_with_clock):
    scripts = scripts_with_clock
    scripts.page.clock.install(time="2030-01-01T00:00:00")
    scripts.page.clock.pause_at("2030-01-01T01:00:00")
    scripts.run(INPUT, "({ debounce }) => { window.calls = 0; window.act = debounce(() => (calls += 1), 100); act(); }")
    scripts.page.clock.run_for(90)
    scripts.page.evaluate("act()")
    scripts.page.clock.run_for(90)
    assert scripts.page.evaluate("calls") == 0
    scripts.page.clock.run_for(20)
    assert scripts.page.evaluate("calls") == 1


DRAWN = """async ({ composeDrawing, paint }) => {
    document.body.innerHTML = `<style>.line { stroke: rgb(1, 2, 3); stroke-width: 4px; }</style>
      <div id="chart"><button><svg width="9" height="9"></svg></button></div>`;
    const host = document.getElementById("chart").appendChild(document.createElement("div"));
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `<style>.line { stroke: rgb(1, 2, 3); }</style>
      <svg width="40" height="30"><line class="line" x2="40" y2="30"></line></svg>
      <canvas width="20" height="10"></canvas>`;
    const file = composeDrawing(document.getElementById("chart"), "rgb(250, 240, 230)");
    const text = decodeURIComponent(file.address.split(",")[1]);
    return [text, await paint(file, 2), composeDrawing(document.createElement("div"), "white")];
}"""


def test_a_drawing_becomes_one_file_with_the_looks_of_the_page(scripts):
    text, png, nothing = scripts.run("shared/charts/download/drawing_file.js", DRAWN)
    assert nothing is None
    drawing = ElementTree.fromstring(text)
    parts = [element.tag.split("}")[1] for element in drawing]
    assert parts == ["rect", "svg", "image"]  # without the icon of the button
    assert drawing[0].get("fill") == "rgb(250, 240, 230)"
    assert "stroke:rgb(1, 2, 3)" in drawing[1][0].get("style")
    assert "class" not in drawing[1][0].attrib
    assert drawing[2].get("href").startswith("data:image/png")
    width, height = Image.open(BytesIO(base64.b64decode(png.split(",")[1]))).size
    assert (width, height) == (2 * int(drawing.get("width")), 2 * int(drawing.get("height")))
