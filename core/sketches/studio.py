"""Many drawings at once, on every processor: threads would wait for each other at the interpreter.

The helpers are processes of `python -m core.sketches`, started like any other program. Those of `multiprocessing`
run the main script again, which in the web process is the app.
"""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from core import files
from core.cancel import NEVER, CancelToken
from core.parallel import Progress, tell
from core.sketches import LABELS, draw

ROOT = Path(__file__).parents[2]
PROCESSORS = min(8, os.cpu_count() or 1)
WORTH_A_HELPER = 100  # drawings take a second, a helper a third of one to start


@dataclass(frozen=True)
class Order:
    """`count` drawings under `target`, one folder a class, the classes in turn."""

    target: Path
    count: int
    size: int
    seed: int


def draw_all(order: Order, progress: Progress | None = None, cancel: CancelToken = NEVER) -> None:
    """Draw them, alone or with helpers; the pictures are the same.

    Raises:
        Cancelled: `cancel` asked for it. No helper is at work any more.
        InputError: the disk is full or may not be written.

    """
    with files.disk_errors(order.target):
        for label in LABELS:
            (order.target / label).mkdir(parents=True, exist_ok=True)
        helpers = min(PROCESSORS, order.count // WORTH_A_HELPER)
        done = 0
        with closing(_draw_with_helpers(order, helpers) if helpers > 1 else draw_share(order, 0, 1)) as finished:
            for news in finished:
                cancel.raise_if_cancelled()
                done += news
                tell(progress, done, order.count)


def draw_share(order: Order, first: int, step: int) -> Generator[int, None, None]:
    """Every `step`-th drawing from number `first` on that is not there; yields 1 after each."""
    for number in range(first, order.count, step):
        index, label = number // len(LABELS), LABELS[number % len(LABELS)]
        path = order.target / label / f"{label}-{index:05d}.png"
        if not path.exists():
            _save(draw(label, index, order.size, order.seed), path)
        yield 1


def _save(picture: Image.Image, path: Path) -> None:
    """It is there as a whole or not at all: who is killed while drawing goes on with this one."""
    half = path.with_suffix(".half")
    picture.save(half, "PNG", compress_level=1)
    half.replace(path)


def _draw_with_helpers(order: Order, helpers: int) -> Generator[int, None, None]:
    """Yields how many drawings have been finished since the last time.

    All write a byte a drawing into one pipe. It ends when all have ended, and whoever writes into it after this process
    is gone ends too.
    """
    news, tell_here = os.pipe()
    at_work = [_start_helper(order, first, helpers, tell_here) for first in range(helpers)]
    os.close(tell_here)
    try:
        while finished := os.read(news, 4096):
            yield len(finished)
        for helper in at_work:
            _check_status(helper.wait())
    finally:
        os.close(news)
        for helper in at_work:
            helper.kill()
            helper.wait()


def _start_helper(order: Order, first: int, step: int, pipe: int) -> subprocess.Popen[bytes]:
    share = [str(part) for part in (order.target.absolute(), order.count, order.size, order.seed, first, step)]
    return subprocess.Popen(
        [sys.executable, "-m", "core.sketches", *share],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        start_new_session=True,  # Ctrl-C is for this process to answer
    )


def _check_status(status: int) -> None:
    """A helper ends with 0, or with the number of the error of the disk that it met."""
    if status > 1:
        raise OSError(status, os.strerror(status))
    if status:
        raise RuntimeError(f"a helper that draws ended with {status}; its trace is above")
