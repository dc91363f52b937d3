"""Models are held for their owner, as many as fit into the bytes, and one that all share is loaded once."""

import pytest

from core import workspace
from core.data.intake import adding
from core.inference import imagenet_model
from core.inference.models import find_model
from core.inference.session import Classifier
from core.workspace import Workspace
from pages.shared.models import held_models
from pages.shared.models.held_models import hold
from tests.hand_made import hand_made_run
from tests.pages.app import open_page


@pytest.fixture(autouse=True)
def nothing_held():
    held_models.forget_all()


@pytest.fixture
def names():
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    return [hand_made_run("pets", seed=seed).run_id for seed in range(3)]


def test_a_model_is_held_until_its_file_changes(names):
    first = hold(find_model(names[0]))
    assert hold(find_model(names[0])) is first
    path = first.files["onnx"]
    path.write_bytes(path.read_bytes())
    assert hold(find_model(names[0])) is not first


def test_those_that_were_used_last_are_held(names, monkeypatch):
    size = find_model(names[0]).files["onnx"].stat().st_size
    monkeypatch.setattr(held_models, "MOST_BYTES", 2 * size + 100)
    first, second = hold(find_model(names[0])), hold(find_model(names[1]))
    assert hold(find_model(names[0])) is first
    hold(find_model(names[2]))
    assert hold(find_model(names[0])) is first
    assert hold(find_model(names[1])) is not second


def test_one_that_is_too_large_is_held_alone(names, monkeypatch):
    monkeypatch.setattr(held_models, "MOST_BYTES", 1)
    assert hold(find_model(names[0])) is hold(find_model(names[0]))


def test_the_pretrained_network_is_in_memory_once_for_all_owners(home):
    imagenet_model._open_classifier.cache_clear()
    for owner in ("ann", "ben", "cleo", "ann"):
        with workspace.using(Workspace(home / owner, home, owner)):
            hold(find_model("imagenet"))
    assert imagenet_model._open_classifier.cache_info().misses == 1


def test_the_screens_of_a_model_load_it_once_between_them(names, monkeypatch):
    loaded, load = [], Classifier.__init__
    monkeypatch.setattr(Classifier, "__init__", lambda self, path: loaded.append(path) or load(self, path))
    for screen in ("predict", "evaluate", "explain", "inside", "export"):
        app = open_page(f"pages/inference/{screen}/page.py", run=names[0]).run()
        assert not app.exception
    assert len(loaded) == 1
