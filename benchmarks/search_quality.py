"""Claim: 25 minutes of search on two cores beat the default settings of `compact` by more than chance, and equal
or beat random search with the same budget in 3 of 4 seeds.

    python -m benchmarks.search_quality [--photos ../shared/data/cats-vs-dogs] [--minutes 25] [--seeds 4] [--epochs 36]
        [--home FOLDER]

For each seed, a search as the screen has it and one by chance without stopping anything share the dataset, the space,
the epochs and the budget; the default, which is the first trial of both, has these epochs too. The best settings of
each are trained once more and judged once on the test pictures, as is the default; the pairs are compared by McNemar's
exact test. Nothing else should run on the machine. All four seeds take about four hours; with `--home` what has been
judged is kept in that folder, and the same command goes on from there.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from threading import Event

from benchmarks.temporary import temporary_folder
from core.data.intake import adding
from core.evaluation.comparison.changed import find_changes
from core.evaluation.evaluate import Predictions, load
from core.jobs.folder import JobFolder
from core.jobs.life import read_current_state as read_job_state
from core.jobs.state import ACTIVE
from core.runs import folder
from core.runs.life import read_current_state
from core.search.trials import find_best, read_state
from core.specs.named_values import spec_from
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import suggest_space
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from core.tasks.networks import search

PHOTOS = Path("../shared/data/cats-vs-dogs")
DATASET = "photos"
CHANCE = 0.05


def search_once(base: TrainingSpec, minutes: float, seed: int, *, clever: bool) -> TrainingSpec:
    """The best settings that a search found, as far as its trials tell."""
    request = SearchSpec(
        base=base, space=suggest_space(base), minutes=minutes, seed=seed, sampler="tpe" if clever else "random",
        stops_early=clever,
    )  # fmt: skip
    job = search.start(request)
    wait(job)
    trials = read_state(job).trials
    best = find_best(trials)
    if best is None:
        sys.exit(f"The search failed: {read_job_state(job).reason}")
    done = sum(trial.state == "finished" for trial in trials)
    print(
        f"  {request.sampler}: {len(trials)} trials, {done} finished; best {best.val_accuracy:.1%} on validation",
        flush=True,
    )
    return folder.find(best.run).read_training_spec()


def judge(name: str, find_spec: Callable[[], TrainingSpec], home: Path) -> Predictions:
    """What the settings answer to the test pictures, trained once; an earlier call's answer, where `home` has it."""
    path = home / "search_quality.json"
    judged: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if name not in judged:
        run = train.start(find_spec().model_copy(update={"trial_of": ""}))
        wait(run)
        if load(run.evaluation, DATASET, "test") is None:
            sys.exit(f"The run failed: {read_current_state(run).reason}")
        path.write_text(json.dumps(judged := {**judged, name: run.run_id}))
    found = load(folder.find(judged[name]).evaluation, DATASET, "test")
    assert found
    return found


def wait(job: JobFolder) -> None:
    pause = Event()
    while read_job_state(job).state in ACTIVE:
        pause.wait(0.5)


def main(args: argparse.Namespace, home: Path) -> int:
    if not (home / "datasets" / DATASET).exists():
        adding.add(args.photos.resolve(), DATASET)
    base = spec_from(
        {"dataset": DATASET, "architecture": "compact", "image_size": args.image_size, "epochs": args.epochs}
    )
    default = judge("default", lambda: base, home)
    print(f"default settings: {default.get_report().summary.accuracy:.2%} on test", flush=True)
    better = equal = 0
    for seed in range(args.seeds):
        print(f"seed {seed}", flush=True)
        found, by_chance = (
            judge(f"{seed} {clever=}", partial(search_once, base, args.minutes, seed, clever=clever), home)
            for clever in (True, False)
        )
        against_default, against_chance = find_changes(default, found), find_changes(by_chance, found)
        scores = [one.get_report().summary.accuracy for one in (found, by_chance)]
        better += against_default.p < CHANCE and scores[0] > default.get_report().summary.accuracy
        equal += scores[0] >= scores[1] or against_chance.p >= CHANCE
        print(
            f"  search {scores[0]:.2%} (p {against_default.p:.2g} against default), random {scores[1]:.2%}", flush=True
        )
    print(f"beats the default by more than chance in {better} of {args.seeds}, equals or beats random in {equal}")
    return int(better < args.seeds or equal < args.seeds * 3 / 4)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=36)  # for which 25 minutes have room ten times
    parser.add_argument("--image-size", type=int, default=64)
    parser.add_argument("--home", type=Path)
    args = parser.parse_args()
    with nullcontext(args.home) if args.home else temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        sys.exit(main(args, home))
