"""Numbers are put into formulas as a person would write them."""

import numpy as np
import pytest

from core.concepts.activations import ACTIVATIONS
from pages.shared.concept_screen.latex import bracketed, matrix, number, substitute, vector


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (-2, "-2"),
        (1 / 3, "0.3333"),
        (1.024e-7, r"1.024 \cdot 10^{-7}"),
        (0, "0"),
        (1e9, r"1 \cdot 10^{9}"),
    ],
)
def test_four_digits_and_a_written_power(value, text):
    assert number(value) == text


def test_a_negative_number_is_bracketed_behind_a_sign():
    assert bracketed(-1.5) == "(-1.5)"
    assert bracketed(1.5) == "1.5"


def test_symbols_give_way_to_numbers_and_names_that_hold_their_letters_stay():
    assert substitute(r"z\,\sigma(z)", {"z": -1}) == r"(-1)\,\sigma(-1)"
    assert substitute(r"f(z)\,(1 - f(z))", {"f(z)": 0.25, "z": -1}) == r"0.25\,(1 - 0.25)"
    assert substitute(r"\frac{1}{1 + e^{-z}}", {"z": -2}) == r"\frac{1}{1 + e^{-(-2)}}"
    assert substitute(r"\max(0.2 \cdot z, z)", {"z": 1e-5}) == r"\max(0.2 \cdot 1 \cdot 10^{-5}, 1 \cdot 10^{-5})"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_symbol_is_left_in_the_formulas_of_the_activations(name):
    for formula in (ACTIVATIONS[name].formula, ACTIVATIONS[name].slope_formula):
        assert "z" not in substitute(formula, {"f(z)": 0.5, "z": 1.5})


def test_matrices_have_three_decimals_and_no_negative_zero():
    assert matrix(np.array([[1.0, -0.00001], [0.5, -2.0]])) == (
        r"\begin{pmatrix}1.000 & 0.000 \\ 0.500 & -2.000\end{pmatrix}"
    )
    assert vector(np.array([1.0, 2.0])) == r"\begin{pmatrix}1.000 \\ 2.000\end{pmatrix}"
