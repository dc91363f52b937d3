"""The network answers to hand and keyboard, steps without the server, keeps its nodes, and tells the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.line import Line

pytestmark = pytest.mark.browser
ADDRESS = 5000  # milliseconds until the address follows on a busy machine


@pytest.fixture
def network(page, app_url):
    return opened(page, app_url)


def opened(page, app_url):
    page.goto(f"{app_url}/backprop")
    drawing = page.locator(".network")
    expect(drawing.locator("[data-id='u1.0']")).to_be_visible()
    expect(page.get_by_text("The numbers as a table")).to_be_visible()
    return drawing


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def at(network, step):
    expect(network.locator(".counter")).to_have_text(f"Step {step} of 14")


def edit(network, place, value):
    network.locator(f"[data-id='{place}'] text").first.click()
    box = network.get_by_role("textbox")
    box.fill(value)
    box.press("Enter")
    return box


def test_arrow_keys_step_and_space_plays_and_pauses(page, network):
    press(page, "ArrowRight", 3)
    at(network, 3)
    expect(network.locator(".page h3")).to_have_text("Output 1")
    press(page, "ArrowLeft")
    at(network, 2)
    page.keyboard.press(" ")
    expect(network.get_by_role("button", name="Pause")).to_be_visible()
    at(network, 3)
    page.keyboard.press(" ")
    expect(network.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.slow
def test_playing_comes_to_the_end_by_itself(page_with_clock, app_url):
    page = page_with_clock
    page.clock.install()
    network = opened(page, app_url)
    press(page, "End")
    press(page, "ArrowLeft", 2)
    network.get_by_role("button", name="Play").click()
    page.clock.run_for(4000)
    at(network, 14)
    expect(network.get_by_role("button", name="Play")).to_be_visible()


def test_a_step_lights_its_edges_and_shows_formula_numbers_result_and_proof(page, network):
    press(page, "ArrowRight", 5)
    expect(network.locator("[data-id='u1.0']")).to_have_class(re.compile("lit"))
    expect(network.locator("[data-id='w0.0.0']")).to_have_class(re.compile("dim"))
    expect(network.locator(".law .result").last).to_have_text("= 2.64")
    expect(network.locator(".badge")).to_contain_text("proven")
    expect(network.locator(".printed")).to_contain_text("The article prints 0.35.")


def test_stepping_asks_nothing_of_the_server(page, network):
    sent = []
    page.on("websocket", lambda _socket: sent.append("opened"))
    page.evaluate("""() => {
        window.sent = 0;
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (...data) { window.sent += 1; return send.apply(this, data); };
    }""")
    press(page, "ArrowRight", 6)
    at(network, 6)
    assert page.evaluate("window.sent") == 0
    assert sent == []


def test_where_the_walk_rests_is_in_the_address_and_a_reload_finds_it(page, network):
    press(page, "ArrowRight", 6)
    expect(page).to_have_url(re.compile("step=6"), timeout=ADDRESS)
    at(network, 6)
    page.reload()
    at(network, 6)


def places(page):
    """Where everything stands, outside and inside the drawing."""
    parts = page.locator(
        "h1, .stButton, .stSelectbox, details, .st-key-onward, .stage, .part, .network .bar, .network h3"
    )
    return parts.evaluate_all(
        "all => all.map(n => n.getBoundingClientRect()).map(({ x, y }) => [x, y].map(Math.round))"
    )


def test_a_weight_is_edited_by_click_and_typing_and_nothing_moves_or_is_replaced(page, network):
    press(page, "ArrowRight", 3)
    unit = network.locator("[data-id='u1.0']")
    unit.evaluate("node => { node.marked = true }")
    before = places(page)
    edit(network, "w1.0.0", "1.4")
    expect(unit.locator(".value")).to_have_text("2.12")
    expect(network.get_by_role("textbox")).to_be_hidden()
    assert unit.evaluate("node => node.marked")
    at(network, 3)
    expect(page).to_have_url(re.compile("weights="), timeout=ADDRESS)
    expect(page.get_by_text("Changed since.")).to_be_visible()
    assert places(page) == before
    assert len(before) > 25


@pytest.mark.slow
def test_a_weight_is_edited_by_keyboard_alone(page, network):
    weight = network.get_by_role("button", name="Weight from input 1 to unit 1 of layer 1")
    weight.focus()
    page.keyboard.press("Enter")
    box = network.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("-2")
    page.keyboard.press("Enter")
    expect(weight).to_have_attribute("aria-label", re.compile("−2$"))
    expect(weight).to_have_class(re.compile("negative"))
    expect(weight).to_be_focused()


@pytest.mark.slow
def test_a_step_never_overtakes_an_edit_that_waits_for_a_busy_server(page_with_clock, app_url):
    page = page_with_clock
    page.clock.install()
    line = Line(page)
    network = opened(page, app_url)
    line.busy, before = True, line.sent
    press(page, "ArrowRight", 3)
    edit(network, "w1.0.0", "1.4")
    page.keyboard.press("Escape")
    press(page, "ArrowRight", 2)
    page.clock.run_for(1000)
    assert line.sent == before + 1
    line.take()
    expect(network.locator("[data-id='u1.0'] .value")).to_have_text("2.12")
    at(network, 5)
    expect(page).to_have_url(re.compile("step=5"), timeout=ADDRESS)


def test_a_bad_number_gets_a_sentence_and_the_picture_stays(page, network):
    press(page, "ArrowRight", 3)
    edit_box = edit(network, "w1.0.0", "1e9")
    for bad in ("", "nan", "Infinity", "1e9", "abc"):
        edit_box.fill(bad)
        edit_box.press("Enter")
        expect(network.get_by_role("alert")).to_contain_text(f"“{bad}” is not a number from -1000 to 1000")
        expect(network.locator("[data-id='u1.0'] .value")).to_have_text("1.32")
    edit_box.fill("0.5")
    edit_box.press("Enter")
    expect(network.get_by_role("alert")).to_be_hidden()


@pytest.mark.slow
def test_the_slide_changes_the_picture_while_it_is_held(page, network):
    press(page, "ArrowRight", 3)
    network.locator("[data-id='b1.0'] text").click()
    network.get_by_role("slider", name="Slide to change").fill("2")
    expect(network.locator("[data-id='u1.0'] .value")).to_have_text("2.72")
    page.keyboard.press("Escape")
    expect(network.get_by_role("textbox")).to_be_hidden()


@pytest.mark.slow
def test_width_is_size_and_colour_is_sign(page, network):
    def stroke(place):
        return network.locator(f"[data-id='{place}'] .stroke").evaluate(
            "line => [parseFloat(getComputedStyle(line).strokeWidth), getComputedStyle(line).stroke]"
        )

    small, positive = stroke("w0.0.0")
    edit(network, "w0.0.0", "-3")
    expect(network.locator("[data-id='w0.0.0']")).to_have_class(re.compile("negative"))
    large, negative = stroke("w0.0.0")
    assert large > 2 * small
    assert positive != negative


def test_units_layers_and_examples_come_and_go(page, network):
    units = network.locator(".unit")
    network.get_by_role("button", name="Add a unit: Layer 1").click()
    expect(units).to_have_count(4)
    network.get_by_role("button", name="Add a hidden layer").click()
    expect(units).to_have_count(6)
    network.get_by_role("button", name="Remove this layer: Layer 1").click()
    expect(units).to_have_count(3)
    network.get_by_role("button", name="Remove a unit: Layer 1").click()
    expect(units).to_have_count(2)
    network.get_by_role("button", name="Add an input: Inputs").click()
    expect(network.locator(".box.input")).to_have_count(3)
    network.get_by_role("button", name="Add an example").click()
    expect(network.get_by_text("Example 2 of 2")).to_be_visible()


@pytest.mark.slow
def test_an_activation_is_chosen_on_the_drawing(page, network):
    press(page, "ArrowRight", 1)
    network.get_by_role("combobox", name="Activation of: Layer 1").select_option("tanh")
    expect(network.locator("[data-id='u0.0'] .value")).to_have_text("0.664")
    expect(network.locator(".law").last).to_contain_text("tanh 0.8")


@pytest.mark.slow
def test_a_dead_unit_is_drawn_as_such(page, network):
    page.get_by_role("button", name="A dead ReLU").click()
    press(page, "End")
    press(page, "ArrowLeft")  # at the very end stands what the new weights say
    expect(network.locator("[data-id='u0.1']")).to_have_class(re.compile("off"))
    expect(network.locator("[data-id='u0.1'] .delta")).to_have_text("δ 0")


@pytest.mark.slow
def test_reduced_motion_is_respected(page, network):
    page.emulate_media(reduced_motion="reduce")
    network.get_by_role("button", name="Play").click()
    at(network, 1)
    flow = network.locator("[data-id='w0.0.0'] .flow")
    assert flow.evaluate("line => getComputedStyle(line).animationName") == "none"
    network.get_by_role("button", name="Pause").click()


def test_the_network_is_on_the_first_screen_also_at_200_per_cent(page, network):
    parts = network.locator(".box, .unit, .bias, .loss, .wire")
    for width, height in ((1280, 720), (640, 360)):
        page.set_viewport_size({"width": width, "height": height})
        expect(network.locator(".loss .value")).to_be_in_viewport(ratio=1)
        header = page.get_by_test_id("stHeader").bounding_box()
        boxes = parts.evaluate_all(
            "all => all.map(n => n.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])"
        )
        assert len(boxes) == 16
        for left, top, right, bottom in boxes:
            assert (left >= 0, top >= header["height"], right <= width, bottom <= height) == (True,) * 4


def test_a_narrow_window_holds_it_and_every_weight_is_told(page, network):
    page.set_viewport_size({"width": 420, "height": 900})
    for weight in network.locator(".wire .number").all():
        expect(weight).to_be_visible()
    expect(network.locator("[data-id='u1.0']")).to_be_visible()
    wide = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    page.wait_for_function(wide)
