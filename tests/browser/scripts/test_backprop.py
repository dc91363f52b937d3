"""The diagram of the network: where its parts stand, what they are called, and which numbers are known at a step."""

from itertools import pairwise

import pytest

from core.concepts.gradient_check import prove
from core.concepts.network import create, trace
from pages.concepts.backprop.diagram.diagram import network_data
from pages.concepts.backprop.walk.lines import ProvenStep

pytestmark = pytest.mark.browser
DRAWING, LAYOUT = (f"concepts/backprop/diagram/{name}.js" for name in ("drawing", "layout"))
DRAW = """({ drawNetwork, placeNetwork, showNetwork }, [data, step]) => {
    document.body.innerHTML = '<svg xmlns="http://www.w3.org/2000/svg"></svg><div class="board"></div>';
    const svg = document.querySelector("svg");
    window.opened = [];
    const [root, board] = [document.body, document.querySelector(".board")];
    const openEditor = (part) => opened.push(part.edit);
    const view = { svg, root, board, stage: { clientWidth: 1000 }, step, data, words: data.words, openEditor };
    drawNetwork(view);
    placeNetwork(view);
    showNetwork(view);
    const parts = [...view.parts].filter(([, part]) => part.value);
    return Object.fromEntries(parts.map(([id, part]) => [id, part.value.textContent]));
}"""


@pytest.fixture(scope="module")
def data():
    """A network of two inputs, three hidden units and one output, as Python sends it."""
    network = create((2, 3, 1), ("tanh", "sigmoid"), loss="binary_crossentropy", seed=1)
    traced = trace(network, [[1.0, -0.5]], [[1.0]], learning_rate=0.1)
    return network_data(ProvenStep(traced, prove(traced), 0))


def lay_out(scripts, data, width):
    body = "({ layOut }, [data, width]) => { const l = layOut(data, width); return { ...l, nodes: [...l.nodes] }; }"
    layout = scripts.run(LAYOUT, body, [data, width])
    return layout | {"nodes": dict(layout["nodes"])}


def test_columns_go_from_left_to_right_and_units_do_not_touch(scripts, data):
    layout = lay_out(scripts, data, 1000)
    nodes = layout["nodes"]
    assert set(nodes) == {"x0", "x1", "u0.0", "u0.1", "u0.2", "u1.0", "y0", "loss"}
    assert nodes["x0"]["x"] < nodes["u0.0"]["x"] < nodes["u1.0"]["x"] < nodes["y0"]["x"] < nodes["loss"]["x"]
    assert nodes["u0.1"]["y"] - nodes["u0.0"]["y"] >= 2 * 23
    assert nodes["u0.1"]["y"] == nodes["loss"]["y"] == (nodes["x0"]["y"] + nodes["x1"]["y"]) / 2
    assert nodes["u0.0"]["y"] >= 60  # its bias stands above it
    assert all(0 < node["x"] < layout["width"] and 0 < node["y"] < layout["height"] for node in nodes.values())


def test_on_a_phone_the_loss_stands_below_and_every_weight_keeps_its_number(scripts, data):
    wide, narrow, narrowest = (lay_out(scripts, data, width) for width in (1000, 388, 320))
    assert wide["width"] == pytest.approx(1000)
    assert narrow["width"] == pytest.approx(388)
    assert narrowest["width"] > 320
    assert all(layout["labelled"] for layout in (wide, narrow, narrowest))
    assert narrow["nodes"]["loss"]["y"] > narrow["nodes"]["y0"]["y"] + 2 * 23
    assert narrow["nodes"]["loss"]["y"] + 23 < narrow["height"]


