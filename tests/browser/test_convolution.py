"""The window follows pointer and keyboard, weights and cells change under the hand, and the address hears of it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(page, app_url):
    page.goto(f"{app_url}/convolution?image=square&column=1")
    expect(result(page)).to_contain_text("row 1, column 1")
    expect(page.get_by_text("The receptive field as a table")).to_be_visible()
    return page


def result(page):
    return page.locator("[data-name=result]")


def test_the_window_follows_the_pointer_and_stays_where_it_is_clicked(screen):
    box = screen.locator("svg[data-name=output]").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.mouse.move(*middle)
    expect(result(screen)).to_contain_text(re.compile(r"row [45], column [45]"))
    assert "row=" not in screen.url
    screen.mouse.down()
    screen.mouse.up()
    expect(screen).to_have_url(re.compile(r"row=[45]"))
    screen.get_by_role("application", name="The window on the picture").press("ArrowDown")
    expect(screen).to_have_url(re.compile(r"row=[56]"))


def test_a_weight_and_a_drawn_cell_change_the_sum_at_once_and_reach_the_address(screen):
    expect(result(screen)).to_contain_text("= −6")  # a corner of the square
    screen.get_by_label("weight in row 3, column 3").fill("2")
    screen.get_by_role("button", name="Draw", exact=True).click()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "7"):
        screen.get_by_role("application", name="The window on the picture").press(key)
    expect(result(screen)).to_contain_text("= 68")  # 7 times 8 in the middle, and 6 times 2 in the corner
    expect(screen).to_have_url(re.compile(r"image=own"))
    expect(screen).to_have_url(re.compile(r"kernel=-1[^&]*C2(&|$)"))
    screen.reload()
    expect(result(screen)).to_contain_text("= 68")


@pytest.mark.slow
def test_play_visits_every_place_and_ends_at_the_last(screen):
    screen.get_by_role("button", name="Play").click()
    expect(screen.get_by_role("button", name="Pause")).to_be_visible()
    expect(result(screen)).to_contain_text("row 9, column 9", timeout=30_000)
    expect(screen).to_have_url(re.compile(r"row=9"))


@pytest.mark.slow
def test_the_watched_value_of_the_receptive_field_moves_by_keyboard(screen):
    field = screen.get_by_role("slider", name="The watched value")
    field.focus()
    screen.keyboard.press("ArrowRight")
    expect(screen).to_have_url(re.compile(r"value=21"))
