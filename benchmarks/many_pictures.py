"""A dataset of many JPEGs: how fast it is added and checked, and how much memory that takes.

    GLASSBOX_HOME=/tmp/home python -m benchmarks.many_pictures [--count 25000] [--size 128]

The pictures are sketches, each varied many times: cropped, turned, brightened, saved at another quality. Prints
how many pictures a second, seconds of every quick check, and the largest memory of the process that adds them, of a
tenth and of all.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from benchmarks.temporary import temporary_folder
from core.curation.checks import CHECKS
from core.curation.current_state import load_state
from core.data import measure_file
from core.data.alike import groups
from core.data.intake import adding
from core.parallel import in_order
from core.sketches import draw

DRAWN = 500  # sketches that are varied


def _vary(sketch: Image.Image, number: int) -> Image.Image:
    random = np.random.default_rng(number)
    picture = sketch.rotate(float(random.uniform(-25, 25)), Image.Resampling.BILINEAR, expand=False)
    side = int(sketch.width * random.uniform(0.6, 0.9))
    left, top = (int(random.integers(0, sketch.width - side)) for _ in range(2))
    picture = picture.crop((left, top, left + side, top + side)).resize(sketch.size)
    picture = ImageEnhance.Brightness(picture).enhance(float(random.uniform(0.7, 1.2)))
    return ImageOps.mirror(picture) if number % 2 else picture


def _write_pictures(folder: Path, count: int, size: int) -> None:
    sketches = [draw("cat" if number % 2 else "dog", number, size, seed=0) for number in range(DRAWN)]

    def write(number: int) -> None:
        label = "cat" if number % DRAWN % 2 else "dog"
        path = folder / label / f"{number:06}.jpg"
        _vary(sketches[number % DRAWN], number).save(path, quality=70 + number % 25)

    for label in ("cat", "dog"):
        (folder / label).mkdir(parents=True)
    list(in_order(write, range(count)))


def _report(folder: Path, name: str) -> None:
    """Add and check the pictures of a folder, in a process of its own as a worker does."""
    began = time.perf_counter()
    dataset = adding.add(folder, name)
    seconds, count = time.perf_counter() - began, dataset.manifest.images
    print(f"added {count:,} pictures in {seconds:.1f} s: {count / seconds:.0f} a second, {_read_memory()}")
    state = load_state(dataset)
    print(f"  counted {state.leaks:,} in two splits: {_read_memory()}")
    for check in CHECKS:
        if check.quick:
            began = time.perf_counter()
            problems = check.find(dataset)
            print(f"  {check.name}: {time.perf_counter() - began:.2f} s, {len(problems):,} problems")
    print(f"  all checks: {_read_memory()}")
    rows, records = measure_file.load(dataset.folder), measure_file.list_different(dataset.found)
    assert rows is not None, "it was just added"
    began = time.perf_counter()
    found = groups.find(rows, records)
    print(f"  near duplicates: {time.perf_counter() - began:.2f} s, {len(found.groups):,} groups", flush=True)


def _read_memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MB at most"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=25_000)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.report:
        _report(args.report, args.report.name)
        return
    with temporary_folder() as folder:
        os.environ["GLASSBOX_HOME"] = str(folder / "home")
        for name, count in (("tenth", args.count // 10), ("all", args.count)):
            _write_pictures(folder / name, count, args.size)
            subprocess.run([sys.executable, "-m", "benchmarks.many_pictures", "--report", folder / name], check=True)


if __name__ == "__main__":
    main()
