"""Claim: help and lists of the command line take at most four times as long as `python -c "import numpy"`.

    python -m benchmarks.cli_start [--rounds 9]

Each round runs the yardstick and every command once, in turns, so that a busy machine slows them alike. What is
listed: a dataset and ten runs that have ended. For each command the median of its ratios to the yardstick of its own
round is printed, once in English and once in Chinese, whose translations have to be read. The files are in the cache
of the operating system: a first round is not counted.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median
from time import perf_counter

from benchmarks.temporary import temporary_folder
from core.data.intake import adding
from core.runs import folder
from core.specs.training_spec import TrainingSpec

MOST = 4
RUNS = 10
YARDSTICK = ("-c", "import numpy")
COMMANDS = ("--help", "--version", "train --help", "runs list", "datasets list", "jobs list")
LANGUAGES = ("en", "zh")


def fill_home() -> None:
    """Something to list, in the home of the environment."""
    adding.add("sketches", "drawings", options={"count": 60, "size": 32})
    for _number in range(RUNS):
        run = folder.create(TrainingSpec())
        run.write_state(run.read_state().model_copy(update={"state": "stopped"}))


def seconds(arguments: Sequence[str], language: str) -> float:
    environment = os.environ | {"LC_ALL": f"{language}.UTF-8"}
    began = perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)
    return perf_counter() - began


def one_round() -> Mapping[tuple[str, str], float]:
    """Seconds of every command in every language, and of the yardstick as ("", "")."""
    cases = [(command, language) for command in COMMANDS for language in LANGUAGES]
    taken = {(command, language): seconds(("-m", "core", *command.split()), language) for command, language in cases}
    return taken | {("", ""): seconds(YARDSTICK, "en")}


def main(rounds: int) -> None:
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        fill_home()
        one_round()
        taken = [one_round() for _round in range(rounds)]
    print(f"import numpy: {median(one['', ''] for one in taken):.2f} s, median of {rounds}")
    for case in sorted(taken[0].keys() - {("", "")}):
        ratio = median(one[case] / one["", ""] for one in taken)
        print(
            f"{' '.join(case)}: {median(one[case] for one in taken):.2f} s, ratio {ratio:.2f}; claimed: at most {MOST}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    main(parser.parse_args().rounds)
