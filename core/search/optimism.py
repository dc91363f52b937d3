"""How much too good the winner of a search looks, told without a single test picture.

Choosing the best of many on one split also chooses the luckiest on it. The split is halved again and again: one
half chooses a winner, the other half measures it. The mean difference is what choosing by half as many pictures adds;
luck falls with the root of their number, so all of them add that divided by the root of two.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from core.data.index import Split
from core.errors import InputError
from core.evaluation.evaluate import Predictions, load
from core.runs import folder
from core.search.trials import Optimism, Trial, find_best

SPLIT: Split = "val"
HALVINGS = 400
FEWEST_PICTURES = 40  # with fewer, halves of them say nothing


def measure_optimism(trials: Sequence[Trial], dataset: str) -> Optimism | None:
    """From the predictions that finished trials have left; None of fewer than two; no points of too few pictures."""
    best = find_best(trials)
    rows = [row for trial in trials if trial.state == "finished" and (row := read_correct(trial, dataset)) is not None]
    if best is None or len(rows) < 2:
        return None
    correct = np.stack([row for row in rows if len(row) == len(rows[0])])
    enough = correct.shape[1] >= FEWEST_PICTURES
    points = compute_optimism(correct, np.random.default_rng(0)) if enough else None
    return Optimism(pictures=correct.shape[1], chosen=float(correct.mean(axis=1).max()), points=points)


def compute_optimism(correct: np.ndarray, random: np.random.Generator) -> float:
    """Of booleans (trials, pictures): how much better the winner looks on all pictures than it is."""
    pictures = correct.shape[1]
    found = []
    for _halving in range(HALVINGS):
        order = random.permutation(pictures)
        chooses, measures = order[: pictures // 2], order[pictures // 2 :]
        winner = correct[:, chooses].mean(axis=1).argmax()
        found.append(correct[winner, chooses].mean() - correct[winner, measures].mean())
    return max(0.0, float(np.mean(found))) / sqrt(2)


def read_correct(trial: Trial, dataset: str) -> np.ndarray | None:
    """Which validation pictures the trial's best weights have right; None if its predictions are not there."""
    found = load_answers(trial, dataset)
    return None if found is None else found.answers == found.labels


def load_answers(trial: Trial, dataset: str) -> Predictions | None:
    """What the trial's best weights answer about the validation pictures; None if that is not there."""
    try:
        run = folder.find(trial.run)
    except InputError:  # it was removed
        return None
    return load(run.evaluation, dataset, SPLIT)
