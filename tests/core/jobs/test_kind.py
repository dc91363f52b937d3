"""Work that this installation lacks a package for is refused with a sentence before anything is kept of it."""

from dataclasses import replace

import pytest

from core import tasks  # noqa: F401 - registers all kinds
from core.errors import InputError
from core.jobs import control
from core.jobs.kind import list_kinds
from tests.core.jobs.tiny import Count, tiny
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


def test_all_work_that_keras_does_says_so():
    of_training = [kind for kind in list_kinds() if kind.work.startswith("core.training")]
    assert len(of_training) >= 4
    assert all(kind.package == "tensorflow" for kind in of_training)
