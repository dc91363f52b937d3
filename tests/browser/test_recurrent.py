"""The unrolled text answers to pointer, keyboard and play, and tells the address."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(page, app_url):
    page.goto(f"{app_url}/recurrent?frame=20&step=4")
    expect(text(page)).to_have_attribute("aria-valuenow", "4")
    expect(page.get_by_text("The steps of this update as a table")).to_be_visible()
    return page


def text(page):
    return page.get_by_role("slider", name="The steps of the text")


def test_a_step_is_chosen_by_hand_and_by_keyboard_and_a_reload_finds_it(screen):
    box = screen.locator("svg[data-name=text]").bounding_box()
    screen.mouse.click(box["x"] + box["width"] - 30, box["y"] + 100)
    expect(screen).to_have_url(re.compile(r"step=20"))
    text(screen).press("ArrowLeft")
    expect(text(screen)).to_have_attribute("aria-valuenow", "19")
    text(screen).press("ArrowDown")
    expect(screen).to_have_url(re.compile(r"step=19&unit=[1-9]"))
    screen.reload()
    expect(text(screen)).to_have_attribute("aria-valuenow", "19")
    expect(screen.locator(".where")).to_have_text("update 60 / 180")


@pytest.mark.slow
def test_play_runs_to_the_last_update_and_every_answer_is_right_then(screen):
    screen.get_by_role("button", name="Play").click()
    expect(screen.get_by_role("button", name="Pause")).to_be_visible()
    expect(screen.locator(".where")).to_have_text("update 180 / 180", timeout=30_000)
    expect(screen).to_have_url(re.compile(r"frame=60"))
    assert screen.locator(".sign.wrong").count() == 0


def test_a_long_training_comes_in_stretches_and_can_be_scrubbed_to_its_end(page, app_url):
    page.goto(f"{app_url}/recurrent?cell=lstm")
    update = page.get_by_role("slider", name="update of the training")
    expect(update).to_have_attribute("max", "60")
    expect(page.get_by_text("In 180 updates the loss goes from")).to_be_visible()
    update.fill("60")
    expect(page.locator(".where")).to_have_text("update 180 / 180")
    expect(page).to_have_url(re.compile(r"frame=60"))
