"""Which runs are trials, and which of them a list of runs may leave out."""

from core.files import write_json
from core.jobs.folder import JobFolder
from core.search.searches import list_lesser_trials, list_searches
from core.search.trials import SearchState, Trial, find_state_file
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Space
from core.specs.training_spec import TrainingSpec
from core.tasks.networks.search import SEARCH
from core.workspace import current


def make_search(*trials):
    spec = SearchSpec(base=TrainingSpec(dataset="drawings"), space=Space({}), minutes=1)
    job = JobFolder.create(current().jobs, SEARCH, spec, "search")
    write_json(find_state_file(job), SearchState(trials=trials))
    return job


def make_trial(number, state, val_accuracy):
    return Trial(number=number, run=f"run-{number}", values={}, state=state, val_accuracy=val_accuracy)


def test_all_trials_but_the_best_one_are_the_lesser():
    job = make_search(
        make_trial(0, "finished", 0.7), make_trial(1, "stopped", 0.9), make_trial(2, "finished", 0.8),
    )  # fmt: skip
    assert [one.job_id for one in list_searches()] == [job.job_id]
    assert list_lesser_trials() == {"run-0", "run-1"}


def test_the_trials_of_a_search_that_cannot_be_read_are_runs_like_others():
    job = make_search(make_trial(0, "finished", 0.7), make_trial(1, "finished", 0.8))
    find_state_file(job).write_text("{")
    assert list_lesser_trials() == set()