TOUCHED = """() => {
    document.body.style.font = "12.5px sans-serif";
    const numbers = [...document.querySelectorAll(".labelled .number")];
    const lines = [...document.querySelectorAll(".stroke")].filter((line) => line.getAttribute("x1") !== "0");
    const touches = (box, line) => {
        const end = (name) => Number(line.getAttribute(name));
        const at = (k, share) => end(k + 1) * (1 - share) + end(k + 2) * share;
        return Array.from({ length: 400 }, (_, k) => k / 399).some((share) => {
            const [x, y] = [at("x", share), at("y", share)];
            return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
        });
    };
    const boxOf = (number) => {
        const box = number.getBBox();
        const { e, f } = number.parentNode.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
        return { x: box.x + e, y: box.y + f, width: box.width, height: box.height };
    };
    const touched = numbers.filter((number) => lines.some((line) => touches(boxOf(number), line)));
    return [numbers.length, touched.map((number) => number.parentNode.dataset.id)];
}"""


@pytest.mark.parametrize(
    ("sizes", "step", "width"),
    [((2, 2, 1), 0, 388), ((2, 3, 1), 0, 388), ((2, 3, 1), 9, 388), ((2, 3, 1), 0, 1000), ((2, 3, 3, 2), 0, 1000)],
)
def test_the_numbers_stand_clear_of_all_lines(scripts, sizes, step, width):
    network = create(sizes, ("tanh",) * (len(sizes) - 2) + ("sigmoid",), loss="binary_crossentropy", seed=1)
    traced = trace(network, [[1.0, -0.5]], [[1.0] * sizes[-1]], learning_rate=0.1)
    drawn = network_data(ProvenStep(traced, prove(traced), 0))
    scripts.run(DRAWING, DRAW.replace("1000", str(width)), [drawn, step])
    numbers, touched = scripts.page.evaluate(TOUCHED)
    assert numbers == sum((fan_in + 1) * units for fan_in, units in pairwise(sizes))
    assert touched == []


def test_every_weight_has_a_wire_with_its_name_and_what_a_click_edits(scripts, data):
    wires = {wire["id"]: wire for wire in scripts.call(LAYOUT, "wiresOf", data, data["words"])}
    assert len(wires) == 2 * 3 + 3
    assert wires["w0.2.1"] == {
        "id": "w0.2.1",
        "from": "x1",
        "to": "u0.2",
        "label": "Weight from input 2 to unit 3 of layer 1",
        "edit": {"op": "weight", "layer": 0, "unit": 2, "source": 1},
    }
    assert wires["w1.0.2"]["label"] == "Weight from unit 3 of layer 1 to output 1"


def test_the_names_of_the_drawing_are_those_of_the_walk(scripts, data):
    drawn = set(scripts.run(DRAWING, DRAW, [data, 0]))
    assert {place for step in data["steps"] for place in step["lit"]} <= drawn


def test_a_number_is_shown_from_the_step_on_that_computes_it(scripts, data):
    before = scripts.run(DRAWING, DRAW, [data, 0])
    assert before["u0.0"] == before["loss"] == "?"
    first = scripts.run(DRAWING, DRAW, [data, 1])
    assert first["u0.0"] != "?"
    assert first["u0.1"] == "?"
    done = scripts.run(DRAWING, DRAW, [data, len(data["steps"]) - 1])
    assert "?" not in done.values()
    assert float(done["loss"]) == pytest.approx(data["loss_after"], rel=1e-2) != data["loss"]
    assert float(done["u0.0"].replace("−", "-")) == pytest.approx(data["layers"][0]["a_after"][0], rel=1e-2)
    assert done["w0.0.0"] != before["w0.0.0"]  # the weights after the update


def test_a_click_on_a_part_opens_what_it_edits(scripts, data):
    scripts.run(DRAWING, DRAW, [data, 0])
    scripts.page.evaluate("document.querySelector('[data-id=\"b1.0\"]').dispatchEvent(new MouseEvent('click'))")
    assert scripts.page.evaluate("opened") == [{"op": "bias", "layer": 1, "unit": 0}]


@pytest.mark.parametrize(("value", "text"), [(0.123456, "0.123"), (-0.0, "0"), (-1234.5, "−1230")])
def test_numbers_with_little_room_have_three_digits(scripts, value, text):
    assert scripts.call(DRAWING, "formatBriefly", value) == text
