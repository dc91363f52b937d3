"""What benchmarks of heads share: their options, and a home that may keep the features of the photos."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.temporary import temporary_folder


def run(main: Callable[[argparse.Namespace], None], **counts: int) -> None:
    """Call `main` with the options of the command line; `counts` are whole numbers of its own, with their defaults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=Path("../shared/data/cats-vs-dogs"))
    parser.add_argument("--view", default="crop")
    for name, default in counts.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--home", help="keeps the features of the photos, so that a second time is quick")
    with temporary_folder() as home:
        asked = parser.parse_args()
        os.environ["GLASSBOX_HOME"] = str(asked.home or home)
        main(asked)
