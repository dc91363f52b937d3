"""The two losses in symbols and with the numbers of one prediction."""

import streamlit as st

from core.concepts.activations import softmax_jacobian
from core.concepts.loss_trace import LossSide, LossTrace
from core.i18n import _
from pages.shared.concept_screen import latex, scaffold


def loss_formulas(here: LossTrace, target: int) -> None:
    """Value and gradient of both losses; `here` holds one prediction."""
    if here.logits.shape[-1] == 1:
        _two_class_formulas(here)
    else:
        _three_class_formulas(here, target)


def _two_class_formulas(here: LossTrace) -> None:
    z, p, y = (float(array[0, 0]) for array in (here.logits, here.probabilities, here.target))
    z_, p_, y_ = (latex.bracketed(value) for value in (z, p, y))
    cross, squared = st.columns(2)
    with cross:
        st.markdown(f"**{_('cross-entropy')}**")
        scaffold.formula(
            latex.aligned(r"L &= \ln(1 + e^{z}) - y z", r"\frac{\partial L}{\partial z} &= \sigma(z) - y"),
            latex.aligned(
                rf"L &= \ln(1 + e^{{{latex.number(z)}}}) - {y_} \cdot {z_} = {_value(here.cross_entropy)}",
                rf"\frac{{\partial L}}{{\partial z}} &= {p_} - {y_} = {_push(here.cross_entropy)}",
            ),
        )
    with squared:
        st.markdown(f"**{_('squared error')}**")
        scaffold.formula(
            latex.aligned(r"L &= (p - y)^2", r"\frac{\partial L}{\partial z} &= 2 (p - y)\, p\, (1 - p)"),
            latex.aligned(
                rf"L &= ({p_} - {y_})^2 = {_value(here.squared)}",
                rf"\frac{{\partial L}}{{\partial z}} &= 2 \cdot {latex.bracketed(p - y)} \cdot {p_}"
                rf" \cdot {latex.number(1 - p)}",
                rf"&= {_push(here.squared)}",
            ),
        )


def _three_class_formulas(here: LossTrace, target: int) -> None:
    p, y = latex.vector(here.probabilities[0]), latex.vector(here.target[0])
    right = latex.number(float(here.probabilities[0, target]))
    jacobian = latex.matrix(softmax_jacobian(here.logits)[0])
    on_p = latex.vector(here.squared.on_probabilities[0])
    st.markdown(f"**{_('cross-entropy')}**")
    scaffold.formula(
        latex.aligned(r"L &= -\sum_i y_i \ln p_i", r"\frac{\partial L}{\partial z} &= p - y"),
        latex.aligned(
            rf"L &= -\ln {right} = {_value(here.cross_entropy)}",
            rf"\frac{{\partial L}}{{\partial z}} &= {p} - {y} = {_push(here.cross_entropy)}",
        ),
    )
    st.markdown(f"**{_('squared error')}**")
    scaffold.formula(
        latex.aligned(
            r"L &= \tfrac{1}{3} \sum_i (p_i - y_i)^2",
            r"\frac{\partial L}{\partial z} &= J^{\top}\, \tfrac{2}{3}(p - y)",
            r"J_{ij} &= \frac{\partial p_i}{\partial z_j} = p_i(\delta_{ij} - p_j)",
        ),
        latex.aligned(
            rf"L &= {_value(here.squared)}",
            rf"\frac{{\partial L}}{{\partial z}} &= {jacobian}^{{\top}}",
            rf"&\quad \cdot {on_p} = {_push(here.squared)}",
        ),
    )


def _value(side: LossSide) -> str:
    return latex.number(float(side.value[0]))


def _push(side: LossSide) -> str:
    on_logits = side.on_logits[0]
    return latex.number(float(on_logits[0])) if len(on_logits) == 1 else latex.vector(on_logits)
