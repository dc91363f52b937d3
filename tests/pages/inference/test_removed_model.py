"""A model that somebody removes while a screen about it is open: the screen says so, in a sentence, and goes on."""

import pytest

from core import recent
from core.data import datasets
from core.evaluation.evaluate import evaluate
from core.inference.imported import imported_model
from core.inference.models import find_model
from core.jobs import control
from tests.hand_made import hand_made_import
from tests.pages.app import as_read, open_page

SCREENS = ("evaluate", "predict", "explain", "inside", "export")


def open_screen(screen, model):
    return open_page(f"pages/inference/{screen}/page.py", run=model)


def said(app):
    return " ".join(as_read(one) for one in (*app.error, *app.warning, *app.info))


def test_an_open_screen_names_it_and_offers_another(answered):
    apps = [open_screen(screen, answered.run_id) for screen in SCREENS]
    assert not any(app.exception for app in apps)
    control.remove(answered)
    for app in apps:
        app.run()
        assert not app.exception
        assert f"There is no run called {answered.run_id}" in as_read(app.warning[0])
        assert app.selectbox[0].value == "imagenet"


@pytest.mark.parametrize(
    ("screen", "sentence"),
    [(screen, "or its file is gone") for screen in SCREENS if screen != "evaluate"]
    + [("evaluate", "has not been evaluated")],
)
def test_removed_while_its_screen_is_drawn_it_is_a_sentence(answered, monkeypatch, screen, sentence):
    evaluate(find_model(answered.run_id), datasets.load("pets"), "test")
    monkeypatch.setattr(recent, "remember", lambda *_chosen: control.remove(answered))  # done of a model just chosen
    app = open_screen(screen, answered.run_id)
    assert not app.exception
    assert ("has not been evaluated" if screen == "evaluate" else "or its file is gone") in said(app)


def test_an_imported_one_that_goes_while_its_screen_is_drawn_is_a_sentence(answered, monkeypatch):
    name = hand_made_import("theirs", ("cat", "dog"))
    monkeypatch.setattr(recent, "remember", lambda *_chosen: imported_model.remove(name))
    app = open_screen("predict", name)
    assert not app.exception
    assert "The imported model theirs is damaged" in said(app)
