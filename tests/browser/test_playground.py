"""The playground trains in the browser, is drawn into, and its link leads to the same moment again."""

import re

import pytest
from playwright.sync_api import expect

from core.concepts.playground.course import count_batches
from core.concepts.playground.scenes import choose_held_out

pytestmark = pytest.mark.browser
BATCHES = count_batches(int((~choose_held_out(200, 0.3)).sum()), 10)  # in an epoch, as the screen opens
STEP = re.compile(r"[?&]step=(\d+)")


def opened(page, app_url, query=""):
    page.goto(f"{app_url}/playground{query}")
    play = page.get_by_role("button", name="Play", exact=True)
    expect(play).to_be_visible()
    expect(page.get_by_text("The points as a table")).to_be_visible()
    return play


def figures(page):
    return page.locator(".figure .value").all_text_contents()


def test_a_training_is_reached_again_by_its_link(page, app_url):
    """Training, a change of the rate on the way and a pause; the link then replays the very same numbers."""
    opened(page, app_url).click()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    rate.fill("0.2")
    rate.press("Enter")
    page.get_by_role("button", name="Pause", exact=True).click()
    reached = figures(page)
    expect(page).to_have_url(re.compile(rf"step={round(float(reached[0]) * BATCHES)}&"))
    expect(page).to_have_url(re.compile("rates="))
    page.reload()
    expect(page.locator(".figure .value").first).to_have_text(reached[0])
    assert figures(page) == reached
    page.get_by_role("button", name="Start again").click()
    expect(page).not_to_have_url(STEP)


def test_points_are_drawn_by_hand_and_the_network_grows_by_its_buttons(page, app_url):
    opened(page, app_url, "?points=own")
    expect(page.get_by_text("Draw some points to train on.")).to_be_visible()
    page.get_by_role("button", name="Draw points of class 1").click()
    canvas = page.get_by_role("application")
    canvas.click(position={"x": 100, "y": 80})
    expect(page).to_have_url(re.compile("own=.{4}(&|$)"))
    canvas.press("ArrowRight")
    canvas.press("Enter")
    expect(page).to_have_url(re.compile("own=.{8}(&|$)"))
    page.get_by_role("button", name="Add a hidden layer").click()
    expect(page).to_have_url(re.compile(r"layers=4(%2C|,)4(%2C|,)4"))
    expect(page.get_by_role("button", name=re.compile("layer 3, unit 4"))).to_be_visible()


def test_a_weight_is_changed_where_its_line_is_drawn(page, app_url):
    opened(page, app_url, "?layers=2")
    units, diagram = page.locator("button.unit"), page.locator(".units").bounding_box()
    first = units.nth(-3).bounding_box()
    beside = {  # just behind the first hidden unit, where its line leaves level
        "x": first["x"] + first["width"] + 3 - diagram["x"], "y": first["y"] + first["height"] / 2 - diagram["y"],
    }  # fmt: skip
    page.locator(".units").click(position=beside)
    field = page.get_by_role("spinbutton", name="weight of a₁")
    expect(field).to_be_focused()
    expect(page.locator(".panel-head")).to_contain_text("output")
    field.fill("2.5")
    expect(page.locator(".panel .formula").nth(1)).to_contain_text("2.5·a₁")


def test_a_link_for_a_lesson_shows_the_rest_alone(page, app_url):
    opened(page, app_url, "?hide=rate,layers,optimizer,batch,penalty,stop,speed")
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_be_hidden()
    expect(page.get_by_role("button", name="Add a hidden layer")).to_be_hidden()
    expect(page.locator("fieldset")).to_have_count(3)
    expect(page.locator("fieldset:visible")).to_have_count(2)
    page.get_by_text("For a lesson: leave controls out").click()
    page.get_by_role("button", name="Optimiser", exact=True).click()
    expect(page.locator("fieldset:visible")).to_have_count(3)
    expect(page.locator("[data-field=penalty]")).to_be_hidden()


def test_it_stops_at_the_loss_that_was_asked_for(page, app_url):
    opened(page, app_url, "?points=clouds&stop=0.3").click()
    expect(page.get_by_text(re.compile("The training loss has reached 0.3 after epoch"))).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert float(figures(page)[1]) <= 0.3
