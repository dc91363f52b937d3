"""How fast the screen of a dataset with 25,000 pictures opens, filters, turns a page and takes a lasso, in Chromium.

    python -m benchmarks.dataset_screen [--pictures 25000]

The JPEGs are made once, by varying the drawings of `sketches`, in the system's folder for temporary files. Opening is
the time of the script on the server (Streamlit's AppTest, the index in memory); a filter and a page are timed in
Chromium, from the press to the new line above the gallery; a lasso on the map, around half of the pictures, from the
release to the number of those that are selected. The points of the map are placed at random, which draws no slower.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance
from playwright.sync_api import Locator, Page, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.browser.chromium import VIEWPORT, launch
from tests.browser.running_app import running_app

APP = Path(__file__).parents[1] / "app.py"
PAGE = "pages/training/datasets/page.py"
CACHE = Path(tempfile.gettempdir()) / "glassbox-benchmarks"
NAME = "many"
REPEATS = 5
OPENS, FILTERS, LASSO = 500, 300, 1000  # milliseconds
PRESS = """(button, text) => new Promise((drawn) => {
  const began = performance.now();
  const look = () => {
    const told = [...document.querySelectorAll("[data-testid=stCaptionContainer]")];
    if (told.some((one) => one.textContent.includes(text))) drawn(performance.now() - began);
    else requestAnimationFrame(look);
  };
  button.click();
  look();
})"""
RELEASE = """(frame, text) => new Promise((drawn) => {
  const look = () => {
    const told = [...document.querySelectorAll("[data-testid=stMarkdownContainer]")];
    if (told.some((one) => one.textContent.includes(text))) drawn(performance.now() - began);
    else requestAnimationFrame(look);
  };
  let began = 0;
  frame.addEventListener("pointerup", () => { began = performance.now(); look(); }, { capture: true, once: true });
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=25_000)
    count = parser.parse_args().pictures
    home = CACHE / f"home-{count}"
    os.environ["GLASSBOX_HOME"] = str(home)
    _make_dataset(count)
    _time_opening()
    with running_app(home) as app, sync_playwright() as playwright:
        page = launch(playwright).new_page(viewport=VIEWPORT)
        page.goto(f"{app.url}/datasets?dataset={NAME}", wait_until="domcontentloaded")
        page.get_by_text("Pictures 1 to 24 of").wait_for(timeout=120_000)
        _time_filters(page)
        _time_lasso(page)


def _time_opening() -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    app.switch_page(PAGE).run()
    app.query_params["dataset"] = NAME
    print(f"first opening, index read: {_measure(app.run):.0f} ms", flush=True)
    _report(f"opens (bar: {OPENS} ms)", [_measure(app.run) for _ in range(REPEATS)])


def _time_filters(page: Page) -> None:
    from core.data import datasets

    dataset = datasets.load(NAME)
    choices = (("dog", sum(dataset.counts["dog"].values())), ("All", dataset.manifest.images))
    page.wait_for_load_state("networkidle")
    times = []
    for turn in range(2 * REPEATS):
        label, expected = choices[turn % 2]
        page.get_by_role("combobox", name="Class").first.click()
        option = page.get_by_role("option", name=label, exact=True)
        option.wait_for()
        times.append(_press(option, f"Pictures 1 to 24 of {expected:,}"))
    _report(f"a filter answers (bar: {FILTERS} ms)", times)
    turns = page.get_by_role("button", name="Next page").first
    told = [f"Pictures {24 * number - 23} to {24 * number} of" for number in range(2, 2 + REPEATS)]
    _report("a page is turned", [_press(turns, text) for text in told])


def _time_lasso(page: Page) -> None:
    """Around the left half, then around the right half, in turns."""
    frame = page.locator(".st-key-map_chart .frame")
    frame.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    box = frame.bounding_box()
    assert box is not None, "it was scrolled to"
    middle, low, times = box["width"] / 2, box["height"] - 4, []
    for turn in range(REPEATS):
        left = box["x"] + (2 if turn % 2 else middle + 2)
        page.mouse.move(left, box["y"] + 2)
        page.mouse.down()
        for x, y in ((middle - 4, 2), (middle - 4, low), (0, low)):
            page.mouse.move(left + x, box["y"] + y, steps=8)
        page.evaluate("() => { window.released = null; }")
        frame.evaluate(f"(frame) => {{ window.released = ({RELEASE})(frame, 'pictures are selected'); }}")
        page.mouse.up()
        times.append(float(page.evaluate("() => window.released")))
        page.get_by_role("button", name="Select none").click()
        page.get_by_text("No picture is selected.").wait_for()
    _report(f"a lasso around half of the pictures (bar: {LASSO} ms)", times)


def _press(button: Locator, text: str) -> float:
    """Milliseconds from the press until the text is drawn, by the browser's own clock."""
    took: float = button.evaluate(PRESS, text)
    return took


def _report(label: str, times: list[float]) -> None:
    print(f"{label}: median {sorted(times)[len(times) // 2]:.0f} ms, worst {max(times):.0f} ms", flush=True)


def _measure(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - began)


def _make_dataset(count: int) -> None:
    from core.curation.map import picture_map
    from core.data import datasets
    from core.data.intake import adding

    if NAME in datasets.list_names():
        return
    folder = CACHE / f"pictures-{count}"
    if not folder.exists():
        _draw(folder, count)
    print("adding ...", flush=True)
    dataset, dice = adding.add(folder, NAME), np.random.default_rng(0)
    positions = dice.normal(size=(len(dataset.list_pictures()), 2)) / 4
    picture_map.save(dataset, positions.clip(-1, 1).astype(np.float32))


def _draw(folder: Path, count: int) -> None:
    from core.data import datasets
    from core.data.intake import adding

    source = "sketches" if "sketches" in datasets.list_names() else adding.add("sketches", "sketches").name
    drawn = datasets.load(source)
    part = folder.with_name(f"{folder.name}-part")
    records, dice = drawn.list_pictures(), np.random.default_rng(0)
    opened = [(record.label, Image.open(drawn.find_path(record)).convert("RGB")) for record in records]
    for number in range(count):
        label, picture = opened[number % len(opened)]
        (part / str(label)).mkdir(parents=True, exist_ok=True)
        shade = ImageEnhance.Brightness(picture).enhance(dice.uniform(0.6, 1.4))
        turned = shade.rotate(dice.uniform(-15, 15), Image.Resampling.BILINEAR, fillcolor=(200, 200, 200))
        turned.save(part / str(label) / f"{number:06d}.jpg", quality=85)
    part.rename(folder)


if __name__ == "__main__":
    main()
