"""Every concept screen can be taken along: its notebook, run by itself, has the numbers of the screen."""

import pytest

from core.export.concept_notebook.lesson import run_calls, write_lesson
from pages.shared.concept_screen import take_along
from pages.shared.concept_screen.path import PATH
from tests.core.export.concept_notebook.notebooks import assert_same, run_cells
from tests.pages.app import open_page

SCREENS = {
    "learning": {"units": "3", "epoch": "7", "f": "relu"},
    "activations": {"f": "gelu,sigmoid", "spread": "1", "seed": "3"},
    "losses": {"view": "three", "za": "2"},
    "backprop": {"shape": "2-2-1", "activations": "tanh,sigmoid", "loss": "binary_crossentropy", "weights": "drawn",
                 "targets": "1"},
    "optimizers": {"surface": "typed", "noise": "1", "steps": "10", "race": "adamw,nesterov"},
    "convolution": {"image": "three", "padding": "same", "dilation": "2", "back": "1"},
    "recurrent": {"text": "abcab", "cell": "lstm", "units": "3", "clip": "0.5", "frame": "9"},
    "attention": {"sentence": "cats like dogs", "heads": "2", "masked": "1", "row": "2"},
    "attention write": {"view": "write", "prompt": "训练", "temperature": "1", "p": "0.9", "place": "4"},
    "attention gap": {"view": "gap", "text": "The loss falls.", "gap": "5"},
    "gan": {"target": "ring", "units": "3", "turns": "2", "saturating": "1"},
    "gan drawing": {"target": "own", "drawn": "0.5,-0.2;0.1,0.8"},
    "reinforcement": {"view": "learn", "explore": "0.5", "slip": "0.2", "episodes": "5", "rule": "sarsa"},
    "playground": {"count": "20", "classes": "3", "layers": "3", "optimizer": "adam", "step": "30", "rates": "9:0.2"},
    "transfer": {"kind": "sketches"},
    "article": {"rate": "0.05"},
    "families": {"places": "32", "kernel": "5"},
    "families gpt3": {"network": "gpt3", "machine": "v100", "machines": "1000"},
    "history": {"fields": "pictures,language"},
    "uses": {"kind": "sound", "noise": "0.1"},
    "uses pictures": {"picture": "1", "overlap": "0.3"},
    "uses several": {"kind": "several", "word": "stupa"},
    "uses text": {"kind": "text", "prompt": "The loss", "seed": "3"},
    "limits": {"run": "efficientnet_lite0", "threshold": "50"},
}  # fmt: skip
NOTHING_TO_COMPUTE = {"questions", "instant"}  # the last trains on what the reader collects


@pytest.fixture
def written(monkeypatch):
    """What the screens write into notebooks, by title, with the calls that it was made of."""
    found = {}

    def record(title, calls):
        found[title] = (write_lesson(title, calls), calls)
        return found[title][0]

    offer = take_along.st.download_button

    def press(label, data, **arguments):
        data()
        return offer(label, data, **arguments)

    monkeypatch.setattr(take_along, "write_lesson", record)
    monkeypatch.setattr(take_along.st, "download_button", press)
    return found


def test_every_screen_that_computes_is_here():
    assert {name.split()[0] for name in SCREENS} == {stop.address for stop in PATH} - NOTHING_TO_COMPUTE


@pytest.mark.parametrize("screen", SCREENS)
def test_the_notebook_has_the_numbers_of_the_screen(screen, written):
    app = open_page(f"pages/concepts/{screen.split()[0]}/page.py", **SCREENS[screen])
    assert not app.exception
    assert not app.warning
    [(text, calls)] = written.values()
    namespace, printed = run_cells(text)
    for name, value in run_calls(calls).items():
        assert_same(namespace[name], value, name)
    assert printed


def test_it_is_written_in_the_readers_language(written):
    open_page("pages/concepts/losses/page.py", language="zh")
    [text] = [text for text, _calls in written.values()]
    assert "损失函数" in text
