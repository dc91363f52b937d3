"""The coordinator begins trials, stops what lags, tells how each ended, and goes on with those of an earlier worker."""

import json
import os
import signal
from contextlib import ExitStack

import numpy as np
import pytest

from core.cancel import Cancelled
from core.cli import main
from core.cli.search_report import print_report, to_json
from core.data.intake import adding
from core.errors import InputError
from core.i18n import Message
from core.jobs import control
from core.jobs import folder as jobs
from core.jobs.events import EventWriter
from core.jobs.launchers import process
from core.jobs.phases import Phases
from core.jobs.worker.context import JobContext
from core.runs import folder
from core.search import coordinator
from core.search.best import find_trained, train_best
from core.search.coordinator import Search
from core.search.trials import SearchState, find_best, read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import search as task
from tests.jobs import at_work
from tests.waiting import ended, until

BASE = TrainingSpec(dataset="tiny", architecture="compact", image_size=32, epochs=9)
SPACE = Space({"learning_rate": Dimension(low=1e-4, high=1e-2, log=True)})


class Uninterrupted:
    """The turn of a worker that nobody stops, with a clock that goes on by itself."""

    def __init__(self):
        self.now, self.stopped = 0.0, False

    def read_clock(self):
        self.now += 1
        return self.now

    def raise_if_cancelled(self):
        if self.stopped:
            raise Cancelled


@pytest.fixture
def begin(monkeypatch):
    """A search whose trials wait in the queue for workers that never come: what a worker does, the test does."""
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)

    def begin(state=None, **wishes):
        spec = SearchSpec(**{"base": BASE, "space": SPACE, "minutes": 100, **wishes})
        job = at_work(task.SEARCH, spec)
        events = open_files.enter_context(EventWriter(job.events))
        return Search(JobContext(job, spec, events, Phases(events), Uninterrupted()), state or SearchState())

    with ExitStack() as open_files:
        yield begin


def go_on(search, number, *accuracies):
    """The worker of a trial has done so many epochs."""
    run = folder.find(search.state.trials[number].run)
    run.change_state(state="running")
    with EventWriter(run.events) as events:
        if not search.state.trials[number].curve:
            events.write("phase", phase="training")
            events.write("setup", epochs=9, steps=1, batch_size=32, device="CPU", precision_policy="float32")
        for epoch, value in enumerate(accuracies, start=len(search.state.trials[number].curve) + 1):
            events.write("epoch", epoch=epoch, loss=1.0, accuracy=value, val_loss=1.0, val_accuracy=value, seconds=1.0,
                         images_per_second=1.0, best=True)  # fmt: skip
    search._look()
    return run


def finish(search, number):
    folder.find(search.state.trials[number].run).change_state(state="finished")
    search._look()


def test_trials_are_runs_that_name_their_search_and_the_first_is_what_one_has(begin):
    search = begin()
    search._begin()
    run = folder.find(search.state.trials[0].run)
    assert run.read_training_spec().trial_of == search.context.job.job_id
    assert run.read_training_spec().learning_rate == BASE.learning_rate
    assert read_state(search.context.job) == search.state


def test_the_second_trial_has_what_usually_does_well_unless_all_are_drawn_by_chance(begin):
    space = Space({**SPACE.root, "schedule": Dimension(choices=("constant", "cosine"))})
    for sampler, scheduled in (("tpe", True), ("random", False)):
        search = begin(space=space, sampler=sampler)
        search._begin()
        search._begin()
        second = search.state.trials[1].values
        assert (second == {"learning_rate": 2 * BASE.learning_rate, "schedule": "cosine"}) == scheduled


def test_a_trial_is_followed_to_its_end_and_the_best_is_known(begin):
    search = begin()
    for number, level in enumerate((0.6, 0.8)):
        search._begin()
        go_on(search, number, level, level + 0.05)
        finish(search, number)
    assert [trial.state for trial in search.state.trials] == ["finished", "finished"]
    assert find_best(search.state.trials).val_accuracy == pytest.approx(0.85)
    assert not search.watched


def test_what_lags_is_asked_to_stop_and_frees_its_place(begin):
    search = begin()
    for number in range(4):
        search._begin()
        go_on(search, number, *np.linspace(0.7, 0.9, 9))
        finish(search, number)
    search._begin()
    run = go_on(search, 4, 0.1, 0.1, 0.1, 0.1)
    assert run.read_request() == "stop"
    run.change_state(state="stopped")
    search._look()
    assert search.state.trials[4].state == "stopped"
    assert not search.watched


