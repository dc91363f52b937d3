"""Claim: 1,000 uploads are predicted within 15 s, the first of them within a second, and the memory goes back.

    python -m benchmarks.predict_many PHOTOS [--count 1000] [--train]

PHOTOS is a folder with `train/<class>` and `test/<class>`, such as cats-vs-dogs. The app is asked in Chromium: the
ImageNet model of 1,000 classes, or with `--train` a head that is trained on PHOTOS first, whose every answer also says
how familiar the picture is. Both times begin when the last file has been received, which the browser takes its own
time for; that is printed too, and how many times as long all took as the network alone takes in the same run for as
many pictures, which depends less on the machine. Memory (resident) of the web process is read before, after, and when
the uploads are taken away again; one prediction comes before it, so that the libraries are loaded.
"""

import argparse
import os
import sys
from itertools import chain
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil
from playwright.sync_api import Page

from benchmarks.network_alone import measure_network_alone
from benchmarks.running_app import App, chromium, running_app
from benchmarks.seen import wait_until_seen
from core.data.intake import adding
from core.inference.familiar import neighbours
from core.inference.run_model import RunModel
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from core.tasks.train import start
from pages.server.uploads import FOLDER
from tests.waiting import ended

FIRST_SECONDS, ALL_SECONDS, MOST_MEGABYTES = 1.0, 15.0, 450
LOOK_SECONDS = 0.01


def train(photos: Path) -> RunFolder:
    """A head on the embedded network, and the features that its training pictures are compared by."""
    adding.add(photos, "photos")
    run = start(TrainingSpec(dataset="photos", architecture="efficientnet_lite0"))
    if ended(run).state != "finished":
        sys.exit("The training has failed.")
    neighbours.find(RunModel(run).training)
    return run


def measure(app: App, tab: Page, model: str, photos: list[Path]) -> bool:
    process = psutil.Process(app.pid)
    tab.goto(f"{app.url}/predict?run={model}")
    upload = tab.locator("input[type=file]")
    upload.set_input_files(photos[:1])
    tab.locator("h3").first.wait_for()
    before = process.memory_info().rss
    began, received = perf_counter(), Received(app.home, len(photos) + 1)
    upload.set_input_files(photos)
    wait_until_seen(tab, "li button, li figure", count=2)
    first = perf_counter()
    wait_until_seen(tab, "p", f"^{len(photos) + 1:,} pictures")
    last, after = perf_counter(), process.memory_info().rss
    arrived = received.moment()
    tab.get_by_role("radio", name="Camera").click()
    tab.get_by_text("Take a photo").first.wait_for()
    gone = process.memory_info().rss
    print(f"{model}: {len(photos)} files received in {arrived - began:.1f} s")
    print(f"the page began to work on them {received.asked - arrived:.2f} s later")
    print(f"from their arrival to the first answers {first - arrived:.2f} s, to all {last - arrived:.1f} s")
    sizes = ", ".join(f"{size / 1e6:.0f} MB" for size in (before, after, gone))
    print(f"memory of the web process before, after, and without the uploads: {sizes}")
    alone = measure_network_alone(len(photos))
    print(f"the network alone takes {alone:.1f} s for as many: {(last - arrived) / alone:.2f} times as long")
    return first - arrived <= FIRST_SECONDS and last - arrived <= ALL_SECONDS and gone <= MOST_MEGABYTES * 1e6


class Received:
    """The moment at which so many files lie in the folder of uploads, and when the page `asked` for a job."""

    def __init__(self, home: Path, count: int) -> None:
        self._folder, self._jobs, self._count, self._moment, self.asked = home / FOLDER, home / "jobs", count, 0.0, 0.0
        self._thread = Thread(target=self._watch)
        self._thread.start()

    def moment(self) -> float:
        self._thread.join()
        return self._moment

    def _watch(self) -> None:
        pause = Event()
        while sum(1 for path in self._folder.rglob("*") if path.is_file()) < self._count:
            pause.wait(LOOK_SECONDS)
        self._moment = perf_counter()
        while not any(self._jobs.glob("*/job.json")):
            pause.wait(LOOK_SECONDS)
        self.asked = perf_counter()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--train", action="store_true")
    args = parser.parse_args()
    labels = [sorted(label.iterdir()) for label in sorted((args.photos / "test").iterdir())]
    files = list(chain.from_iterable(zip(*labels, strict=False)))
    with running_app() as app, chromium() as browser:
        os.environ["GLASSBOX_HOME"] = str(app.home)
        chosen = train(args.photos).run_id if args.train else "imagenet"
        kept = measure(app, browser.new_page(), chosen, files[: args.count])
        claim = f"{FIRST_SECONDS:.0f} s, {ALL_SECONDS:.0f} s, {MOST_MEGABYTES} MB"
        print(f"claimed: {claim}; {'kept' if kept else 'MISSED'}")
    sys.exit(0 if kept else 1)
