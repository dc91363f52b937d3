"""The screen Playground: its presets, its address, what the browser is sent, and what it may send back."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.concepts.playground.own_points import encode
from core.concepts.playground.scenes import SCENES, Points
from core.i18n import LANGUAGES
from pages.concepts.playground.presets import PRESETS
from pages.concepts.playground.screen import REPORT
from pages.concepts.playground.state import STATE, read_texts
from tests.pages.app import drawings, open_page, unfold

PAGE = "pages/concepts/playground/page.py"


def sent(app):
    assert not app.exception
    return next(json.loads(one.proto.json) for one in drawings(app) if "playground" in one.proto.component_name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preset_is_sent_and_its_link_reopens_it(language):
    app = open_page(PAGE, language=language)
    app.button(key="playground.preset1").click().run()
    data = sent(app)
    assert data["settings"]["points"] == "spirals"
    assert data["classes"] == 3
    assert data["shape"] == {
        "sizes": [2, 8, 8, 8, 3], "activations": ["tanh"] * 3 + ["softmax"], "loss": "categorical_crossentropy",
    }  # fmt: skip
    again = sent(open_page(PAGE, **{"language": language, **app.query_params}))
    assert {**again, "turn": 0} == {**data, "turn": 0}


def test_every_preset_is_a_state_that_its_link_can_hold():
    for preset in PRESETS:
        values = STATE.defaults() | preset.values
        texts = {name: field.write(values[name]) for name, field in STATE.fields.items()}
        assert read_texts(STATE, texts) == values


def test_the_points_are_pythons_and_those_kept_for_the_test_are_marked():
    data = sent(open_page(PAGE, points="moons", count="60", noise="0.2", seed="7", test="50"))
    drawn = SCENES["moons"].draw(60, classes=2, noise=0.2, seed=7)
    np.testing.assert_array_equal(data["places"], drawn.places)
    assert data["labels"] == drawn.labels.tolist()
    assert sum(data["held_out"]) == pytest.approx(30, abs=2)


def test_own_points_come_from_the_address():
    points = Points(np.array([[-3.0, 3.0], [1.0, 0.0]]), np.array([0.0, 2.0]))
    data = sent(open_page(PAGE, points="own", own=encode(points, regression=False), classes="3"))
    np.testing.assert_allclose(data["places"], points.places, atol=0.02)
    assert data["labels"] == [0.0, 2.0]
    assert sent(open_page(PAGE, points="own"))["places"] == []


def test_a_table_becomes_points_and_one_that_is_none_gets_a_sentence():
    app = open_page(PAGE)
    app.file_uploader(key="playground.csv").set_value(("own.csv", b"a,b,kind\n1,2,x\n2,3,y\n3,1,z\n", "text/csv")).run()
    assert sent(app)["classes"] == 3
    assert sent(app)["labels"] == [0, 1, 2]
    assert "x, y, z" in app.success[0].value
    assert app.query_params["points"] == "own"
    app.file_uploader(key="playground.csv").set_value(("own.csv", b"a,b,kind\n1,two,x\n", "text/csv")).run()
    assert "“two”" in app.error[0].value


def test_a_link_for_a_lesson_leaves_out_what_it_names_and_the_reader_brings_it_back():
    app = open_page(PAGE, hide="penalty,examples,table")
    assert sent(app)["hidden"] == ["penalty", "examples", "table"]
    assert not any(button.key == "playground.preset0" for button in app.button)
    assert not app.file_uploader
    app.button_group(key="playground.clock.hide").set_value(["penalty"]).run()
    assert app.query_params["hide"] == "penalty"
    assert app.button(key="playground.preset0")


@pytest.mark.parametrize(
    "query",
    [
        {"layers": "4,9"},
        {"hide": "everything"},
        {"layers": "1,1,1,1,1,1,1"},
        {"own": "A"},
        {"rates": "9:1,3:1"},
        {"f": "gelu"},
        {"rate": "0"},
    ],
)
def test_a_bad_link_is_told(query):
    app = open_page(PAGE, **query)
    assert app.warning
    sent(app)


HAND = {
    "turn": 3,
    "settings": {"layers": "6,5", "rate": "nan", "nothing": "1", "classes": 4},
    "clock": {"step": "120", "rates": "30:0.2"},
    "report": {"epochs": [0, 1], "train": [0.7, None], "test": [0.7, 0.6], "weights": [1.0]},
}


def take_hand():
    import streamlit as st

    from pages.concepts.playground import screen
    from tests.pages.concepts.test_playground import HAND

    st.session_state[screen.KEY] = {"hand": HAND}
    screen.take_hand()


def test_what_a_hand_changes_is_checked():
    state = AppTest.from_function(take_hand).run().session_state
    assert state["playground.layers"] == (6, 5)
    assert "playground.rate" not in state
    assert "playground.classes" not in state
    assert state["playground.clock.step"] == 120
    assert state["playground.clock.rates"] == ((30, 0.2),)
    assert state[REPORT] == HAND["report"]


def test_the_tables_hold_points_and_weights_and_the_losses_that_were_told():
    app = open_page(PAGE, count="20")
    app.session_state[REPORT] = {"epochs": [0, 1], "train": [0.7, 0.6], "test": [0.8, None], "weights": [0.5] * 42}
    unfold(app, "The losses as a table", "The weights as a table", "The points as a table")
    losses, weights, points = (table.value for table in app.dataframe)
    assert losses["training loss"].tolist() == [0.7, 0.6]
    assert np.isnan(losses["test loss"].iloc[1])
    assert len(weights) == 2 * 4 + 4 + 4 * 4 + 4 + 4 + 1
    assert weights["now"].isna().all()  # what was told is of another network
    assert len(points) == 20