def test_a_removed_run_is_a_failed_trial_and_the_search_goes_on(begin):
    search = begin()
    search._begin()
    run = folder.find(search.state.trials[0].run)
    run.path.rename(run.path.with_name(".gone"))
    search._look()
    assert (search.state.trials[0].state, str(search.state.trials[0].reason)) == ("failed", "Its run was removed.")


def test_a_failed_trial_keeps_the_reason_of_its_run(begin, capsys):
    search = begin()
    search._begin()
    run = folder.find(search.state.trials[0].run)
    run.change_state(state="failed", reason=Message("The weights are not finite."))
    search._look()
    kept = read_state(search.context.job)
    assert (kept.trials[0].state, kept.trials[0].reason) == ("failed", Message("The weights are not finite."))
    print_report(search.context.job, as_json=False)
    assert f"{run.run_id}: The weights are not finite." in capsys.readouterr().out
    assert to_json(search.context.job)["trials"][0]["reason"] == "The weights are not finite."


def test_a_later_worker_finds_the_trials_of_the_earlier_one(begin):
    search = begin()
    search._begin()
    go_on(search, 0, 0.6)
    later = Search(search.context, read_state(search.context.job))
    assert list(later.watched) == [0]
    go_on(later, 0, 0.7)
    finish(later, 0)
    assert later.state.trials[0].curve == (0.6, 0.7)
    assert later.state.trials[0].state == "finished"


def test_the_budget_ends_the_search_and_stops_its_trials(begin, monkeypatch):
    search = begin(minutes=0.1)
    stopped = []
    monkeypatch.setattr(coordinator, "POLL_SECONDS", 0)
    monkeypatch.setattr("core.runs.control.stop", lambda run: stopped.append(run) or run.change_state(state="stopped"))
    with pytest.raises(InputError, match="No trial was finished within the budget"):
        search.run()
    assert search.state.spent >= 6
    assert len(stopped) == len(search.state.trials) == 1


def test_a_cancelled_search_stops_its_trials(begin):
    search = begin()
    search._begin()
    search.context.cancel.stopped = True
    with pytest.raises(Cancelled):
        search.run()
    search.stop_all()
    assert folder.find(search.state.trials[0].run).read_request() == "stop" or not search.watched


def test_what_cannot_be_searched_is_told(begin):
    begin()
    with pytest.raises(InputError, match="A head alone has no settings"):
        task.start(SearchSpec(base=TrainingSpec(dataset="tiny", architecture="efficientnet_lite0"), space=SPACE))
    with pytest.raises(InputError, match="speed is not a setting"):
        task.start(SearchSpec(base=BASE, space=Space({"speed": Dimension(low=0, high=1)})))


@pytest.mark.slow
def test_a_real_search_finds_a_best_and_never_looks_at_a_test_picture(capsys):
    adding.add("sketches", "tiny", options={"count": 120, "size": 32})
    words = ["search", "--dataset", "tiny", "--image-size", "32", "--epochs", "1", "--set", "precision=float32"]
    assert main([*words, "--budget", "5", "--trials", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["best"]["run"] in [trial["run"] for trial in told["trials"]]
    runs = [folder.find(trial["run"]) for trial in told["trials"] if trial["state"] == "finished"]
    assert runs
    for run in runs:
        assert [path.stem for path in run.evaluation.glob("*/*.npz")] == ["val"]
        assert run.read_training_result().metrics is None
    best = train_best(jobs.find(told["search"]))
    assert best.read_training_spec().trial_of == ""
    assert find_trained(jobs.find(told["search"])) == best


@pytest.mark.slow
def test_a_killed_search_goes_on_with_the_trial_that_it_has_begun():
    adding.add("sketches", "tiny", options={"count": 120, "size": 32})
    base = BASE.model_copy(update={"epochs": 3, "precision": "float32"})
    job = task.start(SearchSpec(base=base, space=SPACE, minutes=10, trials=2))
    (first,) = until(lambda: read_state(job).trials, within=120, what="the first trial")
    os.kill(process.read_process(job).pid, signal.SIGKILL)
    assert ended(job).state == "failed"
    assert ended(folder.find(first.run)).state == "finished", "a trial is a run, and outlives its search"
    control.resume(job)
    assert ended(job).state == "finished"
    trials = read_state(job).trials
    assert [trial.state for trial in trials] == ["finished", "finished"]
    assert trials[0].run == first.run
    assert len(trials[0].curve) == 3
    assert len(list(folder.list_runs())) == 2, "no trial was begun twice"
