"""Claim: the process that serves the pages stays under 700 MB whatever is uploaded, and others are answered meanwhile.

    python -m benchmarks.big_pictures [--visitors 10] [--photos 20]

1. A picture of 100 megapixels (a PNG of 0.3 MB) is asked about, then five at once by five visitors, while another
   visitor asks about a small photo again and again.
2. A zip of eight such pictures is added as a dataset.
3. `--visitors` people ask about `--photos` photos of 12 megapixels each, at once, and leave.

Printed: the most memory (resident) of the process in each part as a ratio to 700 MB; what the small photo waits beside
five large ones as a ratio to what it waits alone; and what is left when the visitors' sessions have ended, as a ratio
to what was uploaded. Visitors are websocket clients; the pretrained network answers, so that nothing need be trained.
"""

import argparse
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from statistics import median
from threading import Event
from time import monotonic, perf_counter
from zipfile import ZipFile

import numpy as np
import psutil
from PIL import Image

from benchmarks.running_app import App, running_app
from tests.pages.server.visit import Visitor

MOST = 700  # MB
SIDE = 10_000  # pixels of the large picture
PHOTO, SMALL = (4000, 3000), (640, 480)  # pixels
LARGE_ONES, ZIPPED = 5, 8
SESSIONS_LAST = 10  # seconds after the visitors have left
LOOK_EVERY = 0.02  # seconds
ADDING = "source=zip"


class Memory:
    """The resident memory of a process, in MB, looked at all the time."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._over = Event()
        self.most = 0.0

    def now(self) -> float:
        return self._process.memory_info().rss / 2**20

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, `most` is kept up to date."""
        self.most = self.now()
        self._over.clear()
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.most = max(self.most, self.now())


def large() -> bytes:
    """A PNG of 100 megapixels in RGB and less than half a megabyte."""
    file = BytesIO()
    Image.new("RGB", (SIDE, SIDE), (200, 30, 60)).save(file, "PNG")
    return file.getvalue()


def photo(size: tuple[int, int], seed: int) -> bytes:
    """A photo-like JPEG: smooth colours and a little noise."""
    draw = np.random.default_rng(seed)
    coarse = Image.fromarray(draw.integers(0, 255, (12, 16, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
    noisy = np.asarray(coarse, dtype=np.int16) + draw.integers(-12, 12, (size[1], size[0], 3), dtype=np.int16)
    file = BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
    return file.getvalue()


def ask(app: App, contents: Mapping[str, bytes]) -> float:
    """Seconds from sending pictures to having the model's answers."""
    with Visitor(app, "predict", "run=imagenet") as visitor:
        visitor.run()
        began = perf_counter()
        visitor.upload(contents)
        return perf_counter() - began


def ask_until(over: Callable[[], bool], app: App, data: bytes) -> list[float]:
    waits = []
    while not over():
        waits.append(ask(app, {"small.jpg": data}))
    return waits


def zipped(data: bytes, count: int) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for number in range(count):
            packed.writestr(f"{'cat' if number % 2 else 'dog'}/{number}.png", data + bytes(number))
    return file.getvalue()


def add(app: App, data: bytes) -> None:
    """Add a zip of pictures, and wait until it has been read to its end."""
    with Visitor(app, "datasets", ADDING) as visitor:
        visitor.run()
        visitor.upload({"photos.zip": data})
        visitor.press("Add")
    folder, pause, deadline = app.home / "datasets" / "photos", Event(), monotonic() + 60
    while not (folder / "dataset.json").exists() and monotonic() < deadline:
        pause.wait(0.2)


def tell(what: str, memory: Memory) -> None:
    print(f"{what}: {memory.most:.0f} MB; ratio to {MOST}: {memory.most / MOST:.2f}; claimed: at most 1", flush=True)


def ask_about_large_ones(app: App, memory: Memory) -> None:
    data, small = large(), photo(SMALL, 0)
    ask(app, {"small.jpg": small})  # the network is loaded
    print(f"before: {memory.now():.0f} MB", flush=True)
    with memory.watched():
        seconds = ask(app, {"large.png": data})
    tell(f"one of 100 megapixels ({seconds:.1f} s)", memory)
    alone = median(ask(app, {"small.jpg": small}) for _ in range(5))
    with memory.watched(), ThreadPoolExecutor(LARGE_ONES) as pool:
        asked: list[Future[float]] = [pool.submit(ask, app, {"large.png": data}) for _ in range(LARGE_ONES)]
        waits = ask_until(lambda: all(one.done() for one in asked), app, small)
    tell(f"five at once ({max(one.result() for one in asked):.1f} s)", memory)
    print(f"  a small photo meanwhile: {median(waits):.2f} s, median of {len(waits)}; {max(waits):.2f} s at most")
    print(f"  ratio to {alone:.2f} s alone: {median(waits) / alone:.1f}", flush=True)


def add_large_ones(app: App, memory: Memory) -> None:
    with memory.watched():
        add(app, zipped(large(), ZIPPED))
    tell(f"a zip of {ZIPPED} of them", memory)


def ask_together(app: App, memory: Memory, visitors: int, photos: int) -> None:
    contents = {f"{number}.jpg": photo(PHOTO, number) for number in range(photos)}
    uploaded = visitors * sum(map(len, contents.values())) / 2**20
    before = memory.now()
    with memory.watched(), ThreadPoolExecutor(visitors) as pool:
        list(pool.map(lambda _visitor: ask(app, contents), range(visitors)))
    tell(f"{visitors} visitors with {photos} photos each, {uploaded:.0f} MB", memory)
    Event().wait(2 * SESSIONS_LAST)
    left = memory.now() - before
    print(f"  left behind: {left:.0f} MB; ratio to what was uploaded: {left / uploaded:.2f}")


def main(visitors: int, photos: int) -> None:
    os.environ["STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL"] = str(SESSIONS_LAST)
    with running_app() as app:
        memory = Memory(app.pid)
        ask_about_large_ones(app, memory)
        add_large_ones(app, memory)
        ask_together(app, memory, visitors, photos)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--visitors", type=int, default=10)
    parser.add_argument("--photos", type=int, default=20)
    args = parser.parse_args()
    main(args.visitors, args.photos)
