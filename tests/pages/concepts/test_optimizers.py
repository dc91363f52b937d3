"""The Optimisers screen: presets, the address, bad entries, and that every control changes the race."""

import json

import numpy as np
import pytest

from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.race import run
from core.concepts.descent.surfaces import SURFACES
from core.i18n import LANGUAGES
from pages.concepts.optimizers.race_state import SUITABLE_RATES
from tests.pages.app import open_page, unfold

PAGE = "pages/concepts/optimizers/page.py"
PRESETS = 3
FAILURE = 2
CHANGED = {
    "surface": "typed", "formula": "x^2 + y^4", "width": "2.5", "race": "nobody", "closely": "nesterov", "rate": "0.07",
    "momentum": "0.5", "beta1": "0.8", "beta2": "0.99", "rho": "0.7", "decay": "0.1", "correction": "0",
    "x": "1.25", "y": "-0.75", "steps": "40", "step": "13",
    "noise": "1.5", "seed": "3",
}  # fmt: skip
BAD = ["nan", "inf", "1e9", "", "1e999", "__import__('os')"]


def picture(app):
    return json.loads(app.get("bidi_component")[0].proto.json)


def widget(app, kind, name):
    return next(one for one in app.get(kind) if one.key == f"optimizers.{name}")


def test_the_ravine_is_as_its_preset_says():
    ravine = SURFACES["ravine"]
    settings = Settings(learning_rate=SUITABLE_RATES["ravine"])
    found = {name: run(ravine, name, ravine.start, settings, count=80) for name in RULES}
    plain, momentum = found["gradient_descent"], found["momentum"]
    assert plain.path[80, 0] / ravine.start[0] == pytest.approx(1 / 4, abs=0.03)
    assert abs(momentum.path[3:12, 1]).max() > 1.5 * abs(plain.path[3:12, 1]).max()
    for name in ("momentum", "rmsprop", "adam"):
        assert np.linalg.norm(found[name].path[80]) < 0.1, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"optimizers.preset{preset}").click().run()
    assert not app.exception
    again = open_page(PAGE, **{"language": language, **app.query_params})
    assert again.caption[0].value == app.caption[0].value
    assert picture(again) == picture(app)
    assert bool(app.warning) == (preset == FAILURE)


def test_every_control_is_in_the_link_that_reopens_it():
    app = open_page(PAGE, **CHANGED)
    assert not app.exception
    assert not app.warning
    assert {name: app.query_params[name] for name in CHANGED} == CHANGED
    assert picture(app)["start"] == [1.25, -0.75]
    assert picture(app)["step"] == 13
    assert [one["name"] for one in picture(app)["runs"]] == ["Nesterov"]


def test_the_picture_shows_the_numbers_of_the_core():
    app = open_page(PAGE, rate="0.15", closely="adamw", beta2="0.99", decay="0.2", steps="50")
    settings = Settings(learning_rate=0.15, beta_2=0.99, weight_decay=0.2)
    ravine = SURFACES["ravine"]
    trace = run(ravine, "adamw", ravine.start, settings, count=50)
    sent = picture(app)["close_up"]["steps"]
    for name, values in {"m_hat": "m_hat", "v": "v", "decay": "decay", "step": "step", "after": "after"}.items():
        assert sent[name] == [pytest.approx(getattr(step, values).tolist(), rel=1e-5) for step in trace.steps]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("box", ["rate", "x", "y", "formula", "width"])
def test_a_bad_entry_gets_a_sentence_and_the_picture_stays(language, box):
    app = open_page(PAGE, language=language, surface="typed", formula="x^2 + y^2")
    before = picture(app)
    for bad in BAD:
        app.text_input(key=f"optimizers.{box}.typed").set_value(bad).run()
        assert len(app.error) == 1
        assert not app.exception
        assert picture(app) == before
        assert app.text_input(key=f"optimizers.{box}.typed").value == bad


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("slider", "momentum", 0.3),
        ("slider", "beta2", 0.9),
        ("slider", "beta1", 0.5),
        ("slider", "rho", 0.5),
        ("slider", "decay", 0.3),
        ("slider", "steps", 200),
        ("slider", "noise", 2.0),
        ("toggle", "correction", False),
        ("selectbox", "surface", "bowl"),
        ("selectbox", "closely", "nesterov"),
        ("button_group", "race", ["adamw"]),
        ("text_input", "rate.typed", "0.01"),
        ("text_input", "x.typed", "2"),
        ("text_input", "y.typed", "-1"),
    ],
)
def test_every_control_changes_the_picture(kind, name, value):
    app = open_page(PAGE, race=",".join(RULES))
    before = picture(app)["picture"], picture(app)["runs"]
    widget(app, kind, name).set_value(value).run()
    assert not app.exception
    after = picture(app)["picture"], picture(app)["runs"]
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_seed_draws_other_noise():
    app = open_page(PAGE, noise="1")
    before = picture(app)["picture"], picture(app)["runs"]
    app.number_input(key="optimizers.seed").set_value(5).run()
    assert picture(app)["picture"] != before[0]
    assert picture(app)["runs"] != before[1]


@pytest.mark.parametrize("surface", ["ravine", "saddle", "rosenbrock", "beale", "himmelblau", "typed"])
def test_a_new_landscape_brings_its_start_and_a_rate_that_suits_it(surface):
    app = open_page(PAGE, surface="bowl", steps="300")
    app.selectbox(key="optimizers.surface").set_value(surface).run()
    assert not app.exception
    assert not app.warning
    assert all(one["diverged_at"] is None and one["losses"][-1] < one["losses"][0] for one in picture(app)["runs"])


def test_the_rate_is_halved_and_doubled_within_its_bounds():
    app = open_page(PAGE, rate="8")
    app.button(key="optimizers.double").click().run()
    assert app.query_params["rate"] == "10"
    app.button(key="optimizers.half").click().run()
    assert app.query_params["rate"] == "5"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_of_all_pairs_is_taken_with_a_press(language):
    app = open_page(PAGE, language=language)
    assert not app.latex
    app.session_state["folded.Every learning rate with every momentum"] = True
    app.run().button(key="optimizers.every_pair.best").click().run()
    assert not app.exception
    assert {name: app.query_params[name] for name in ("rate", "momentum", "closely")} == {
        "rate": "0.3306", "momentum": "0.67", "closely": "momentum",
    }  # fmt: skip
    assert "0.8182" in app.latex[1].value


def test_pairs_are_not_compared_where_no_minimum_is_known():
    app = open_page(PAGE, surface="typed")
    assert "Every learning rate with every momentum" not in [one.label for one in app.expander]


def test_a_start_without_a_height_is_said():
    app = open_page(PAGE, surface="typed", formula="log(x) + y^2", x="-1")
    assert "no finite height" in app.warning[0].value
    assert not app.exception


def test_the_tables_hold_every_step_and_every_height():
    app = open_page(PAGE, steps="20", closely="adam", race="momentum")
    unfold(app, "The numbers of every step as a table", "The heights of all as a table")
    steps, heights = (frame.value for frame in app.dataframe)
    assert len(steps) == 20
    assert {"m x", "v y", "m̂ x", "v̂ y", "Δ x"} <= set(steps.columns)
    assert list(heights.columns) == ["step", "Momentum", "Adam"]
    assert len(heights) == 21
