"""The two losses in symbols and with the numbers of one prediction."""

import streamlit as st

from core.concepts.activations import softmax_jacobian
from core.concepts.loss_trace import LossSide, LossTrace
from core.i18n import _
from pages.shared import concept


def loss_formulas(here: LossTrace, target: int) -> None:
    """Value and gradient of both losses; `here` holds one prediction."""
    if here.logits.shape[-1] == 1:
        _two_class_formulas(here)
    else:
        _three_class_formulas(here, target)


def _two_class_formulas(here: LossTrace) -> None:
    z, p, y = (float(array[0, 0]) for array in (here.logits, here.probabilities, here.target))
    z_, p_, y_ = (concept.bracketed(value) for value in (z, p, y))
    cross, squared = st.columns(2)
    with cross:
        st.markdown(f"**{_('cross-entropy')}**")
        concept.formula(
            concept.aligned(r"L &= \ln(1 + e^{z}) - y z", r"\frac{\partial L}{\partial z} &= \sigma(z) - y"),
            concept.aligned(
                rf"L &= \ln(1 + e^{{{concept.readable(z)}}}) - {y_} \cdot {z_} = {_value(here.cross_entropy)}",
                rf"\frac{{\partial L}}{{\partial z}} &= {p_} - {y_} = {_push(here.cross_entropy)}",
            ),
        )
    with squared:
        st.markdown(f"**{_('squared error')}**")
        concept.formula(
            concept.aligned(r"L &= (p - y)^2", r"\frac{\partial L}{\partial z} &= 2 (p - y)\, p\, (1 - p)"),
            concept.aligned(
                rf"L &= ({p_} - {y_})^2 = {_value(here.squared)}",
                rf"\frac{{\partial L}}{{\partial z}} &= 2 \cdot {concept.bracketed(p - y)} \cdot {p_}"
                rf" \cdot {concept.readable(1 - p)}",
                rf"&= {_push(here.squared)}",
            ),
        )


def _three_class_formulas(here: LossTrace, target: int) -> None:
    p, y = concept.vector(here.probabilities[0]), concept.vector(here.target[0])
    right = concept.readable(float(here.probabilities[0, target]))
    jacobian = concept.matrix(softmax_jacobian(here.logits)[0])
    on_p = concept.vector(here.squared.on_probabilities[0])
    st.markdown(f"**{_('cross-entropy')}**")
    concept.formula(
        concept.aligned(r"L &= -\sum_i y_i \ln p_i", r"\frac{\partial L}{\partial z} &= p - y"),
        concept.aligned(
            rf"L &= -\ln {right} = {_value(here.cross_entropy)}",
            rf"\frac{{\partial L}}{{\partial z}} &= {p} - {y} = {_push(here.cross_entropy)}",
        ),
    )
    st.markdown(f"**{_('squared error')}**")
    concept.formula(
        concept.aligned(
            r"L &= \tfrac{1}{3} \sum_i (p_i - y_i)^2",
            r"\frac{\partial L}{\partial z} &= J^{\top}\, \tfrac{2}{3}(p - y)",
            r"J_{ij} &= \frac{\partial p_i}{\partial z_j} = p_i(\delta_{ij} - p_j)",
        ),
        concept.aligned(
            rf"L &= {_value(here.squared)}",
            rf"\frac{{\partial L}}{{\partial z}} &= {jacobian}^{{\top}}",
            rf"&\quad \cdot {on_p} = {_push(here.squared)}",
        ),
    )


def _value(side: LossSide) -> str:
    return concept.readable(float(side.value[0]))


def _push(side: LossSide) -> str:
    on_logits = side.on_logits[0]
    return concept.readable(float(on_logits[0])) if len(on_logits) == 1 else concept.vector(on_logits)
