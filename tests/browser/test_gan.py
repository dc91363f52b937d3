"""The GAN screen in the browser: rounds are played, and the formulas carry the numbers of the round it paused at."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from core.concepts.gan.game import Game, begin, draw_pool, play_round
from pages.shared.concept_screen.latex import number

pytestmark = pytest.mark.browser


def loss_after(rounds):
    """The discriminator's loss in the round that follows."""
    game = Game(seed=2)
    pool, state = draw_pool(game), begin(game)
    for _ in range(rounds):
        state = play_round(game, pool, state).after
    return play_round(game, pool, state).verdicts[-1].loss


def test_the_formulas_are_those_of_the_round_it_paused_at_and_of_the_one_that_a_link_names(page, app_url):
    page.goto(f"{app_url}/gan?seed=2")
    plane = page.locator("canvas[data-round]")
    expect(plane).to_have_attribute("data-round", "0")
    for _ in range(2):
        page.get_by_role("button", name="One round").click()
    expect(page).to_have_url(re.compile("round=2"))
    expect(page.get_by_text("the round after round 2.")).to_be_visible()
    expect(page.locator(".katex-html").nth(1)).to_contain_text(number(loss_after(2)))
    page.goto(f"{app_url}/gan?seed=2&round=30")
    expect(plane).to_have_attribute("data-round", "30")
    expect(page.get_by_text("the round after round 30.")).to_be_visible()
    expect(page.locator(".katex-html").nth(1)).to_contain_text(number(loss_after(30)))


def test_playing_plays_until_it_is_paused(page, app_url):
    page.goto(f"{app_url}/gan")
    plane = page.locator("canvas[data-round]")
    expect(plane).to_have_attribute("data-round", "0")
    page.get_by_role("button", name="Play").click()
    expect(plane).to_have_attribute("data-round", re.compile(r"\d\d+"))
    page.get_by_role("button", name="Pause").click()
    rounds = plane.get_attribute("data-round")
    expect(page).to_have_url(re.compile(f"round={rounds}$"))
    page.get_by_role("button", name="From the beginning").click()
    expect(plane).to_have_attribute("data-round", "0")


def test_a_stroke_in_the_plane_becomes_the_real_points(page, app_url):
    page.goto(f"{app_url}/gan?target=ring&round=5")
    plane = page.locator("canvas[data-round]")
    expect(plane).to_have_attribute("data-round", "5")
    brush = page.get_by_role("button", name="Draw points")
    brush.click()
    expect(page.get_by_text("in as many strokes as you like")).to_be_visible()
    draw(page, plane, (0.25, 0.5), (0.75, 0.5))
    expect(page).to_have_url(re.compile("target=own"))
    expect(plane).to_have_attribute("data-round", "0")
    first = read_places(page)
    assert len(first) > 10
    assert {y for _x, y in first} == {0.0}
    draw(page, plane, (0.5, 0.1), (0.5, 0.3))
    page.wait_for_url(lambda url: url.count("%3B") >= len(first))
    assert read_places(page)[: len(first)] == first
    brush.click()
    expect(brush).to_have_attribute("aria-pressed", "false")


def draw(page, plane, start, end):
    """A stroke between two places of the plane, as shares of its sides."""
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    (x, y), (to_x, to_y) = ((box["x"] + box["width"] * at[0], box["y"] + box["height"] * at[1]) for at in (start, end))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=30)
    page.mouse.up()


def read_places(page):
    [text] = parse_qs(urlsplit(page.url).query)["drawn"]
    return [tuple(float(number) for number in place.split(",")) for place in text.split(";")]
