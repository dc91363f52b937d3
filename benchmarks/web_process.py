"""Claims about the process that serves the pages: quick to show, small, and without TensorFlow.

    python -m benchmarks.web_process [--loads 5] [--predictions 9]

- From a healthy server to an interactive first page in Chromium, median of 5 fresh servers: at most 1.2 s.
  Beside it, in turns, what a bare Streamlit page of one line takes on the same machine.
- Memory (resident) after every page was visited and a prediction made: at most 350 MB, no TensorFlow library mapped.
- From upload to shown prediction, median: at most 300 ms.

The model it predicts with is trained first, in a few seconds, on drawings. The browser has one tab and a warm cache
of the operating system; its own cache is empty at every load.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter

import numpy as np
import psutil
from PIL import Image
from playwright.sync_api import Browser, Page

from benchmarks.running_app import App, bare_app, chromium, running_app
from benchmarks.screens import screens
from benchmarks.seen import wait_until_seen
from core.data.intake import adding
from core.jobs.state import ACTIVE
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks.train import start

MOST_SECONDS, MOST_MEGABYTES, MOST_MILLISECONDS = 1.2, 350, 300
PHOTO = (1600, 1200)  # pixels; a small photo of a phone


def first_page(browser: Browser) -> float:
    """Seconds from a healthy server to a first page whose links can be pressed."""
    with running_app() as app:
        return _open(browser, app, "[data-testid=stMain] a", "Train one now")


def bare_page(browser: Browser) -> float:
    """The same of a Streamlit page of one line, which tells what this machine and Streamlit take by themselves."""
    with bare_app('import streamlit\nstreamlit.title("Bare")\n') as app:
        return _open(browser, app, "h1", "Bare")


def _open(browser: Browser, app: App, selector: str, text: str) -> float:
    began = perf_counter()
    tab = browser.new_page()
    tab.goto(app.url, wait_until="commit")
    wait_until_seen(tab, selector, text)
    seconds = perf_counter() - began
    tab.close()
    return seconds


def train(app: App) -> RunFolder:
    """A small model to predict with."""
    os.environ["GLASSBOX_HOME"] = str(app.home)
    adding.add("sketches", "drawings", options={"count": 60, "size": 64})
    run = start(TrainingSpec(dataset="drawings", image_size=96, epochs=1, precision="float32"))
    pause = Event()
    while read_current_state(run).state in ACTIVE:
        pause.wait(0.2)
    if not run.onnx_model.exists():
        sys.exit(f"The run failed: {read_current_state(run).reason}")
    return run


def visit_all(tab: Page, app: App, run: RunFolder) -> None:
    for address in ["", *screens()]:
        tab.goto(f"{app.url}/{address}?run={run.run_id}")
        tab.locator("h1").first.wait_for()
        tab.wait_for_load_state("networkidle")


def prediction(tab: Page, address: str, file: Path) -> float:
    """Milliseconds from handing over a photo on the disk, on a page freshly opened, to seeing its class."""
    tab.goto(address)
    chooser = tab.locator('input[type="file"]').first
    chooser.wait_for(state="attached")
    tab.wait_for_load_state("networkidle")
    began = perf_counter()
    chooser.set_input_files(file)
    wait_until_seen(tab, "h3", "%")
    return (perf_counter() - began) * 1000


def _photos(folder: Path, count: int) -> Iterator[Path]:
    for number in range(count):
        file = folder / f"photo-{number}.jpg"
        file.write_bytes(_photo(number))
        yield file


def _photo(seed: int) -> bytes:
    """A photo-like JPEG: smooth colours and a little noise."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8)).resize(PHOTO, Image.Resampling.BICUBIC)
    noisy = np.asarray(coarse, dtype=np.int16) + rng.integers(-12, 12, (PHOTO[1], PHOTO[0], 3))
    file = BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
    return file.getvalue()


def tensorflow_libraries(pid: int) -> list[str]:
    maps = Path(f"/proc/{pid}/maps")
    if not maps.exists():
        return []
    return sorted({line.split()[-1] for line in maps.read_text().splitlines() if "tensorflow" in line})


def main(loads: int, predictions: int) -> None:
    with chromium() as browser:
        pairs = [(first_page(browser), bare_page(browser)) for _load in range(loads)]
        first, bare = ([pair[place] for pair in pairs] for place in (0, 1))
        print(f"first page: {median(first):.2f} s, median of {loads} ({min(first):.2f} to {max(first):.2f})")
        print(f"  ratio to {MOST_SECONDS} s: {median(first) / MOST_SECONDS:.2f}; claimed: at most 1")
        print(f"  a bare Streamlit page: {median(bare):.2f} s; ratio {median(first) / median(bare):.2f}", flush=True)
        with running_app() as app:
            run = train(app)
            tab = browser.new_page()
            visit_all(tab, app, run)
            address = f"{app.url}/predict?run={run.run_id}"
            waits = [prediction(tab, address, file) for file in _photos(app.home, predictions)]
            memory = psutil.Process(app.pid).memory_info().rss / 2**20
            mapped = tensorflow_libraries(app.pid)
    print(
        f"upload to prediction: {median(waits):.0f} ms, median of {predictions} ({min(waits):.0f} to {max(waits):.0f})"
    )
    print(f"  ratio to {MOST_MILLISECONDS} ms: {median(waits) / MOST_MILLISECONDS:.2f}; claimed: at most 1")
    print(f"memory after every page and {predictions} predictions: {memory:.0f} MB")
    print(f"  TensorFlow libraries mapped: {mapped or 'none'}")
    print(f"  ratio to {MOST_MEGABYTES} MB: {memory / MOST_MEGABYTES:.2f}; claimed: at most 1")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--predictions", type=int, default=9)
    args = parser.parse_args()
    main(args.loads, args.predictions)
