"""Claim: on `clothing10`, 25 minutes of search over fine-tunings improve on the head alone, or say that they do not.

    python -m benchmarks.search_against_head [--photos ../shared/data/clothing10] [--minutes 25] [--trainable top]
        [--seed 0]

The head is trained first, as a person would. The search sees no test picture; its best settings are then trained once
more, and both are judged once on the test pictures. It fails where the search says that its best is better by more than
chance, and the test pictures do not bear that out. Nothing else should run on the machine.
"""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.fine_tuned import tell, trained
from benchmarks.search_quality import wait
from benchmarks.temporary import temporary_folder
from core.backbone.onnx_form import ensure_backbone_file
from core.data.intake import adding
from core.data.intake.choices import find_choice
from core.evaluation.comparison.changed import find_changes
from core.evaluation.evaluate import Predictions, load
from core.jobs.folder import JobFolder
from core.jobs.life import read_current_state
from core.networks.backbones import EMBEDDED
from core.runs.folder import RunFolder
from core.runs.recommended import recommend_view_for
from core.search.best import train_best
from core.search.findings import explain_best, is_better_than_earlier
from core.search.trial_epochs import suggest_epochs
from core.search.trials import SearchState, read_state
from core.specs.named_values import spec_from
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import suggest_space
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import search

PHOTOS = Path("../shared/data/clothing10")
DATASET = "photos"


def search_once(base: TrainingSpec, minutes: float, seed: int) -> tuple[JobFolder, SearchState]:
    job = search.start(SearchSpec(base=base, space=suggest_space(base), minutes=minutes, seed=seed))
    wait(job)
    found = read_state(job)
    if not found.trials:
        sys.exit(f"The search failed: {read_current_state(job).reason}")
    for trial in found.trials:
        print(f"  {trial.number + 1}: {trial.state}, {trial.val_accuracy}, {trial.values}", flush=True)
    return job, found


def read_answers(run: RunFolder) -> Predictions:
    found = load(run.evaluation, DATASET, "test")
    assert found
    return found


def main(args: argparse.Namespace) -> int:
    ensure_backbone_file()
    adding.add(args.photos.resolve(), DATASET)
    choice = find_choice(DATASET)
    view = recommend_view_for(choice, EMBEDDED.name)
    common = {"dataset": DATASET, "architecture": EMBEDDED.name, "view": view}
    head, seconds = trained(spec_from(common))
    tell("head only", head, seconds)
    base = spec_from(common | {"trainable": args.trainable})
    base = base.model_copy(update={"epochs": suggest_epochs(base, choice, args.minutes)})
    print(f"search, {args.minutes:g} minutes, trials of {base.epochs} epochs", flush=True)
    job, found = search_once(base, args.minutes, args.seed)
    print("\n".join(f"  {said}" for said in explain_best(found, base)), flush=True)
    winner = train_best(job)
    wait(winner)
    result = winner.read_training_result()
    if result is None:
        sys.exit(f"The best could not be trained: {read_current_state(winner).reason}")
    tell("the search's best", winner, result.seconds.total - result.seconds.evaluate)
    changes = find_changes(read_answers(head), read_answers(winner))
    print(f"on test pictures better by {changes.difference:+.2%}, p {changes.p:.2g}")
    return int(is_better_than_earlier(found) and changes.difference <= 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--trainable", default="top", choices=("top", "all"))
    parser.add_argument("--seed", type=int, default=0)
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        sys.exit(main(parser.parse_args()))
