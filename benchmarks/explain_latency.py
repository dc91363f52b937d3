"""How long an explanation takes: the first one of a new worker within 8 s, further ones of the same model within 1 s.

The screen shows a rough explanation first, which is what the bar of 1 s is of, and the fine one in its place.

    python -m benchmarks.explain_latency [PICTURE]

ImageNet's network (EfficientNet-Lite0, 224 px) explains one picture with no worker at first, and then three pictures
by every method. Prints seconds, what share of the bar they are, and how many pictures the network alone would have
answered meanwhile, which depends less on the machine; of integrated gradients also how exactly they add up.
"""

import os
import statistics
import sys
import time
from io import BytesIO
from pathlib import Path

from PIL import Image

from benchmarks.network_alone import measure_network_alone
from benchmarks.temporary import temporary_folder
from core.explain.methods import METHODS
from core.jobs import control
from core.sketches import draw
from core.tasks.models.explain import ensure_worker, explain_picture

FIRST, FURTHER = 8.0, 1.0
ROUNDS = 3


def main() -> None:
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else _draw()
        _report("first, worker started", FIRST, [_measure(source, "gradcam")])
        for method in METHODS:
            _measure(source, method)  # a session is opened while nobody asks; here somebody does at once
        for method in METHODS:
            alone = measure_network_alone(1)
            asked = [_turn(source, number) for number in range(ROUNDS)]
            for name, rough in ((method, True), (f"{method}, fine", False)):
                seconds = [_measure(one, method, rough=rough) for one in asked]
                _report(name, FURTHER, seconds, f"{statistics.median(seconds) / alone:4.0f} pictures")
        complete = explain_picture("imagenet", source, "picture", "integrated_gradients").completeness
        assert complete is not None, "integrated gradients have it"
        print(f"integrated gradients are off by {complete.error:.1%} of {complete.expected:.2f}")
        control.cancel(ensure_worker())


def _turn(source: Path | bytes, number: int) -> bytes:
    """Another picture each time, so that nothing is known of it: the same on its side, or upside down."""
    file = BytesIO()
    with Image.open(source if isinstance(source, Path) else BytesIO(source)) as picture:
        picture.rotate(90 * (number + 1), expand=True).convert("RGB").save(file, "PNG")
    return file.getvalue()


def _draw() -> bytes:
    """A drawn cat as a file."""
    file = BytesIO()
    draw("cat", 0, 224, 0).save(file, "PNG")
    return file.getvalue()


def _measure(source: Path | bytes, method: str, *, rough: bool = False) -> float:
    began = time.perf_counter()
    explain_picture("imagenet", source, "picture", method, rough=rough)
    return time.perf_counter() - began


def _report(what: str, bar: float, seconds: list[float], more: str = "") -> None:
    middle = statistics.median(seconds)
    print(f"{what:28} {middle:6.2f} s   {middle / bar:4.0%} of the bar of {bar:g} s {more}")


if __name__ == "__main__":
    main()
