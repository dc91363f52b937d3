"""The training is scrubbed in the browser: map, weights and loss move together; the loop is walked by its buttons."""

import re

import pytest
from playwright.sync_api import expect

from core.concepts.learning import EPOCHS

pytestmark = pytest.mark.browser
LAST = str(EPOCHS)
# Milliseconds that four epochs take from the first one on; they are 200 at full speed and 2,000 with less motion.
FOUR_STEPS = """async (slider) => {
  const reached = async (epoch) => {
    while (Number(slider.value) < epoch) await new Promise(requestAnimationFrame);
    return performance.now();
  };
  const began = await reached(1);
  return (await reached(Number(slider.value) + 4)) - began;
}"""


def opened(page, app_url, query=""):
    page.goto(f"{app_url}/learning{query}")
    expect(page.get_by_text("The weights of this epoch as a table")).to_be_visible()
    epoch = page.get_by_role("slider", name="epoch", exact=True)
    expect(epoch).to_be_visible()
    return epoch


def picture(page):
    """What the three panels show now: the map's pixels, a wire's width, the place on the loss curve."""
    pixels = page.locator(".layers canvas").evaluate("canvas => canvas.toDataURL()")
    wires = page.locator("svg[data-name=net] .wire").evaluate_all(
        "all => all.map(w => w.getAttribute('stroke-width')).join()"
    )
    return pixels, wires, page.locator(".loss-dot").get_attribute("cx")


def test_scrubbing_moves_map_weights_and_loss_together_and_reports_when_it_rests(page, app_url):
    epoch = opened(page, app_url)
    before = picture(page)
    epoch.focus()
    page.keyboard.press("End")
    assert all(was != now for was, now in zip(before, picture(page), strict=True))
    expect(page).to_have_url(re.compile(rf"epoch={LAST}"))
    page.reload()
    expect(page.get_by_role("slider", name="epoch", exact=True)).to_have_value(LAST)


@pytest.mark.slow
def test_dragging_on_the_loss_curve_chooses_the_epoch(page, app_url):
    epoch = opened(page, app_url)
    curve = page.locator("svg[data-name=curve]")
    curve.hover()
    page.mouse.down()
    box = curve.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=5)
    chosen = epoch.input_value()
    assert int(chosen) > 80
    page.mouse.up()
    expect(page).to_have_url(re.compile(rf"epoch={chosen}"))


def test_next_walks_round_the_loop_into_the_next_epoch(page, app_url):
    epoch = opened(page, app_url, "?epoch=7")
    for stage in ("loss", "backward", "update", "forward"):
        page.get_by_role("button", name="Next step").click()
        expect(page.locator(f"[data-stage={stage}]")).to_have_attribute("aria-pressed", "true")
    expect(epoch).to_have_value("8")
    expect(page).to_have_url(re.compile(r"epoch=8"))


@pytest.mark.slow
def test_before_the_first_forward_there_is_no_map(page, app_url):
    opened(page, app_url, "?epoch=7")
    page.get_by_role("button", name="1 data").click()
    expect(page.locator(".layers canvas")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"stage=data"))


@pytest.mark.slow
def test_play_runs_to_the_end_and_stops(page, app_url):
    epoch = opened(page, app_url, "?epoch=85")
    page.get_by_role("button", name="Play").click()
    expect(epoch).to_have_value(LAST)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"epoch={LAST}"))


@pytest.mark.slow
def test_a_reader_who_wants_less_motion_gets_slow_steps(page, app_url):
    page.emulate_media(reduced_motion="reduce")
    epoch = opened(page, app_url)
    page.get_by_role("button", name="Play").click()
    assert epoch.evaluate(FOUR_STEPS) > 1200
    page.get_by_role("button", name="Pause").click()


def test_a_click_on_a_point_marks_it_and_the_formula_follows(page, app_url):
    opened(page, app_url)
    page.locator(".point").nth(41).click()
    expect(page).to_have_url(re.compile(r"point=41"))
    expect(page.get_by_label("Marked point", exact=True)).to_have_value("41")
    expect(page.locator(".point").nth(41)).to_have_class(re.compile("watched"))
