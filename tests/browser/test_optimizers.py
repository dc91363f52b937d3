"""The race answers to pointer, keyboard and play, tells the address, and keeps its nodes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.line import Line

pytestmark = pytest.mark.browser


@pytest.fixture
def race(page, app_url):
    return opened(page, app_url)


def opened(page, app_url):
    page.goto(f"{app_url}/optimizers?steps=40&step=8")
    picture = page.locator(".race")
    expect(clock(picture)).to_have_text("Step 8 of 40")
    return picture


def clock(race):
    return race.locator("[data-part=clock]")


def pixels(race, part):
    return race.locator(f"[data-part={part}] canvas.moving").evaluate("canvas => canvas.toDataURL()")


def number(text):
    return float(text.replace("−", "-"))


def test_the_clock_steps_by_keyboard_and_the_link_reopens_it(page, race):
    race.get_by_label("Step", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(clock(race)).to_have_text("Step 12 of 40")
    expect(race.get_by_role("heading")).to_have_text("Step 12 of Adam")
    expect(race.locator(".formulas")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"step=12"))
    page.reload()
    expect(clock(race)).to_have_text("Step 12 of 40")


def test_stepping_changes_pictures_table_and_formulas_together(page, race):
    before = [pixels(race, part) for part in ("contour", "mountain", "loss")]
    height = race.locator(".walkers .height").first.text_content()
    race.get_by_role("button", name="One step on").click()
    expect(clock(race)).to_have_text("Step 9 of 40")
    assert all(old != pixels(race, part) for old, part in zip(before, ("contour", "mountain", "loss"), strict=True))
    assert race.locator(".walkers .height").first.text_content() != height
    results = race.locator(".formulas li").last.locator(".result").all_text_contents()
    arrived = race.locator("tr[data-key=after] td").all_text_contents()
    assert results == arrived
    race.get_by_role("button", name="One step back").click()
    expect(clock(race)).to_have_text("Step 8 of 40")
    assert before[0] == pixels(race, "contour")


@pytest.mark.slow
def test_space_plays_and_pauses_and_the_race_ends_at_its_last_step(page, race):
    race.get_by_label("Step", exact=True).focus()
    page.keyboard.press("Space")
    expect(race.get_by_role("button", name="Pause")).to_be_visible()
    expect(clock(race)).to_have_text(re.compile(r"Step (9|1\d) of 40"))
    page.keyboard.press("Space")
    expect(race.get_by_role("button", name="Play")).to_be_visible()
    race.get_by_role("button", name="Play").click()
    expect(clock(race)).to_have_text("Step 40 of 40", timeout=20_000)
    expect(race.get_by_role("button", name="Play")).to_be_visible()
    expect(page).to_have_url(re.compile(r"step=40"))


def test_the_start_follows_the_hand_and_the_race_is_run_from_there(page, race):
    canvas = race.locator("[data-part=contour] canvas.moving")
    canvas.evaluate("canvas => { canvas.marked = true }")
    canvas.hover()
    box = canvas.bounding_box()
    before = pixels(race, "contour")
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"], steps=6)
    assert pixels(race, "contour") != before
    assert "x=" not in page.url
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"x=1\.\d+&y=0\.\d+"))
    race.get_by_role("button", name="Back to the start").click()
    stands = [number(text) for text in race.locator("tr[data-key=w] td").all_text_contents()]
    assert stands == [number(value) for value in re.search(r"x=([\d.]+)&y=([\d.]+)", page.url).groups()]
    assert canvas.evaluate("canvas => canvas.marked")


@pytest.mark.slow
def test_arrow_keys_move_the_start(page, race):
    race.locator("[data-part=contour] canvas.moving").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"x=-2\.2"))


@pytest.mark.slow
def test_a_step_takes_along_the_start_that_waits_for_a_busy_server(page_with_clock, app_url):
    page = page_with_clock
    page.clock.install()
    line = Line(page)
    race = opened(page, app_url)
    line.busy, before = True, line.sent
    race.locator("[data-part=contour] canvas.moving").press("ArrowRight")
    page.clock.run_for(1000)
    assert line.sent == before + 1
    race.get_by_role("button", name="One step on").click()
    page.clock.run_for(1000)
    assert line.sent == before + 2
    line.take()
    expect(page).to_have_url(re.compile(r"(?=.*x=-2\.4)(?=.*step=9)"))
    expect(clock(race)).to_have_text("Step 9 of 40")


@pytest.mark.slow
def test_the_landscape_turns_under_the_hand_and_by_keyboard(page, race):
    canvas = race.locator("[data-part=mountain] canvas.moving")
    before = pixels(race, "mountain")
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    wait_until_drawn_anew(page, canvas, before)
    before = pixels(race, "mountain")
    canvas.hover()
    box = canvas.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 40, steps=4)
    page.mouse.up()
    wait_until_drawn_anew(page, canvas, before)


def wait_until_drawn_anew(page, canvas, before):
    handle = canvas.element_handle()
    page.wait_for_function("([canvas, before]) => canvas.toDataURL() !== before", arg=[handle, before])


@pytest.mark.slow
def test_diverging_is_said_beside_the_name_once_it_has_happened(page, app_url):
    page.goto(f"{app_url}/optimizers?rate=0.3&closely=gradient_descent&step=3")
    race = page.locator(".race")
    lost = race.locator(".walkers li", has_text="Gradient descent").locator(".lost")
    expect(page.get_by_text("Gradient descent diverged at step")).to_be_visible()
    expect(lost).to_have_text("")
    race.get_by_label("Step", exact=True).focus()
    page.keyboard.press("End")
    expect(lost).to_have_text(re.compile(r"diverged at step \d+"))


def test_a_change_of_the_rate_keeps_the_nodes_the_clock_and_what_was_unfolded(page, race):
    race.get_by_role("heading", name="Step 8 of Adam").click()
    race.evaluate("element => { element.marked = true }")
    box = page.get_by_label("Learning rate α")
    box.fill("0.05")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"rate=0.05"))
    expect(race.locator(".formulas")).to_contain_text("0.05")
    expect(clock(race)).to_have_text("Step 8 of 40")
    expect(race.locator(".formulas")).to_be_visible()
    assert race.evaluate("element => element.marked")


PRESS_AT_ONCE = """new MutationObserver((_changes, observer) => {
    const line = document.querySelector("[class*=st-key-table] summary");
    if (!line) return;
    observer.disconnect();
    line.click();
}).observe(document, { childList: true, subtree: true });"""


def test_a_press_while_controls_are_still_being_loaded_leaves_their_values_alone(page, app_url):
    page.add_init_script(PRESS_AT_ONCE)
    page.goto(f"{app_url}/optimizers?steps=40&step=8")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_test_id("stSliderThumbValue")).to_have_text(["0.90", "0.999"])
    expect(page.get_by_role("switch", name="Bias correction")).to_be_checked()
    page.get_by_role("button", name="÷2").click()
    expect(page).to_have_url(re.compile("/optimizers.*rate=0.09"))
    assert "beta2" not in page.url


NOTHING_BEYOND = """box => {
    const edge = box.getBoundingClientRect().right + 1;
    return [...box.querySelectorAll('button, mn')].every(one => one.getBoundingClientRect().right <= edge);
}"""


def test_on_a_phone_no_optimiser_and_no_number_is_cut(page, race):
    race.get_by_role("heading", name="Step 8 of Adam").click()
    page.set_viewport_size({"width": 420, "height": 900})
    pills = page.get_by_test_id("stButtonGroup").filter(has_text="AdamW")
    for box in (pills, race.locator(".formulas")):
        expect(box).to_be_visible()
        page.wait_for_function(NOTHING_BEYOND, arg=box.element_handle(), timeout=5000)


COUNT_PICTURES = """async canvas => {
    const seen = new Set();
    const end = performance.now() + 1500;
    while (performance.now() < end) {
        seen.add(canvas.toDataURL());
        await new Promise(requestAnimationFrame);
    }
    return seen.size;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_it_opens_at_the_start_and_plays_by_itself_unless_less_motion_is_wanted(page, app_url, motion):
    page.emulate_media(reduced_motion=motion)
    page.goto(f"{app_url}/optimizers?steps=40")
    race = page.locator(".race")
    if motion == "reduce":
        expect(clock(race)).to_have_text("Step 0 of 40")
        race.get_by_role("button", name="Play").click()
    expect(race.get_by_role("button", name="Pause")).to_be_visible()  # else it plays by itself
    calm = race.locator("[data-part=loss] canvas.moving").evaluate(COUNT_PICTURES) <= 5
    assert calm == (motion == "reduce")
    assert "step=" not in page.url
