"""Work that this installation lacks a package for is refused with a sentence before anything is kept of it."""

from dataclasses import replace

import pytest

from core import tasks  # noqa: F401 - registers all kinds
from core.data.intake import adding
from core.errors import InputError
from core.export.formats import FORMATS, find_format
from core.inference.models import find_model
from core.jobs import control
from core.jobs.kind import list_kinds
from core.tasks.models import export
from tests.core.jobs.tiny import Count, tiny
from tests.hand_made import hand_made_run
from tests.pages.app import open_page


def test_it_is_refused_and_leaves_no_job(home):
    with pytest.raises(InputError, match="needs no_such_package, which is not installed"):
        control.start(replace(tiny(), package="no_such_package"), Count(), "now")
    assert not list(home.glob("jobs/*"))


def test_without_tensorflow_the_form_says_so_and_the_rest_of_the_app_goes_on(monkeypatch):
    monkeypatch.setattr("core.jobs.kind.find_spec", lambda name: None)
    app = open_page("pages/training/train/page.py")
    assert "tensorflow" in app.info[0].value
    assert next(button for button in app.button if button.label == "Train").disabled
    assert not open_page("pages/inference/predict/page.py").exception


def test_without_tensorflow_what_keras_writes_is_refused_before_a_job_is_made(home, monkeypatch):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    run.keras_model.write_bytes(b"as if it were one")
    model = find_model(run.run_id)
    before = list(home.glob("jobs/*"))
    monkeypatch.setattr("core.jobs.kind.find_spec", lambda name: None)
    for chosen in (one for one in FORMATS if one.needs_keras):
        assert "needs tensorflow" in str(export.find_obstacle(model, chosen))
        with pytest.raises(InputError, match="needs tensorflow, which is not installed"):
            export.start_download(model, chosen)
    assert export.find_obstacle(model, find_format("onnx")) is None
    assert list(home.glob("jobs/*")) == before


def test_all_work_that_keras_does_says_so():
    of_training = [kind for kind in list_kinds() if kind.work.startswith(("core.training", "core.search"))]
    assert len(of_training) >= 6
    assert all(kind.package == "tensorflow" for kind in of_training)
