"""How far a job is, in words."""

from types import SimpleNamespace

import pytest

from core.inference.models import find_model
from core.jobs import kind
from core.jobs.progress import JobProgress
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.tasks import overview  # noqa: F401 - registers every kind
from pages.shared.jobs import job_words
from pages.shared.jobs.job_words import describe_progress
from tests.queueing import line_up


@pytest.mark.parametrize(
    ("progress", "state", "words"),
    [
        (
            JobProgress("adding", 120, 2000, 10.0, 188.0),
            "running",
            "Reading the pictures: 120 / 2,000 · 3 min 8 s left",
        ),
        (JobProgress("adding", 2000, 2000, 10.0, 0.0), "running", "Reading the pictures: 2,000 / 2,000"),
        (JobProgress("fetching", 3_000_000, 9_000_000), "running", "Downloading the weights: 2.86 MB / 8.58 MB"),
        (JobProgress("converting"), "running", "Preparing the pretrained network, once on this machine …"),
        (JobProgress("adding", 1, 2), "stopping", "stopping …"),
    ],
)
def test_how_far_it_is(progress, state, words):
    assert describe_progress(folder.create(TrainingSpec()), progress, state) == words


def test_who_waits_is_told_what_for():
    starting, first, second = (folder.create(TrainingSpec()) for _ in range(3))
    line_up(first, second)
    assert describe_progress(starting, JobProgress(), "queued") == "Starting …"
    assert describe_progress(first, JobProgress(), "queued") == "It starts when the work before it has ended …"
    assert describe_progress(second, JobProgress(), "queued") == "1 run is ahead of this one …"


def test_every_kind_of_work_leads_somewhere():
    known = {one.name for one in kind.list_kinds() if one.work.startswith("core.")}
    assert known == set(job_words._PLACES)


def test_a_model_is_called_by_its_title_and_by_its_id_once_it_is_gone():
    said = {
        name: job_words._PLACES["predict"](None, SimpleNamespace(model=name), "running").subject
        for name in ("imagenet", "20000101-000000-gone")
    }
    assert said == {"imagenet": find_model("imagenet").title, "20000101-000000-gone": "20000101-000000-gone"}
