"""The Forward and backward screen: presets and links, what edits and updates do, and what a bad entry does."""

import json
from base64 import b64decode

import numpy as np
import pytest

from core.concepts import article
from core.concepts.learning import SIDE
from core.concepts.network import create, trace
from core.i18n import LANGUAGES
from tests.pages.app import drawings, open_page, unfold

PAGE = "pages/concepts/backprop/page.py"
PRESETS = 3
XOR = {
    "shape": "2-3-1", "activations": "tanh,sigmoid", "weights": "drawn", "inputs": "0,0;0,1;1,0;1,1",
    "targets": "0;1;1;0", "loss": "binary_crossentropy", "rate": "2", "seed": "4",
}  # fmt: skip


XOR_EXAMPLES = ([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])


def drawing(app):
    """What the page has sent to the drawing."""
    assert not app.exception
    return json.loads(drawings(app)[0].proto.json)


def progress(app):
    assert not app.exception
    return json.loads(drawings(app)[1].proto.json)


def results(data):
    return [row["result"] for step in data["steps"] for row in step["rows"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", range(PRESETS))
def test_a_preset_says_its_lesson_and_its_link_reopens_it(language, preset):
    app = open_page(PAGE, language=language)
    app.button(key=f"backprop.preset{preset}").click().run()
    lesson, before = app.caption[0].value, drawing(app)
    again = open_page(PAGE, **{**app.query_params, "language": language})
    assert again.caption[0].value == lesson
    assert drawing(again) == before
    assert again.query_params == app.query_params


def test_it_opens_on_the_articles_example_with_what_the_article_prints():
    data = drawing(open_page(PAGE))
    assert data["loss"] == pytest.approx(1.7424)
    assert [layer["delta"] for layer in data["layers"]] == [pytest.approx([1.056, 1.32]), pytest.approx([2.64])]
    assert {row["printed"] for step in data["steps"] for row in step["rows"]} >= {"0.7", "1.4", "1.96", "0.35"}


def test_another_network_is_not_told_what_the_article_prints():
    data = drawing(open_page(PAGE, weights="0.1,0.2,0.3,0.1,0.2,0.3,0.4,0.5,0.7"))
    assert {row["printed"] for step in data["steps"] for row in step["rows"]} == {""}


def test_every_gradient_and_delta_on_the_page_is_proven():
    for query in ({}, XOR):
        steps = drawing(open_page(PAGE, **query))["steps"]
        badges = [row["badge"]["verdict"] for step in steps for row in step["rows"] if row["badge"]]
        assert len(badges) > 8
        assert set(badges) == {"agrees"}


def test_the_dead_unit_has_no_gradient():
    app = open_page(PAGE)
    app.button(key="backprop.preset2").click().run()
    hidden = drawing(app)["layers"][0]
    assert hidden["z"][1] < 0
    assert hidden["delta"][1] == 0
    assert [row[1] for row in hidden["weights_gradient"]] == [0, 0]
    assert hidden["delta"][0] != 0


def test_xor_is_learned_in_a_few_hundred_updates():
    app = open_page(PAGE, **XOR)
    for _turn in range(3):
        app.button(key="backprop.often").click().run()
    outputs = []
    for example in range(4):
        link = {**app.query_params, "example": str(example + 1)}
        outputs.append(drawing(open_page(PAGE, **link))["layers"][-1]["a"][0])
    assert outputs == [pytest.approx(target, abs=0.05) for target in (0, 1, 1, 0)]


def test_after_updates_the_screen_shows_the_loss_the_border_and_the_outputs():
    app = open_page(PAGE, **XOR)
    assert len(drawings(app)) == 1
    app.button(key="backprop.often").click().run()
    done = progress(app)
    network = create((2, 3, 1), ("tanh", "sigmoid"), loss="binary_crossentropy", seed=4)
    steps = [trace(network, *XOR_EXAMPLES, learning_rate=2.0)]
    for _update in range(100):
        steps.append(trace(steps[-1].after, *XOR_EXAMPLES, learning_rate=2.0))
    assert done["losses"] == [pytest.approx(step.loss, rel=1e-3) for step in steps]
    assert done["losses"][-1] < 0.2 < done["losses"][0]
    for moment, step in (("before", steps[0]), ("after", steps[-1])):
        assert [one[moment] for one in done["examples"]] == [pytest.approx(row) for row in step.layers[-1].a.tolist()]
    first, last = (np.frombuffer(b64decode(text), np.uint8).reshape(SIDE, SIDE) for text in done["maps"])
    assert (first != last).any()
    assert last[SIDE // 4, 3 * SIDE // 4] > 128 > last[SIDE // 4, SIDE // 4], "(1, 0) is 1 and (0, 0) is 0"


def test_more_updates_lengthen_the_record_a_change_starts_anew_and_another_network_has_none():
    app = open_page(PAGE, **XOR)
    app.button(key="backprop.often").click().run()
    app.button(key="backprop.once").click().run()
    assert len(progress(app)["losses"]) == 102
    app.text_input(key="backprop.rate.typed").set_value("1").run()
    assert len(progress(app)["losses"]) == 102
    assert "changed by hand" in app.caption[-1].value
    app.button(key="backprop.once").click().run()
    assert len(progress(app)["losses"]) == 2
    app.button(key="backprop.preset0").click().run()
    assert len(drawings(app)) == 1


def test_one_update_leads_to_the_right_loss():
    app = open_page(PAGE)
    app.button(key="backprop.once").click().run()
    assert drawing(app)["loss"] == pytest.approx(article.one_update(0.01).right)


def test_diverging_updates_are_told_and_the_last_good_picture_stays():
    app = open_page(PAGE, weights="drawn", activations="linear,linear", rate="10", seed="1")
    before = drawing(app)["layers"]
    app.button(key="backprop.often").click().run()
    after = drawing(app)
    assert "diverge" in after["problem"]
    assert after["layers"] == before


@pytest.mark.parametrize(
    "query",
    [
        {"weights": "1,nan,2"}, {"weights": "inf"}, {"weights": "1e9,1,1,1,1,1,1,1,1"}, {"weights": ""},
        {"weights": "1,2"}, {"shape": "99-1"}, {"shape": "3-2-1"}, {"inputs": "1"}, {"targets": "a"},
        {"activations": "softmax,relu"}, {"loss": "binary_crossentropy"}, {"rate": "1e9"}, {"step": "-1"},
        {"loss": "__import__('os')"},
    ],
)  # fmt: skip
def test_a_bad_link_gets_a_sentence_and_a_picture(query):
    app = open_page(PAGE, **query)
    assert app.warning
    assert drawing(app)["loss"] == pytest.approx(1.7424)


@pytest.mark.parametrize("bad", ["nan", "inf", "1e9", "", "abc"])
def test_a_bad_learning_rate_gets_a_sentence_and_the_picture_stays(bad):
    app = open_page(PAGE, rate="0.5")
    before = results(drawing(app))
    app.text_input(key="backprop.rate.typed").set_value(bad).run()
    assert f"“{bad}”" in app.error[0].value
    assert results(drawing(app)) == before


@pytest.mark.parametrize(
    ("loss", "output"), [("binary_crossentropy", "sigmoid"), ("categorical_crossentropy", "softmax")]
)
def test_cross_entropy_gets_an_output_that_makes_probabilities(loss, output):
    app = open_page(PAGE)
    app.selectbox(key="backprop.loss").set_value(loss).run()
    last = drawing(app)["layers"][-1]
    assert last["activation"] == output
    assert "relu" not in last["options"]
    app.selectbox(key="backprop.loss").set_value("mse").run()
    assert "relu" in drawing(app)["layers"][-1]["options"]


def test_the_seed_draws_other_weights():
    app = open_page(PAGE)
    app.button(key="backprop.draw").click().run()
    one = drawing(app)["layers"]
    app.number_input(key="backprop.seed").set_value(42).run()
    assert drawing(app)["layers"] != one
    assert app.query_params["seed"] == "42"
    assert app.query_params["weights"] == "drawn"


def test_the_step_and_the_example_are_in_the_address():
    data = drawing(open_page(PAGE, **XOR, step="7", example="3"))
    assert (data["step"], data["example"], data["x"]) == (7, 2, [1, 0])


def test_an_example_that_is_not_there_shows_the_last_one():
    assert drawing(open_page(PAGE, **XOR, example="8"))["example"] == 3


def test_the_table_holds_every_weight_with_its_proof():
    app = unfold(open_page(PAGE), "The numbers as a table")
    frame = app.dataframe[0].value
    weights = frame[frame["what"].str.startswith("w")]
    assert len(weights) == 6
    assert (weights["relative error"] < 1e-6).all()
