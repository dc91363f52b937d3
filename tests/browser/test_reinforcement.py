"""The Reinforcement screen in the browser: a world is built by hand and by key, and the learning is played."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.line import LateLine

pytestmark = pytest.mark.browser


def test_a_wall_is_built_by_click_and_key_and_the_last_end_stays(page, app_url):
    page.goto(f"{app_url}/reinforcement?world=S../..%2B")
    cells = page.locator("svg[data-name=world] .cell")
    expect(cells).to_have_count(6)
    page.get_by_role("button", name="wall").click()
    cells.nth(1).click()
    expect(page.locator("svg[data-name=world] .wall")).to_have_count(1)
    expect(page.get_by_label("The world as text")).to_have_value("S#./..+")
    board = page.get_by_role("application")
    board.press("ArrowRight")
    board.press("Enter")
    expect(page.get_by_label("The world as text")).to_have_value("S##/..+")
    cells.nth(5).click()
    expect(page).to_have_url(re.compile("cell=5"))
    expect(page.get_by_label("The world as text")).to_have_value("S##/..+")


def test_a_key_that_is_pressed_before_the_answer_to_the_one_before_counts(page, app_url):
    line = LateLine(page)
    page.goto(f"{app_url}/reinforcement?world=S../..%2B")
    page.get_by_role("button", name="wall").click()
    line.is_held = True
    page.locator("svg[data-name=world] .cell").nth(1).click()
    line.wait_for(1)
    board = page.get_by_role("application")
    board.press("ArrowRight")
    line.wait_for(2)
    line.let_go()
    expect(page.locator("svg[data-name=world] .wall")).to_have_count(1)  # the answer to the click, whose cell is 1
    board.press("Enter")
    line.release()
    expect(page.get_by_label("The world as text")).to_have_value("S##/..+")
    expect(page).to_have_url(re.compile("cell=2"))


def test_the_steps_of_learning_are_played_and_scrubbed(page, app_url):
    page.goto(f"{app_url}/reinforcement?view=learn&world=S..%2B&episodes=10")
    steps = page.get_by_role("slider", name="step", exact=True)
    expect(steps).to_have_value("0")
    page.get_by_role("button", name="One step").click()
    expect(page).to_have_url(re.compile("step=1"))
    expect(page.locator(".agent")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    last = steps.get_attribute("max")
    expect(steps).to_have_value(last)
    expect(page).to_have_url(re.compile(f"step={last}"))
