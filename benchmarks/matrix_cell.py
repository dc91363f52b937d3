"""Claim: a click on a cell of the confusion matrix answers within 300 ms, whatever the number of classes.

    python -m benchmarks.matrix_cell [--classes 10] [--pictures 2000]
    python -m benchmarks.matrix_cell --classes 1000 --pictures 5000

A small network that nobody trained is evaluated on small pictures of noise. Printed are the seconds of processor time
that the report with all its intervals takes, how long the screen takes to open on the server (Streamlit's AppTest), and
in Chromium the time from a click on a cell to the line that says which pictures are shown; cells are chosen in turn.
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from benchmarks.temporary import temporary_folder
from core.data.intake import adding
from core.evaluation.evaluate import Predictions, evaluate, load
from core.evaluation.report.metrics import compute_report
from core.inference.run_model import RunModel
from core.runs.folder import RunFolder
from tests.browser.chromium import VIEWPORT, launch
from tests.browser.running_app import running_app
from tests.hand_made import hand_made_run

APP, PAGE = Path(__file__).parents[1] / "app.py", "pages/inference/evaluate/page.py"
BAR, HOVER = 300, 200  # milliseconds: the claim, and how long the pointer rests before it clicks
SIDE, CLICKS = 32, 8  # pixels of a picture; cells that are clicked on
WATCH = """() => {
  const lines = () => [...document.querySelectorAll("[data-testid=stMarkdownContainer]")].map((one) => one.textContent);
  const read = () => lines().find((line) => / (taken for|recognised)/.test(line)) ?? "";
  const before = read();
  window.told = new Promise((tell) => {
    let began = null;
    addEventListener("mousedown", () => { began = performance.now(); }, { capture: true, once: true });
    const look = () => {
      const waited = began === null ? 0 : performance.now() - began;
      if (began !== null && read() !== before) tell(waited);
      else if (waited > 5000) tell(null);
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


def make_evaluated(folder: Path, classes: int, pictures: int) -> RunFolder:
    """A run, and a dataset with test pictures that it was evaluated on."""
    dice = np.random.default_rng(0)
    for number in range(pictures):
        place = folder / "test" / f"class {number % classes:04}"
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(dice.integers(0, 256, (SIDE, SIDE, 3), np.uint8)).save(place / f"{number}.png")
    dataset = adding.add(folder, "noise")
    run = hand_made_run("noise")
    evaluate(RunModel(run), dataset, "test")
    return run


def time_report(found: Predictions) -> None:
    began = time.process_time()
    compute_report(found.classes, found.labels, found.probabilities)
    seconds = time.process_time() - began
    print(f"report over {len(found.classes):,} classes and {len(found.paths):,} pictures: {seconds:.1f} s of processor")


def time_opening(run: RunFolder) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    for turn in ("first", "again"):
        began = time.perf_counter()
        app.query_params["run"] = run.run_id
        app.switch_page(PAGE).run()
        print(f"opened on the server, {turn}: {1000 * (time.perf_counter() - began):.0f} ms")


def time_clicks(page: Page) -> None:
    """Cells along the diagonal; a click that hits the cell that is chosen already says nothing."""
    matrix = page.locator(".js-plotly-plot .nsewdrag").first
    matrix.scroll_into_view_if_needed()
    box, taken = matrix.bounding_box(), []
    assert box is not None, "it is drawn"
    for place in range(CLICKS):
        share = (place + 0.5) / CLICKS
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * share, steps=3)
        page.wait_for_timeout(HOVER)
        page.evaluate(WATCH)
        page.mouse.down()
        page.mouse.up()
        taken.append(page.evaluate("window.told"))
    answered = [one for one in taken if one is not None]
    middle = float(np.median(answered))
    print(f"a click on a cell, median of {len(answered)}: {middle:.0f} ms, {middle / BAR:.0%} of the bar of {BAR} ms")


def main(args: argparse.Namespace, folder: Path) -> None:
    run = make_evaluated(folder / "noise", args.classes, args.pictures)
    found = load(run.evaluation, "noise", "test")
    assert found is not None, "it has just been evaluated"
    time_report(found)
    time_opening(run)
    with running_app(folder / "home") as app, sync_playwright() as playwright:
        page = launch(playwright).new_page(viewport=VIEWPORT)
        page.goto(f"{app.url}/evaluate?run={run.run_id}")
        page.get_by_text("Click on a cell").wait_for(timeout=120_000)
        page.locator(".js-plotly-plot .nsewdrag").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        time_clicks(page)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--pictures", type=int, default=2000)
    with temporary_folder() as made:
        os.environ["GLASSBOX_HOME"] = str(made / "home")
        main(parser.parse_args(), made)
