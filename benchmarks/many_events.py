"""Claim: a run of 100,000 events opens in less than half a second, and no line of its charts has over 2,000 points.

    python -m benchmarks.many_events [--events 100000] [--rounds 5]

From the file as a worker has written it to the two charts as they are sent to the browser, in a process that has just
started; the median of the rounds counts, each of which reads the file anew.
"""

import argparse
import base64
import json
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.temporary import temporary_folder
from benchmarks.ten_tabs import begin
from core.charts.learning_curve import MAX_POINTS, draw_learning_curve
from core.jobs.events import EventWriter
from core.runs.folder import RunFolder
from core.runs.progress import LiveProgress
from pages.shared.charts.live_chart import Chart, pack_charts

MOST_SECONDS = 0.5
WORDS = {name: name for name in ("batch", "training", "validation", "epoch", "best", "loss", "accuracy")}


def open_run(run: RunFolder) -> bytes:
    """The two charts as they are sent."""
    progress = LiveProgress(run).update()
    figures = (
        draw_learning_curve(
            metric,
            progress.batches,
            progress.epochs,
            names=WORDS,
            best_epoch=progress.best_epoch,
        )
        for metric in ("loss", "accuracy")
    )
    return pack_charts(*(Chart(figure, alt="") for figure in figures))


def longest_line(charts: bytes) -> int:
    """The most points that a line has."""
    return max(points(trace["x"]) for chart in json.loads(charts)["charts"] for trace in chart["data"])


def points(packed: dict[str, str]) -> int:
    return len(np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"]))


def main(events: int, rounds: int) -> None:
    with temporary_folder() as folder:
        run = RunFolder(folder)
        with EventWriter(run.events) as writer:
            begin(writer, events)
        seconds, charts = [], b""
        for _round in range(rounds):
            began = perf_counter()
            charts = open_run(run)
            seconds.append(perf_counter() - began)
    print(f"{events:,} events: {median(seconds) * 1000:.0f} ms, median of {rounds} ({min(seconds) * 1000:.0f} to "
          f"{max(seconds) * 1000:.0f}); longest line {longest_line(charts):,} points")  # fmt: skip
    print(f"ratio to {MOST_SECONDS} s: {median(seconds) / MOST_SECONDS:.2f}; ratio to {MAX_POINTS:,} points: "
          f"{longest_line(charts) / MAX_POINTS:.2f}; claimed: at most 1")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    main(args.events, args.rounds)
