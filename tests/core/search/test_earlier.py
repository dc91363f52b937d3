"""The best trial is compared with the best run of before the search, on the very same validation pictures."""

import time

import numpy as np
import pytest

from core.cancel import NEVER
from core.evaluation.evaluate import load, locate
from core.files import write_json
from core.runs import folder
from core.search.earlier import compare_with_earlier, find_earlier, predict_validation
from core.search.findings import explain_best
from core.search.trials import Earlier, SearchState, Trial
from core.specs.training_spec import TrainingSpec


def finish(trained, dataset, val_accuracy):
    """A run that has become so accurate, as its worker leaves it."""
    run = folder.create(trained.read_training_spec().model_copy(update={"dataset": dataset}))
    result = trained.read_training_result()
    write_json(run.path / "result.json", result.model_copy(update={"best_val_accuracy": val_accuracy}))
    run.onnx_model.touch()
    return run


def test_the_most_accurate_run_on_the_dataset_from_before_is_found(trained):
    own = trained.read_training_result().best_val_accuracy
    finish(trained, "digits", own / 2)
    finish(trained, "tiny", 1.0)
    without_model, damaged = (finish(trained, "digits", 1.0) for _time in range(2))
    without_model.onnx_model.unlink()
    (damaged.path / "result.json").write_text("{")
    assert find_earlier("digits", time.time()) == trained
    best = finish(trained, "digits", own + 0.01)
    assert find_earlier("digits", time.time()) == best
    assert find_earlier("digits", best.read_state().created) == trained
    assert find_earlier("nothing", time.time()) is None


def answer(run, source, wrong):
    """Keep answers about the validation pictures that are all right but those of `wrong` places."""
    found = load(source.evaluation, "digits", "val")
    said = found.labels.copy()
    said[wrong] = (said[wrong] + 1) % len(found.classes)
    path = locate(run.evaluation, "digits", "val")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, classes=np.array(found.classes), paths=np.array(found.paths), labels=found.labels,
             probabilities=np.eye(len(found.classes))[said])  # fmt: skip
    return len(found.paths)


def test_a_run_answers_about_the_validation_pictures_and_is_compared_with_a_trial(trained):
    assert load(trained.evaluation, "digits", "val") is None
    predict_validation(trained, "digits", lambda _done, _total: None, NEVER)
    assert load(trained.evaluation, "digits", "val")
    run = folder.create(trained.read_training_spec())
    trial = Trial(number=0, run=run.run_id, values={})
    assert compare_with_earlier(trained, trial, "digits") is None  # it has not answered
    count = answer(run, trained, wrong=[0, 1])
    answer(trained, trained, wrong=[1, 2, 3])
    found = compare_with_earlier(trained, trial, "digits")
    assert found == Earlier(run=trained.run_id, accuracy=(count - 3) / count, won=2, lost=1)


def test_a_model_that_cannot_answer_is_left_alone(trained):
    trained.onnx_model.write_bytes(b"damaged")
    predict_validation(trained, "digits", lambda _done, _total: None, NEVER)
    assert load(trained.evaluation, "digits", "val") is None


@pytest.mark.parametrize(
    ("won", "lost", "said"),
    [
        (12, 1, "better by more than chance"),
        (6, 3, "has not shown that it found anything better"),
        (1, 12, "keep that run"),
    ],
)
def test_the_search_says_whether_it_was_worth_it(won, lost, said):
    trial = Trial(number=0, run="a", values={}, state="finished", val_accuracy=0.9)
    state = SearchState(trials=(trial,), earlier=Earlier(run="head", accuracy=0.85, won=won, lost=lost))
    told = " ".join(map(str, explain_best(state, TrainingSpec(dataset="digits"))))
    assert said in told
    assert "head, has 85.0% of the same pictures right" in told
