"""The job at work on something is found, and each end is told once; what ended before anybody looked is not."""

from dataclasses import replace

from core import workspace
from core.data import datasets
from core.tasks import watching
from core.tasks.datasets import add_dataset, check_dataset
from core.tasks.datasets.add_dataset import ADD_DATASET
from core.tasks.datasets.check_dataset import CHECK_DATASET
from tests.core.jobs.tiny import ended

SKETCHES = {"count": 20, "size": 32}


def test_a_job_at_work_is_found_by_its_kind_and_what_it_is_about(in_a_process):
    job = add_dataset.start("digits", "digits")
    assert watching.list_at_work(ADD_DATASET, lambda request: request.name == "digits") == [job]
    assert watching.list_at_work(ADD_DATASET, lambda request: request.name == "other") == []
    assert watching.list_at_work(CHECK_DATASET, lambda request: True) == []
    ended(job)
    assert watching.list_at_work(ADD_DATASET, lambda request: True) == []


def test_each_end_is_told_once_and_failures_too():
    before = add_dataset.start("sketches", "before", options=SKETCHES)
    ended(before)
    assert watching.list_unseen() == [], "nobody had looked yet"
    good, bad = add_dataset.start("sketches", "good", options=SKETCHES), None
    ended(good)
    bad = check_dataset.start(datasets.load("good"), "no such check")
    assert ended(bad).state == "failed"
    assert watching.list_unseen() == [bad, good]
    watching.mark_seen(good)
    assert watching.list_unseen() == [bad]
    watching.mark_seen(bad)
    assert watching.list_unseen() == []


def test_owners_are_told_of_their_own(home):
    watching.list_unseen()
    job = add_dataset.start("sketches", "mine", options=SKETCHES)
    ended(job)
    with workspace.using(replace(workspace.local(), root=home / "other", owner="other")):
        assert watching.list_unseen() == []
    assert watching.list_unseen() == [job]
