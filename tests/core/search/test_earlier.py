"""The best trial is compared with the best run of before the search, on the very same validation pictures."""

import time

import numpy as np
import pytest

from core.cancel import NEVER
from core.evaluation.evaluate import load, locate
from core.files import write_json
from core.runs import folder
from core.search.earlier import compare_with_earlier, judge_earlier, list_earlier
from core.search.findings import explain_best
from core.search.trials import Earlier, SearchState, Trial
from core.specs.training_spec import TrainingSpec


def finish(trained, dataset, val_accuracy, trial_of=""):
    """A run that has become so accurate, as its worker leaves it."""
    run = folder.create(trained.read_training_spec().model_copy(update={"dataset": dataset, "trial_of": trial_of}))
    result = trained.read_training_result()
    write_json(run.path / "result.json", result.model_copy(update={"best_val_accuracy": val_accuracy}))
    run.onnx_model.touch()
    return run


def test_runs_from_before_are_ranked_by_their_validation_accuracy(trained):
    own = trained.read_training_result().best_val_accuracy
    worse = finish(trained, "digits", own / 2)
    trial = finish(trained, "digits", own, trial_of="a search")
    finish(trained, "tiny", 1.0)
    without_model, damaged = (finish(trained, "digits", 1.0) for _time in range(2))
    without_model.onnx_model.unlink()
    (damaged.path / "result.json").write_text("{")
    assert list_earlier("digits", time.time()) == [trained, trial, worse]
    best = finish(trained, "digits", own + 0.01)
    assert list_earlier("digits", time.time()) == [best, trained, trial, worse]
    assert list_earlier("digits", worse.read_state().created) == [trained]
    assert list_earlier("nothing", time.time()) == []


def judge(dataset="digits"):
    return judge_earlier(dataset, time.time(), lambda _done, _total: None, NEVER)


def test_the_best_that_can_answer_about_the_validation_pictures_of_now_is_taken(trained):
    assert load(trained.evaluation, "digits", "val") is None
    before = judge()
    assert before.run_id == trained.run_id
    assert load(trained.evaluation, "digits", "val").paths == before.answers.paths
    mute = finish(trained, "digits", 1.0)  # its model is an empty file
    assert judge().run_id == trained.run_id
    answer(mute, trained, wrong=[], left_out=1)  # of another split
    assert judge().run_id == trained.run_id
    answer(mute, trained, wrong=[])
    assert judge().run_id == mute.run_id
    locate(mute.evaluation, "digits", "val").write_bytes(b"damaged")
    assert judge().run_id == trained.run_id
    assert judge("removed") is None


def answer(run, source, wrong, left_out=0):
    """Keep answers about the validation pictures that are all right but those of `wrong` places."""
    found = load(source.evaluation, "digits", "val")
    said = found.labels.copy()
    said[wrong] = (said[wrong] + 1) % len(found.classes)
    path = locate(run.evaluation, "digits", "val")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = slice(left_out, None)
    np.savez(path, classes=np.array(found.classes), paths=np.array(found.paths)[kept], labels=found.labels[kept],
             probabilities=np.eye(len(found.classes))[said][kept])  # fmt: skip


def test_a_trial_is_compared_on_the_very_same_pictures_or_not_at_all(trained):
    before = judge()
    run = folder.create(trained.read_training_spec())
    trial = Trial(number=0, run=run.run_id, values={})
    assert compare_with_earlier(before, trial, "digits") is None  # it has not answered
    answer(run, trained, wrong=[0, 1])
    answer(trained, trained, wrong=[1, 2, 3])
    found, count = compare_with_earlier(judge(), trial, "digits"), len(before.answers.paths)
    assert found == Earlier(run=trained.run_id, accuracy=(count - 3) / count, won=2, lost=1)
    answer(run, trained, wrong=[0, 1], left_out=1)
    assert compare_with_earlier(judge(), trial, "digits") is None


@pytest.mark.parametrize(
    ("won", "lost", "said"),
    [
        (12, 1, "has found something better"),
        (6, 3, "6 pictures the best trial alone has right, 3 that run alone. That is within chance"),
        (1, 12, "keep that run"),
        (0, 0, "the very same pictures right"),
    ],
)
def test_the_search_says_whether_it_was_worth_it(won, lost, said):
    trial = Trial(number=0, run="a", values={}, state="finished", val_accuracy=0.9)
    state = SearchState(trials=(trial,), earlier=Earlier(run="head", accuracy=0.85, won=won, lost=lost))
    told = " ".join(map(str, explain_best(state, TrainingSpec(dataset="digits"))))
    assert said in told
    assert "head, has 85.0% of the same pictures right" in told
