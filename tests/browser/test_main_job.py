"""The main job as a person does it in a browser: train with one press, watch, come back, ask about a picture."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.data import datasets
from core.data.intake import adding
from core.runs import folder as runs
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.browser.running_app import free_port, running_app
from tests.queueing import pid_of
from tests.waiting import until
from tests.workers import is_over

pytestmark = pytest.mark.browser

PATIENCE = 180_000  # milliseconds for a training on a busy machine
ACKNOWLEDGED = 2_000  # milliseconds in which a wish is told to have been heard
LONG = TrainingSpec(dataset="tiny", image_size=32, epochs=1000, batch_size=8, precision="float32")
SHOTS = Path(__file__).parents[2] / "test-results"  # git ignores it
CHART = ".glassbox-chart .main-svg"
CHART_NODE = "document.querySelector('.glassbox-chart')"
RANGES = "node => [[...node.layout.xaxis.range], [...node.layout.yaxis.range]]"
HIDE = """async () => {
  document.querySelector('.glassbox-chart').style.display = 'none';
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """This test's own home, with a few small drawings to train on."""
    folder = tmp_path / "home"
    monkeypatch.setenv("GLASSBOX_HOME", str(folder))
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    yield folder
    for run in runs.list_runs():
        if not is_over(run) and (pid := pid_of(run)):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def own_app(home):
    with running_app(home) as app:
        yield app


def kept(page, name):
    """Keep a picture of the page for those who want to see what the test saw."""
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def drawn_points(page):
    """How many points the epoch lines of the two charts have."""
    return page.locator(".glassbox-chart .scatterlayer .points path").count()


def mark_nodes(page):
    page.evaluate("document.querySelectorAll('.glassbox-chart').forEach((node, i) => node.marked = i + 1)")


def marks(page):
    return page.evaluate("[...document.querySelectorAll('.glassbox-chart')].map(node => node.marked)")


def test_from_the_first_page_to_a_prediction(own_app, page):
    page.goto(own_app.url)
    kept(page, "home")
    page.get_by_role("link", name="Train one now").click()
    page.get_by_label("Dataset", exact=True).click()
    page.get_by_role("option", name="tiny").click()
    expect(page.get_by_role("spinbutton", name="Image size (px)")).to_have_value("32")  # the form of these drawings
    page.get_by_role("spinbutton", name="Epochs").fill("4")
    page.get_by_role("spinbutton", name="Epochs").press("Enter")
    expect(page).to_have_url(re.compile("epochs=4"))
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page).to_have_url(re.compile("run="))
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    mark_nodes(page)
    expect(page.get_by_text("finished", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Test accuracy", exact=True)).to_be_visible()
    assert marks(page) == [1, 2], "a chart was rebuilt on the way"
    assert drawn_points(page) == 16  # four epochs, training and validation, loss and accuracy
    kept(page, "finished")

    page.get_by_role("link", name="Predict with it").click()
    picture = datasets.load("tiny").find_path(datasets.load("tiny").list_pictures(split="test", label="dog")[0])
    page.locator('input[type="file"]').first.set_input_files(picture)
    expect(page.get_by_role("heading", level=3).filter(has_text=re.compile(r"(cat|dog) · \d"))).to_be_visible()
    kept(page, "prediction")


def wait_until_grown(page):
    """Until the line of the batches has become longer."""
    before = page.evaluate(f"{CHART_NODE}._fullData[0].x.length")
    page.wait_for_function(f"before => {CHART_NODE}._fullData[0].x.length > before + 20", arg=before, timeout=PATIENCE)


@pytest.mark.slow
def test_the_chart_keeps_its_node_and_the_readers_zoom(own_app, page, workers):
    run = train.start(LONG)
    page.goto(f"{own_app.url}/train?run={run.run_id}")
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    mark_nodes(page)
    chart = page.locator(".glassbox-chart").first
    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=5)  # of the x axis alone
    page.mouse.up()
    page.wait_for_function(f"{CHART_NODE}.zoom")
    zoomed = chart.evaluate(RANGES)
    wait_until_grown(page)
    assert marks(page) == [1, 2]
    assert chart.evaluate(RANGES) == zoomed
    page.mouse.dblclick(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    page.wait_for_function(f"!{CHART_NODE}.zoom")
    followed = chart.evaluate(RANGES)
    wait_until_grown(page)
    assert chart.evaluate(RANGES)[0][1] > followed[0][1]
    page.evaluate(HIDE)  # as when its page is left: Plotly must not be asked to resize it, for `page` counts errors


@pytest.mark.slow
def test_a_reload_a_second_tab_and_a_restarted_server_find_the_run(home, page, chromium, workers):
    port = free_port()
    with running_app(home, port) as app:
        run = train.start(LONG)
        address = f"{app.url}/train?run={run.run_id}"
        page.goto(address)
        page.locator(CHART).first.wait_for(timeout=PATIENCE)
        page.reload()
        page.locator(CHART).first.wait_for()
        second = chromium.new_page()
        second.goto(address)
        expect(second.get_by_text("running", exact=True)).to_be_visible()
        second.close()
    assert read_current_state(run).state == "running", "the worker went down with the server"
    with running_app(home, port):
        page.goto(address)
        expect(page.get_by_text("running", exact=True)).to_be_visible()
        page.get_by_role("button", name="Stop training").click()
        expect(page.get_by_text("stopped", exact=True)).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("link", name="Predict with it")).to_be_visible()
    assert run.read_training_result().best_epoch


def test_a_killed_worker_is_told_within_five_seconds_and_one_press_goes_on(own_app, page, workers):
    run = train.start(LONG)
    page.goto(f"{own_app.url}/train?run={run.run_id}")
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    workers.kill()
    expect(page.get_by_text("ended unexpectedly")).to_be_visible(timeout=5_000)
    kept(page, "killed")
    done = LiveProgress(run).update().steps_done
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("running", exact=True)).to_be_visible()
    until(lambda: LiveProgress(run).update().steps_done > done, within=PATIENCE / 1000, what="a step after the resume")


