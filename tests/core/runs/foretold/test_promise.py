"""A promise is made of runs like it, kept with the run, and compared with what came."""

from dataclasses import replace

import pytest

from core.data.intake import choices
from core.runs import folder
from core.runs.expected_time import record_pace
from core.runs.foretold.promise import explain_outcome, explain_promise, foretell, keep_promise, read_promise
from core.runs.result import Result, Seconds
from core.specs.training_spec import TrainingSpec

SPEC = TrainingSpec(dataset="sketches", architecture="compact", epochs=10)
SECONDS = Seconds(total=30, decode=1, train=20, evaluate=1)


@pytest.fixture
def choice():
    return replace(choices.find_choice("sketches"), validation=100)


def finished(accuracy, **changes):
    run = folder.create(SPEC.model_copy(update=changes))
    run.write_result(
        Result(metrics=None, best_epoch=1, best_val_accuracy=accuracy, epochs=10, parameters=1, seconds=SECONDS,
               images_per_second=1, precision_policy="float32", device="CPU")
    )  # fmt: skip
    return run


def test_runs_like_it_tell_how_good_it_becomes(choice):
    assert foretell(SPEC, choice).accuracy is None
    finished(0.80)
    finished(0.84)
    finished(0.2, architecture="article")
    finished(0.2, epochs=100)
    promise = foretell(SPEC, choice)
    assert promise.like == 2
    low, high = promise.accuracy
    assert 0.70 < low < 0.80 < 0.84 < high < 0.94
    told = " ".join(map(str, explain_promise(promise)))
    assert "About" in told
    assert "from 2 runs like it" in told


def test_a_promise_is_kept_and_compared(choice):
    finished(0.80)
    run = finished(0.84)
    promise = foretell(SPEC, choice).model_copy(update={"seconds": 25.0, "measured": True})
    keep_promise(run, promise)
    assert read_promise(run) == promise
    took, became = map(str, explain_outcome(promise, run.read_training_result()))
    assert "it took 30 s (+20%)" in took
    guessed, _became = explain_outcome(promise.model_copy(update={"measured": False}), run.read_training_result())
    assert str(guessed).startswith("Guessed 25 s; it took 30 s.")
    assert became.endswith("it became 84.0%.")


def test_a_time_is_called_a_guess_until_one_was_measured_here(choice):
    rough, _accuracy = map(str, explain_promise(foretell(SPEC, choice)))
    assert "a guess until" in rough
    result = finished(0.8).read_training_result()
    record_pace(SPEC, choice.classes, choice.training, choice.validation, result)
    measured, _accuracy = map(str, explain_promise(foretell(SPEC, choice)))
    assert measured == "About 30 s on this machine."


def test_a_run_without_one_has_none():
    assert read_promise(folder.create(SPEC)) is None
