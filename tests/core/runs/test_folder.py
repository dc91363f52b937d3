"""A run's folder: made, found, listed, and wrong names refused."""

import pytest

from core.data.pixels.view import View
from core.errors import InputError
from core.runs import folder
from core.specs.training_spec import TrainingSpec


def test_a_new_run_is_queued_with_its_spec():
    spec = TrainingSpec(dataset="sketches", epochs=3)
    run = folder.create(spec)
    assert run.read_training_spec() == spec
    assert run.read_state().state == "queued"
    assert run.read_request() == "run"
    assert run.read_training_result() is None
    assert run.read_classes() == []


def test_runs_of_one_second_have_names_of_their_own():
    names = {folder.create(TrainingSpec()).run_id for _ in range(5)}
    assert len(names) == 5
    assert [run.run_id for run in folder.list_runs()] == sorted(names, reverse=True)


def test_a_dataset_with_any_name_makes_a_plain_folder_name():
    run = folder.create(TrainingSpec(dataset="我的 猫/狗.v2"))
    assert "/" not in run.run_id
    assert " " not in run.run_id
    assert folder.find(run.run_id).read_training_spec().dataset == "我的 猫/狗.v2"


def test_last_is_the_newest():
    folder.create(TrainingSpec(epochs=1))
    newest = folder.create(TrainingSpec(epochs=2))
    assert folder.find("last") == newest


@pytest.mark.parametrize("name", ["", "nothing", "../runs", "/etc", "last", "."])
def test_a_run_that_is_not_there(name):
    with pytest.raises(InputError, match=r"no (last )?run"):
        folder.find(name)


def test_a_damaged_spec_is_named():
    run = folder.create(TrainingSpec())
    (run.path / "spec.json").write_text("{")
    with pytest.raises(InputError, match=r"spec\.json is missing or damaged"):
        run.read_training_spec()


def test_an_unwritable_home_says_so(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GLASSBOX_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(InputError, match="GLASSBOX_HOME"):
        folder.create(TrainingSpec())


def test_how_pictures_are_brought_to_size_is_kept_with_the_classes():
    run = folder.create(TrainingSpec(view="letterbox"))
    run.write_classes(["a", "b"], View.CROP)
    assert run.read_view() is View.CROP
    (run.path / "classes.json").write_text("{")
    assert run.read_view() is View.LETTERBOX, "of the spec"
    (run.path / "classes.json").write_text('["a", "b"]')
    assert run.read_view() is View.STRETCH, "as all did before there were views"
