"""One step of the cell, its way back and the clipping, in symbols and with the numbers of one unit."""

import streamlit as st

from core.concepts.recurrent.text_training import TextHistory, look_at
from core.concepts.recurrent.unrolled import UnrolledTrace, split_sum
from core.i18n import _
from pages.shared.concept_screen import latex, scaffold

GATES = {"i": r"\sigma", "f": r"\sigma", "g": r"\tanh", "o": r"\sigma"}


def step_formulas(history: TextHistory, frame: int, step: int, unit: int) -> None:
    """The formulas at one step and unit of the first sequence, at one frame of the training."""
    trace = look_at(history, frame)
    forward, backward = st.columns(2)
    with forward:
        st.markdown(_("**Step {step}, unit {unit}**").format(step=step, unit=unit + 1))
        if history.training.cell == "lstm":
            _lstm(trace, step, unit)
        else:
            _simple(trace, step, unit)
    with backward:
        st.markdown(_("**The way back through time**"))
        _way_back(history, frame, step)
        st.markdown(_("**Clipping**"))
        _clipping(history, frame)


def _simple(trace: UnrolledTrace, step: int, unit: int) -> None:
    z, h = (latex.number(float(values[step, 0, unit])) for values in (trace.reading.z, trace.reading.h))
    numbers = _sum(*split_sum(trace, step, unit)["h"])
    scaffold.formula(
        latex.aligned(r"z_t &= x_t W + h_{t-1} U + b", r"h_t &= f(z_t)"),
        latex.aligned(
            rf"z_t &= {numbers} = {z}",
            rf"h_t &= f({z}) = {h}",
        ),
    )


def _lstm(trace: UnrolledTrace, step: int, unit: int) -> None:
    now = trace.reading
    gate = {name: float(values[step, 0, unit]) for name, values in now.gates.items()}
    lines = [
        rf"{name} &= {bend}({_sum(*split_sum(trace, step, unit)[name])}) \\ &= {latex.number(gate[name])}"
        for name, bend in GATES.items()
    ]
    before, c, h = (float(values[step, 0, unit]) for values in (now.before.c, now.c, now.h))
    i, f, g, o = (latex.bracketed(gate[name]) for name in "ifgo")
    scaffold.formula(
        latex.aligned(
            r"i, f, o &= \sigma(x_t W + h_{t-1} U + b)",
            r"g &= \tanh(x_t W + h_{t-1} U + b)",
            r"c_t &= f\,c_{t-1} + i\,g \qquad h_t = o \tanh c_t",
        ),
        latex.aligned(
            *lines,
            rf"c_t &= {f} \cdot {latex.bracketed(before)} + {i} \cdot {g} \\ &= {latex.number(c)}",
            rf"h_t &= {o} \cdot \tanh {latex.bracketed(c)} = {latex.number(h)}",
        ),
    )


def _sum(from_x: float, from_h: float, bias: float) -> str:
    return f"{latex.number(from_x)} + {latex.bracketed(from_h)} + {latex.bracketed(bias)}"


def _way_back(history: TextHistory, frame: int, step: int) -> None:
    """How large the last answer's gradient is here, a step before, and at the first step."""
    sizes = history.memories[frame]
    here, before, start = (latex.number(float(sizes[place])) for place in (step, max(step - 1, 0), 0))
    if history.training.cell == "lstm":
        law = r"\frac{\partial L}{\partial c_{t-1}} = f_t\,\frac{\partial L}{\partial c_t} + \dots"
        name = "c"
    else:
        law = (
            r"\frac{\partial L}{\partial h_{t-1}} = \left(\frac{\partial L}{\partial h_t} \circ f'(z_t)\right) U^{\top}"
        )
        name = "h"
    numbers = [rf"\left\|\tfrac{{\partial L}}{{\partial {name}_{{{step}}}}}\right\| &= {here}"]
    if step:
        numbers.append(rf"\left\|\tfrac{{\partial L}}{{\partial {name}_{{{step - 1}}}}}\right\| &= {before}")
    if step > 1:
        numbers.append(rf"\left\|\tfrac{{\partial L}}{{\partial {name}_0}}\right\| &= {start}")
    scaffold.formula(law, latex.aligned(*numbers))


def _clipping(history: TextHistory, frame: int) -> None:
    length, limit = float(history.lengths[frame]), history.training.clip
    if limit:
        numbers = rf"\|g\| = {latex.number(length)} \qquad c = {latex.number(limit)}"
    else:
        numbers = rf"\|g\| = {latex.number(length)} \qquad c = \infty"
    scaffold.formula(r"g := g \cdot \min\left(1,\ \frac{c}{\|g\|}\right)", numbers)
