"""Optuna learns from trials, stops what lags, and goes on with what an earlier worker has left."""

import pytest

from core.search.compared import FEWEST, choose_compared
from core.search.study import Study
from core.search.trials import Trial, compute_score
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space
from core.specs.training_spec import TrainingSpec

SPACE = Space({"dropout": Dimension(low=0, high=0.9), "schedule": Dimension(choices=("constant", "cosine"))})
SPEC = SearchSpec(base=TrainingSpec(architecture="compact", epochs=9), space=SPACE)


def score(values):
    """Dropout matters, the schedule does not."""
    return 0.9 - (values["dropout"] - 0.3) ** 2


def search(spec, count, known=()):
    study, trials = Study(spec, known), list(known)
    for number in range(len(trials), count):
        values = study.ask(number)
        trial = Trial(number=number, run=f"r{number}", values=values, state="finished", val_accuracy=score(values),
                      parameters=number, seconds=1.0)  # fmt: skip
        study.tell(trial)
        trials.append(trial)
    return study, trials


def test_it_finds_what_is_good_and_says_what_mattered():
    study, trials = search(SPEC, 30)
    assert abs(max(trials, key=lambda trial: trial.val_accuracy).values["dropout"] - 0.3) < 0.05
    importance = study.compute_importance(choose_compared(trials, 9))
    assert importance["dropout"].low > importance["schedule"].high
    assert importance["dropout"].low <= importance["dropout"].mean <= importance["dropout"].high


def test_too_few_trials_say_nothing_of_importance():
    study, trials = search(SPEC, FEWEST - 1)
    assert study.compute_importance(choose_compared(trials, 9)) == {}


def test_of_a_search_that_stops_most_trials_it_says_what_mattered_early():
    study, trials = search(SPEC, 30)
    early = [
        trial.model_copy(update={"state": "finished" if trial.number < 2 else "stopped",
                                 "curve": (0.1, trial.val_accuracy, *([0.9] * (7 * (trial.number < 2))))})
        for trial in trials
    ]  # fmt: skip
    compared = choose_compared(early, 9)
    assert (len(compared.trials), compared.after) == (30, 2)
    importance = study.compute_importance(compared)
    assert importance["dropout"].low > importance["schedule"].high


def test_what_lags_is_stopped_and_what_leads_is_not():
    study, _trials = search(SPEC.model_copy(update={"seed": 3}), 0)
    told = []
    for number in range(12):
        study.ask(number)
        level = number / 20
        curve, stopped = [], False
        for epoch in range(1, 10):
            curve.append(level + epoch / 100)
            if study.should_stop(number, curve):
                stopped = True
                break
        told.append(stopped)
        study.tell(Trial(number=number, run="", values={}, state="stopped" if stopped else "finished",
                         val_accuracy=curve[-1], curve=tuple(curve)))  # fmt: skip
    assert not any(told)  # each is better than all before
    study.ask(12)
    assert not study.should_stop(12, [0.0]), "too soon to tell"
    assert study.should_stop(12, [0.0, 0.0])


def test_one_lucky_epoch_saves_no_trial():
    study, _trials = search(SPEC.model_copy(update={"seed": 3}), 0)
    for number in range(6):
        study.ask(number)
        study.should_stop(number, [0.8] * 9)
        study.tell(Trial(number=number, run="", values={}, state="finished", val_accuracy=0.8, curve=(0.8,) * 9))
    study.ask(6)
    assert study.should_stop(6, [0.5, 0.9, 0.5, 0.5, 0.5, 0.5])
    assert compute_score([0.5, 0.9, 0.5, 0.7, 0.8, 0.75]) == pytest.approx(0.75)
    assert compute_score([0.5, 0.9]) == pytest.approx(0.7)


def test_two_aims_stop_nothing():
    study, _trials = search(SPEC.model_copy(update={"second": "parameters"}), 6)
    study.ask(6)
    assert not study.should_stop(6, [0.0])


def test_a_later_worker_goes_on_with_the_trials_of_the_earlier_one():
    _study, trials = search(SPEC, 8)
    running = Trial(number=8, run="r8", values=trials[0].values, val_accuracy=0.5, curve=(0.5,))
    stopped = Trial(number=9, run="r9", values=trials[1].values, state="stopped", val_accuracy=0.4, curve=(0.4,))
    study = Study(SPEC, [*trials, running, stopped])
    study.tell(running.model_copy(update={"state": "finished"}))
    assert set(study.ask(10)) == {"dropout", "schedule"}
