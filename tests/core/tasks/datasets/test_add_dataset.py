"""A dataset is added by a process or a thread, and nothing stays of an addition that a kill or an error has ended."""

import json
import os
import signal

import pytest

from core.data import datasets
from core.data.intake import measured_files
from core.data.intake.uploaded import Upload
from core.errors import InputError
from core.jobs import control, launchers
from core.jobs.launchers import process
from core.jobs.life import read_current_state
from core.jobs.progress import ProgressReader
from core.tasks import overview, watching
from core.tasks.datasets import add_dataset
from tests.core.data.pictures import two_classes
from tests.core.jobs.tiny import ended
from tests.core.tasks.works import zipped
from tests.waiting import until

ROW = measured_files._ROW.itemsize


def launcher_of(job):
    return json.loads((job.path / "job.json").read_text())["launcher"]


def test_what_takes_a_moment_is_done_by_a_thread(tmp_path):
    for job in (
        add_dataset.start_upload(zipped(), "one"),
        add_dataset.start(two_classes(tmp_path / "photos"), "two"),
        add_dataset.start("sketches", "three", options={"count": 20, "size": 32}),
    ):
        assert launcher_of(job) == "thread"
        assert ended(job).state == "finished"


def test_a_process_adds_what_takes_longer_and_outlives_who_asked(in_a_process):
    job = add_dataset.start_upload(zipped(60, broken=3), "pets", options={"seed": 7, "validation": 20})
    assert launcher_of(job) == "local"
    state = ended(job)
    assert state.state == "finished", launchers.find_for(job).read_log(job)
    source = datasets.load("pets").manifest.source
    assert (source.kind, source.location, source.options) == ("zip", "pets.zip", {"validation": 20, "seed": 7})
    assert not job.inputs.exists()


def test_a_folder_that_is_uploaded_file_by_file_becomes_a_dataset(tmp_path):
    photos = two_classes(tmp_path / "photos")
    uploads = [Upload(path.relative_to(tmp_path).as_posix(), path) for path in photos.rglob("*") if path.is_file()]
    job = add_dataset.start_files(uploads, "pets")
    assert ended(job).state == "finished", job.log.read_text()
    dataset = datasets.load("pets")
    assert dataset.manifest.images == len(uploads)
    assert (dataset.manifest.source.kind, dataset.manifest.source.location) == ("upload", "photos")
    assert dataset.root.parent == dataset.folder
    assert not job.inputs.exists()


def test_uploaded_files_with_a_name_that_leads_elsewhere_begin_no_job(tmp_path, home):
    (tmp_path / "1.jpg").write_bytes(b"a picture")
    with pytest.raises(InputError, match="leads out"):
        add_dataset.start_files([Upload("../1.jpg", tmp_path / "1.jpg")], "pets")
    assert list((home / "jobs").iterdir()) == []


@pytest.mark.slow
def test_a_killed_addition_goes_on_where_it_stopped(in_a_process, home):
    job = add_dataset.start_upload(zipped(2_000), "pets")
    until(lambda: ProgressReader(job).read().done)
    os.kill(process.read_process(job).pid, signal.SIGKILL)
    state = until(lambda: (found := read_current_state(job)).state == "failed" and found)
    assert "ended unexpectedly" in str(state.reason)
    assert datasets.list_names() == []
    ended(add_dataset.start("sketches", "other", options={"count": 20, "size": 32}))
    assert [path.name for path in (home / "datasets").iterdir()] == ["other"], "nothing half done"
    kept = job.inputs / add_dataset.MEASURED
    before = kept.read_bytes()
    assert overview.can_continue(job)
    overview.resume(job)
    until(lambda: kept.stat().st_size > len(before))
    assert kept.read_bytes()[: len(before)] == before[: len(before) // ROW * ROW], "it is measured once"
    assert ended(job).state == "finished", job.log.read_text()
    assert datasets.load("pets").manifest.images == 2_000
    assert not job.inputs.exists()


@pytest.mark.slow
def test_of_a_killed_addition_nothing_is_left_once_it_is_dismissed(in_a_process):
    job = add_dataset.start_upload(zipped(2_000), "pets")
    until(lambda: ProgressReader(job).read().done)
    os.kill(process.read_process(job).pid, signal.SIGKILL)
    until(lambda: overview.can_continue(job))
    watching.dismiss(job)
    assert not job.inputs.exists()
    overview.resume(job)
    assert "Upload it again" in str(ended(job).reason)


def test_a_cancelled_addition_leaves_nothing(in_a_process, home):
    job = add_dataset.start_upload(zipped(2_000), "pets")
    until(lambda: ProgressReader(job).read().done)
    control.cancel(job)
    assert ended(job).state == "stopped"
    assert not job.inputs.exists()
    assert list((home / "datasets").iterdir()) == []


@pytest.mark.parametrize("name", ["pets", "a/b", ""])
def test_what_can_be_told_at_once_begins_no_job(name, tmp_path, home):
    photos = two_classes(tmp_path / "photos")
    ended(add_dataset.start(photos, "pets"))
    jobs = sorted(path.name for path in (home / "jobs").iterdir())
    for begin in (
        lambda: add_dataset.start(photos, name),
        lambda: add_dataset.start_upload(zipped(), name),
        lambda: add_dataset.start("sketches", "new", options={"count": 1}),
        lambda: add_dataset.start(tmp_path / "nowhere", "new"),
    ):
        with pytest.raises(InputError):
            begin()
    assert sorted(path.name for path in (home / "jobs").iterdir()) == jobs


def test_what_is_wrong_inside_is_told_by_the_name_that_the_zip_came_with():
    broken = zipped(name="my holiday.zip")
    broken.truncate(100)
    state = ended(add_dataset.start_upload(broken, "pets"))
    assert (state.state, state.by_input) == ("failed", True)
    assert "my holiday.zip is no zip" in str(state.reason)
