"""Typed formulas: right values and slopes, a named refusal for everything else, and never a line of it run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.descent import formula
from core.concepts.descent.formula import FormulaError, parse
from tests.core.concepts.differences import gradient_by_differences

AT_X, AT_Y = np.random.default_rng(3).uniform(0.2, 1.4, (2, 40))

EXAMPLES = {
    "x + y": lambda x, y: x + y,
    "-x - -y": lambda x, y: -x + y,
    "+x*3": lambda x, y: x * 3,
    "x^2 + y**3": lambda x, y: x**2 + y**3,
    "x^-2 * y^0.5": lambda x, y: x**-2 * y**0.5,
    "2^2*x + x^0 + x^1": lambda x, y: 4 * x + 1 + x,
    "x/y - 1/x": lambda x, y: x / y - 1 / x,
    "-x^2": lambda x, y: -(x**2),
    "sin(x)*cos(y) + tan(x*y/2)": lambda x, y: np.sin(x) * np.cos(y) + np.tan(x * y / 2),
    "tanh(x - y) * exp(-x*y)": lambda x, y: np.tanh(x - y) * np.exp(-x * y),
    "log(x) + sqrt(y) + abs(x - 2)": lambda x, y: np.log(x) + np.sqrt(y) + abs(x - 2),
    "pi*x + e": lambda x, y: np.pi * x + np.e,
    "1e-3*x + .5*y": lambda x, y: 1e-3 * x + 0.5 * y,
    "（x＋1）×y² − x÷2": lambda x, y: (x + 1) * y**2 - x / 2,
}

REFUSED = {
    "": "empty",
    "   ": "empty",
    "x+" * 100 + "x": "long",
    "-" * 150 + "x": "deep",
    "(" * 99 + "x" + ")" * 99: None,
    "(" * 199: "grammar",
    "x +": "grammar",
    "2x": "grammar",
    "x; y": "grammar",
    "x = 1": "grammar",
    "x\n+ y": "grammar",
    "x\0": "grammar",
    "\\x41": "grammar",
    "z": "name",
    "x + nan": "name",
    "__import__('os')": "name",
    "eval('1')": "name",
    "log2(x)": "name",
    "x.real": "part",
    "().__class__.__bases__[0]": "part",
    "sin.__call__(x)": "part",
    "[x for x in y]": "part",
    "lambda: x": "part",
    "x if y else 1": "part",
    "x < y": "part",
    "x and y": "part",
    "x % 2": "part",
    "x // 2": "part",
    "~x": "part",
    "x @ y": "part",
    "'x' * 9": "part",
    "True * x": "part",
    "1j * x": "grammar",
    "... + x": "part",
    "f'{x}'": "part",
    "(x := 3)": "part",
    "9**9**9": "exponent",
    "x^y": "exponent",
    "x^100": "exponent",
    "x^-13": "exponent",
    "x^2^3": "exponent",
    "1e999 * x": "number",
    "9" * 150 + "*x": "number",
    "sin()": "arguments",
    "sin(x, y)": "arguments",
    "sin(x=1)": "arguments",
    "sin(*x)": "part",
    "3 + 4": "flat",
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_values_and_slopes(text):
    surface = formula.surface(text, 2.0, (1.0, 1.0))
    np.testing.assert_allclose(surface.value(AT_X, AT_Y), EXAMPLES[text](AT_X, AT_Y), rtol=1e-14)
    np.testing.assert_allclose(
        surface.gradient(AT_X, AT_Y), gradient_by_differences(EXAMPLES[text], AT_X, AT_Y), rtol=1e-6, atol=1e-7
    )


@pytest.mark.parametrize("text", EXAMPLES)
def test_one_point_is_computed_like_a_grid_of_them(text):
    surface = formula.surface(text, 2.0, (1.0, 1.0))
    along_x, along_y = surface.gradient(AT_X, AT_Y)
    for i in (0, 17):
        np.testing.assert_allclose(surface.slope(np.array([AT_X[i], AT_Y[i]])), [along_x[i], along_y[i]], rtol=1e-14)


@pytest.mark.parametrize("text", [text for text, code in REFUSED.items() if code])
def test_everything_else_is_refused_by_name(text):
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert refusal.value.code == REFUSED[text]


def test_brackets_cost_no_depth():
    parse("(" * 99 + "x" + ")" * 99)


def test_a_refusal_is_a_value_error_that_names_the_part():
    with pytest.raises(ValueError, match="name: __import__"):
        parse("__import__('os')")


def test_where_there_is_no_height_there_is_no_complaint():
    surface = formula.surface("log(x) + 1/y", 2.0, (1.0, 1.0))
    value = surface.value(np.array([-1.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0]))
    assert np.isnan(value[0])
    assert np.isposinf(value[1])
    assert np.isfinite(value[2])


def test_a_number_taken_to_the_power_nought_is_flat_everywhere():
    assert formula.surface("x^0 + y", 2.0, (0.0, 0.0)).gradient(np.float64(0), np.float64(0)) == (0, 1)


LEAVES = st.sampled_from(["x", "y", "2", "0.5", "pi"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        st.builds("{}({})".format, st.sampled_from(["sin", "cos", "tanh"]), inner),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3"])),
    ),
    max_leaves=8,
).filter(lambda text: len(text) <= formula.MAX_LENGTH and ("x" in text or "y" in text))


@given(text=TREES, x=st.floats(-1, 1), y=st.floats(-1, 1))
def test_slopes_of_any_formula_are_those_of_central_differences(text, x, y):
    surface = formula.surface(text, 1.0, (0.0, 0.0))
    slope = surface.slope(np.array([x, y]))
    tried = gradient_by_differences(surface.value, np.float64(x), np.float64(y))
    np.testing.assert_allclose(slope, tried, rtol=1e-5, atol=1e-5 * (1 + abs(surface.value(x, y))))


SIGNS = "xye91.()^*-+/_'[]{},=:\\~@ \n²"
WORDS = ["x", "(", ")", "**", "9", "__", "import os", "exec", "lambda ", ":=", " if ", " else ", "f'", "sin", ".", " "]
X, Y = formula.Dual(np.float64(2), formula.ONE, formula.ZERO), formula.Dual(np.float64(3), formula.ZERO, formula.ONE)


@given(
    text=st.text(max_size=300)
    | st.text(SIGNS, max_size=80)
    | st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
)
def test_no_text_does_anything_but_become_a_formula_or_a_refusal(text):
    try:
        expression = parse(text)
    except FormulaError:
        return
    with np.errstate(all="ignore"):
        assert isinstance(expression(X, Y), formula.Dual)
