"""A dataset is added by a process or a thread, and nothing stays of an addition that a kill or an error has ended."""

import io
import json
import os
import signal
import zipfile

import pytest

from core.cli import main
from core.data import datasets
from core.data.intake import attempt, read_files
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.uploaded import Upload
from core.data.manifest import PICTURES
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


def kill(job, when):
    """Kill its worker, a real process, when that holds."""
    until(when)
    os.kill(process.read_process(job).pid, signal.SIGKILL)
    state = until(lambda: (found := read_current_state(job)).state == "failed" and found)
    assert "ended unexpectedly" in str(state.reason)
    assert datasets.list_names() == [], "nothing half done"


def has_begun(job, file):
    kept = job.inputs / file
    return kept.exists() and kept.read_bytes().count(b"\n") > 20


@pytest.mark.parametrize("moment", ["unpacking", pytest.param("reading", marks=pytest.mark.slow)])
def test_a_killed_addition_goes_on_where_it_stopped(in_a_process, moment):
    job = add_dataset.start_upload(zipped(600), "pets")
    file = attempt.JOURNAL if moment == "unpacking" else read_files.RECORDS
    kill(job, lambda: has_begun(job, file))
    before = (job.inputs / file).read_bytes().rpartition(b"\n")[0]
    assert overview.can_continue(job)
    overview.resume(job)
    until(lambda: job.inputs.exists() is False or (job.inputs / file).stat().st_size > len(before) + 500)
    if job.inputs.exists():
        assert (job.inputs / file).read_bytes().startswith(before), "what was done is not done again"
    assert ended(job).state == "finished", job.log.read_text()
    assert datasets.load("pets").manifest.images == 600
    assert not job.inputs.exists()


@pytest.mark.slow
def test_a_killed_addition_of_zips_in_a_zip_goes_on_in_the_one_where_it_stopped(in_a_process):
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as packed:
        for part in (1, 2):
            packed.writestr(f"part{part}.zip", zipped(300, seed=300 * part).getvalue())
    outer.name = "parts.zip"
    job = add_dataset.start_upload(outer, "pets", choices=LayoutChoices(reading="joined"))
    journals = [f"{attempt.JOURNAL}.{number}" for number in range(2)]
    kill(job, lambda: has_begun(job, journals[1]))
    before = {name: (job.inputs / name).read_bytes().rpartition(b"\n")[0] for name in journals}
    assert b'"all"' in before[journals[0]], "the first zip was done"
    overview.resume(job)
    until(lambda: not job.inputs.exists() or (job.inputs / read_files.RECORDS).stat().st_size)
    for name in journals if job.inputs.exists() else ():
        assert (job.inputs / name).read_bytes().startswith(before[name]), "what was done is not done again"
    assert ended(job).state == "finished", job.log.read_text()
    assert datasets.load("pets").manifest.images == 600


@pytest.mark.slow
@pytest.mark.parametrize("source", ["sketches", "digits"])
def test_a_killed_addition_of_drawings_goes_on_where_it_stopped(in_a_process, source):
    job = add_dataset.start(source, "drawn", options={"count": 600, "size": 64} if source == "sketches" else None)

    def find_drawn():
        folder = job.inputs / attempt.FOLDER / PICTURES
        return {path.relative_to(folder): path.stat().st_mtime_ns for path in folder.rglob("*.png")}

    kill(job, lambda: len(find_drawn()) > 50)
    before = find_drawn()
    overview.resume(job)
    assert ended(job).state == "finished", job.log.read_text()
    dataset = datasets.load("drawn")
    assert dataset.manifest.images == (600 if source == "sketches" else 1797)
    assert {path: (dataset.root / path).stat().st_mtime_ns for path in before} == before, "none was drawn again"


def test_asked_for_again_at_the_terminal_it_goes_on_in_the_same_job(in_a_process, tmp_path, capsys):
    photos = two_classes(tmp_path / "photos", count=150)
    job = add_dataset.start(photos, "pets", copy=True)
    assert add_dataset.start(photos, "pets", copy=True) == job, "it is at work"
    kill(job, lambda: has_begun(job, read_files.RECORDS))
    copied = {path: path.stat().st_mtime_ns for path in (job.inputs / attempt.FOLDER).rglob("*.png")}
    assert main(["datasets", "add", str(photos), "--name", "pets", "--copy"]) == 0
    assert f"goes on where it stopped: job {job.job_id}" in capsys.readouterr().err
    pictures = datasets.load("pets").root
    kept = [path for path in copied if (pictures / path.parent.name / path.name).stat().st_mtime_ns == copied[path]]
    assert len(kept) >= 20, "copies are not made again"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["zip", "files"])
def test_the_same_upload_goes_on_and_another_one_does_not(in_a_process, tmp_path, form):
    photos, archives = two_classes(tmp_path / "photos", count=150), {False: zipped(300), True: zipped(300, broken=1)}

    def send(picture=None):
        if form == "zip":
            return add_dataset.start_upload(archives[picture is not None], "pets")
        uploads = [Upload(path.relative_to(tmp_path).as_posix(), path) for path in photos.rglob("*.png")]
        return add_dataset.start_files([*uploads[1:], picture or uploads[0]], "pets")

    job = send()
    kill(job, lambda: has_begun(job, read_files.RECORDS))
    (tmp_path / "other.png").write_bytes(b"no picture")
    other = send(Upload("photos/cat/other.png", tmp_path / "other.png"))
    assert other != job
    control.cancel(other)
    ended(other)
    assert send() == job
    assert ended(job).state == "finished"


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


def test_a_name_under_which_another_addition_is_at_work_is_refused_at_once(in_a_process, tmp_path):
    job = add_dataset.start_upload(zipped(600), "pets")
    photos = two_classes(tmp_path / "photos")
    with pytest.raises(InputError, match=rf"called pets is being added at this moment \(job {job.job_id}\)"):
        add_dataset.start(photos, "Pets")
    control.cancel(job)
    ended(job)
    assert ended(add_dataset.start(photos, "Pets")).state == "finished"


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