@pytest.mark.slow
def test_pause_reload_resume_and_stop_in_two_tabs(own_app, page, chromium, workers):
    run = train.start(LONG)
    address = f"{own_app.url}/train?run={run.run_id}"
    page.goto(address)
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_text(re.compile("^(pausing|paused)$"))).to_be_visible(timeout=ACKNOWLEDGED)
    expect(page.get_by_text("paused", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("Paused; everything is saved")).to_be_visible()
    page.locator(CHART).first.wait_for()
    kept(page, "paused")

    second = chromium.new_page()
    second.goto(address)
    second.get_by_role("button", name="Resume").click()
    for tab in (page, second):
        expect(tab.get_by_text("running", exact=True)).to_be_visible()
    page.get_by_role("button", name="Stop training").click()
    expect(page.get_by_text(re.compile("^stopp(ing|ed)$"))).to_be_visible(timeout=ACKNOWLEDGED)
    for tab in (page, second):
        expect(tab.get_by_text("stopped", exact=True)).to_be_visible(timeout=PATIENCE)
        expect(tab.get_by_role("button", name="Resume")).to_be_visible()
    second.close()
    assert len(workers.started) == 1


def test_a_link_opens_its_page_in_the_first_session_of_a_server_and_asks_nobody_else(own_app, page):
    hosts = set()
    page.on("request", lambda request: hosts.add(re.sub(r"^\w+://([^/:]*).*", r"\1", request.url)))
    page.goto(f"{own_app.url}/runs?language=zh")
    expect(page.get_by_role("heading", name="运行记录")).to_be_visible()
    expect(page).to_have_title("运行记录 · Glassbox")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="训练模型").first.click()
    expect(page.get_by_role("heading", name="训练模型")).to_be_visible()
    assert {host for host in hosts if not host.startswith("data:")} == {"127.0.0.1"}


@pytest.mark.slow
def test_a_browser_that_is_slow_to_draw_a_control_still_shows_what_the_link_says(own_app, page):
    held = []
    page.route("**/static/js/Radio*", lambda route: held.append(route))
    page.goto(f"{own_app.url}/train?architecture=efficientnet_lite0&trainable=all")
    expect(page.get_by_role("button", name="Check again")).to_be_visible()  # drawn anew since
    for route in held:
        route.continue_()
    expect(page.get_by_role("radio", name="EfficientNet-Lite0")).to_be_checked()
