"""Evaluate, Explain, Inside and Predict in Chromium: what a pointer does there, and where it leads."""

import re

import pytest
from playwright.sync_api import expect

from core.data import datasets
from core.inference.decision import read_decision
from core.inference.run_model import RunModel
from pages.server.uploader import MANY
from tests.waiting import until

pytestmark = pytest.mark.browser
COUNT = MANY + 4  # uploads: so many that the browser draws its list of them in turn


def test_a_limit_on_the_board_follows_the_slider_and_is_kept(app_url, run, page):
    page.goto(f"{app_url}/evaluate?run={run.run_id}&view=threshold")
    board = page.locator(".board")
    slider, answered = board.locator("input[data-name=reject]"), board.locator("dd[data-name=answered]")
    expect(answered).to_have_text(re.compile("^100"))
    for _step in range(9):  # a tenth of the range each
        slider.press("PageUp")
    expect(answered).not_to_have_text(re.compile("^100"))
    board.get_by_role("button", name="Keep with the model").click()
    expect(board.get_by_text("Kept with the model")).to_be_visible()
    kept = until(lambda: read_decision(RunModel(run)).reject_below, what="the kept limit")
    assert kept == pytest.approx(float(slider.input_value()))
    expect(page).to_have_url(re.compile("reject="))
    board.get_by_role("button", name="Forget what is kept").click()
    until(lambda: read_decision(RunModel(run)).is_plain, what="the plain rule")


def test_from_a_cell_to_the_reasons(app_url, run, page):
    page.goto(f"{app_url}/evaluate?run={run.run_id}&true=7&predicted=7")
    page.get_by_role("list", name="Pictures of the cell").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile("explain.*sample="))
    expect(page.get_by_text("Explained: ")).to_be_visible(timeout=60_000)


def test_inside_a_layer_a_map_and_a_value_are_chosen_by_clicks(app_url, run, page):
    page.goto(f"{app_url}/inside?run={run.run_id}")
    layers = page.get_by_role("list", name="The layers, from the pixels to the probability").get_by_role("button")
    expect(layers.first).to_be_visible(timeout=60_000)
    layers.nth(2).click()
    expect(layers.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("layer=2"))
    name = layers.nth(2).locator("strong").inner_text()
    page.get_by_role("list", name=f"The maps of {name}").get_by_role("button").nth(1).click()
    expect(page).to_have_url(re.compile("map=1"))
    large = page.get_by_role("img", name=f"Map 1 of {name}")
    expect(large).to_be_visible()
    box = large.bounding_box()
    large.click(position={"x": box["width"] - 3, "y": 3})
    expect(page).to_have_url(re.compile("row=0"))
    expect(page.get_by_label("Row", exact=True)).to_have_value("0")


def test_uploads_are_answered_while_others_are_on_their_way_corrected_and_explained(app_url, run, page):
    dataset, held = datasets.load("digits"), []
    files = [dataset.find_path(record) for record in dataset.list_pictures(split="test")[:COUNT]]

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/_stcore/upload_file/**", hold_the_first)
    page.goto(f"{app_url}/predict?run={run.run_id}")
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text(f"{COUNT - 1} pictures")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_text(f"{COUNT} pictures")).to_be_visible()
    page.get_by_role("list", name="Answers").get_by_role("button").first.click()
    right = page.get_by_role("dialog").get_by_label(re.compile("Is the answer wrong"))
    right.fill("7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Close this picture to add it")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_text("You have corrected 1 picture: 7 1.")).to_be_visible()
    page.get_by_role("list", name="Answers").get_by_role("button").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Why? Explain it").click()
    expect(page).to_have_url(re.compile("explain.*sample_from=handed_over"))
    expect(page.get_by_text("Explained: ")).to_be_visible(timeout=60_000)
