"""The walk goes through everything once, tells the numbers of the trace, and holds a proof for each gradient."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.concepts import article
from core.concepts.activations import ACTIVATIONS
from core.concepts.gradient_check import prove
from core.concepts.network import DenseLayer, Network, trace
from pages.concepts.backprop.walk.lines import ProvenStep, badge
from pages.concepts.backprop.walk.steps import walk
from pages.shared.concept_screen.article_text import printed_in_walk
from pages.shared.concept_screen.html_math import MINUS, SLOPE, F, fmt
from tests.core.concepts.networks import steps as random_steps

PLACE = re.compile(r"(x\d|u\d\.\d|w\d\.\d\.\d|b\d\.\d|loss)")


def told(traced, example=0, printed=None):
    return ProvenStep(traced, prove(traced), example, printed or {})


def result(row):
    return float(row.result.replace(MINUS, "-"))


def phases(steps):
    return list(dict.fromkeys(step.phase for step in steps))


def test_the_phases_come_in_order():
    steps = walk(told(article.worked_trace()))
    assert phases(steps) == ["start", "forward", "loss", "delta", "gradient", "update", "done"]
    assert [step.phase for step in steps].count("delta") == 3


def test_deltas_go_backward():
    deltas = [step.reveals[0] for step in walk(told(article.worked_trace())) if step.phase == "delta"]
    assert deltas == ["d1.0", "d0.0", "d0.1"]


def test_the_articles_numbers():
    rows = {reveal: step.rows for step in walk(told(article.worked_trace())) for reveal in step.reveals}
    assert result(rows["a0.0"][0]) == 0.8
    assert result(rows["a1.0"][0]) == 1.32
    assert result(rows["loss"][0]) == 1.742
    assert result(rows["d1.0"][-1]) == 2.64
    assert result(rows["d0.0"][-1]) == 1.056
    assert [result(row) for row in rows["g1.0"]] == [2.112, 2.112, 2.64]
    assert [result(row) for row in rows["n1.0"]] == [0.3789, 0.4789, 0.5736]


def test_the_numbers_stand_in_the_formula():
    rows = {reveal: step.rows for step in walk(told(article.worked_trace())) for reveal in step.reveals}
    text = re.sub(r"\s", "", rows["a1.0"][0].numbers)
    assert text == "0.4·0.8+0.5·0.8+0.6"


@settings(max_examples=60)
@given(step=random_steps(), data=st.data())
def test_every_network_has_a_walk(step, data):
    """Any loss, any activation, any shape: every step names places, every gradient and delta carries its proof."""
    traced = trace(*step, learning_rate=0.1)
    if any(layer.layer.activation == "softmax" for layer in traced.layers[:-1]):
        return  # the screen offers softmax for the output alone
    proven = told(traced, data.draw(st.integers(0, len(traced.x) - 1)))
    for one in walk(proven):
        assert all(PLACE.fullmatch(place) for place in one.lit)
        assert all(row.symbols and row.numbers and row.result for row in one.rows)
        if one.phase == "gradient":
            assert all(row.badge for row in one.rows)
        if one.phase == "delta":
            assert one.rows[-1].badge


@settings(max_examples=60)
@given(step=random_steps())
def test_every_value_is_revealed_once(step):
    traced = trace(*step, learning_rate=0.1)
    if any(layer.layer.activation == "softmax" for layer in traced.layers[:-1]):
        return
    reveals = [reveal for one in walk(told(traced)) for reveal in one.reveals]
    units = [f"{index}.{unit}" for index, layer in enumerate(traced.layers) for unit in range(layer.z.shape[1])]
    assert sorted(reveals) == sorted([*(kind + unit for kind in "zadgn" for unit in units), "loss"])


def test_a_badge_says_proven_kink_or_rounding():
    smooth = prove(article.worked_trace())[0].weights
    assert badge(smooth, (0, 0)).verdict == "agrees"
    on_the_kink = Network((DenseLayer(np.array([[1.0]]), np.array([-1.0]), "relu"),), "mse")
    kink = prove(trace(on_the_kink, [[1.0]], [[2.0]], learning_rate=0.1))[0].weights
    assert badge(kink, (0, 0)).verdict == "kink"
    steep = Network((DenseLayer(np.array([[1e9], [0.1]]), np.zeros(1), "linear"),), "mse")
    lost = prove(trace(steep, [[1.0, 1.0]], [[0.0]], learning_rate=0.1))[0].weights
    assert badge(lost, (1, 0)).verdict in ("agrees", "rounding")


def test_what_the_article_prints_stands_beside_what_is_right():
    steps = walk(told(article.worked_trace(), printed=printed_in_walk()))
    notes = [(row.printed, row.result) for step in steps for row in step.rows if row.printed]
    assert notes[:3] == [("0.7", "0.8"), ("0.7", "0.8"), ("1.4", "1.32")]
    assert ("0.35", "2.64") in notes
    assert ("0.565", "0.5736") in notes
    assert len(notes) == 16


def test_what_the_update_gains_is_told_beside_both_losses():
    traced = article.worked_trace()
    last, after = walk(told(traced))[-1].rows[0], article.one_update(0.01).right
    assert result(last) == pytest.approx(traced.loss - after, abs=1e-3)
    before_shown, after_shown = (float(number) for number in last.numbers.split(MINUS))
    assert (before_shown, after_shown) == (pytest.approx(traced.loss, rel=1e-3), pytest.approx(after, rel=1e-3))


@pytest.mark.parametrize(
    ("value", "text"), [(-0.5, f"{MINUS}0.5"), (1.23456, "1.235"), (0.0, "0"), (-0.0, "0"), (1e-9, f"1e{MINUS}09")]
)
def test_numbers_for_reading(value, text):
    assert fmt(value) == text


def test_every_activation_has_its_formula():
    assert set(F) == set(SLOPE) == set(ACTIVATIONS)
