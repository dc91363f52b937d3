"""Activations: drag a point along z and see the value, the slope, and what the slope leaves of a gradient."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.slopes import FLAT, REACH, SlopeTrace, grid, offsets, slope_trace
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _
from pages.concepts.activations.chart import activation_chart
from pages.shared.concept_screen import latex, scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.screen_state import State, choices, integer, number

MOST = 4  # functions side by side; more would not fit a screen
STATE = State(
    "activations",
    {
        "f": choices(["sigmoid", "tanh", "relu"], ACTIVATIONS),
        "z": number(1.0, -REACH, REACH),
        "depth": integer(10, 1, 30),
        "spread": number(0.0, 0.0, 3.0),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
PRESETS = (
    Preset(
        N_("Sigmoid's gradient vanishes"),
        {"f": ["sigmoid", "tanh"], "z": 3.0, "depth": 20},
        N_(
            "Away from the middle both curves are flat. Twenty layers multiply twenty small slopes, and the first"
            " layers get nothing to learn from. Even at its steepest, sigmoid keeps only a quarter a layer."
        ),
        failure=True,
    ),
    Preset(
        N_("A dead ReLU"),
        {"f": ["relu", "leaky_relu"], "z": -2.0},
        N_(
            "Left of zero ReLU's slope is exactly 0, so no gradient passes. A unit whose z is negative for every"
            " example learns no more: it is dead. Leaky ReLU keeps a slope of 0.2 there, and with it a way out."
        ),
        failure=True,
    ),
    Preset(
        N_("Slopes near one"),
        {"f": ["relu", "gelu", "silu"], "z": 2.0, "spread": 0.5, "seed": 7},
        N_("Where the slope is close to 1 a gradient survives any depth. This is why deep networks use this family."),
    ),
)


def controls() -> None:
    st.pills(
        _("Functions to compare"),
        list(ACTIVATIONS),
        selection_mode="multi",
        format_func=lambda name: ACTIVATIONS[name].title,
        key=STATE.key("f"),
    )
    point, depth, spread, seed = st.columns(4)
    with point:
        scaffold.text_field(STATE, "z", _("Point z"))
    with depth:
        st.slider(_("Layers"), 1, 30, key=STATE.key("depth"))
    with spread:
        st.slider(
            _("Spread of z over the layers"),
            0.0,
            3.0,
            step=0.1,
            key=STATE.key("spread"),
            help=_("At 0 every layer's z is the point. Otherwise each layer's z is drawn around it."),
        )
    with seed:
        scaffold.seed_field(STATE)


def read_functions() -> list[str]:
    """The functions to show: the chosen ones, or those of before when there are none or too many."""
    names: list[str] = STATE["f"]
    if 1 <= len(names) <= MOST:
        st.session_state[STATE.key("shown")] = names
        return names
    st.warning(_("Choose between one and {most} functions.").format(most=MOST), icon=":material/info:")
    return list(st.session_state.get(STATE.key("shown"), STATE.fields["f"].default))


def formulas(trace: SlopeTrace, at: int) -> None:
    """The law of one function and its slope, in symbols and with the numbers of the point."""
    activation = ACTIVATIONS[trace.name]
    z, value, slope = float(trace.z[at]), float(trace.value[at]), float(trace.slope[at])
    numbers = partial(latex.substitute, values={"f(z)": value, "z": z})
    st.markdown(f"**{activation.title}**")
    scaffold.formula(
        latex.aligned(f"f(z) &= {activation.formula}", f"f'(z) &= {activation.slope_formula}"),
        latex.aligned(
            f"f &= {numbers(activation.formula)} = {latex.number(value)}",
            f"f' &= {numbers(activation.slope_formula)} = {latex.number(slope)}",
            product(trace, at),
        ),
    )


def product(trace: SlopeTrace, at: int) -> str:
    depth = trace.products.shape[1]
    slope, left = latex.number(float(trace.slope[at])), latex.number(float(trace.products[at, -1]))
    law = rf"\prod_{{l=1}}^{{{depth}}} f'(z_l)"
    return rf"{law} &= {left}" if STATE["spread"] else rf"{law} &= \left({slope}\right)^{{{depth}}} = {left}"


def numbers_table(traces: list[SlopeTrace], at: int) -> pd.DataFrame:
    """One row a function: the point, the value, the slope, and the product after each number of layers."""
    rows = [
        {
            _("function"): ACTIVATIONS[trace.name].title,
            "z": trace.z[at],
            "f(z)": trace.value[at],
            "f′(z)": trace.slope[at],
            **{_("after {n} layers").format(n=n + 1): left for n, left in enumerate(trace.products[at])},
        }
        for trace in traces
    ]
    return pd.DataFrame(rows)


def list_calls(traces: list[SlopeTrace], at: int) -> list[Call]:
    """What the notebook computes: the points along z, the layers, and each function over them."""
    layers = {"depth": STATE["depth"], "spread": STATE["spread"], "seed": STATE["seed"]}
    shown = (f"z[{at}]", f"value[{at}]", f"slope[{at}]", f"products[{at}]")
    return [
        Call("points", grid, {"point": STATE["z"]}),
        Call("layers", offsets, layers),
        *(
            Call(
                f"{trace.name}_trace",
                slope_trace,
                {"name": trace.name, "z": Result("points"), "layer_offsets": Result("layers")},
                shown=shown,
            )
            for trace in traces
        ),
    ]


STATE.restore()
scaffold.heading(
    _("Activations"),
    _(
        "An activation bends the signal. Its **slope** decides how much of a gradient passes on the way back: drag the"
        " point and watch what is left of it after many layers."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
points = grid(STATE["z"])
layers = offsets(depth=STATE["depth"], spread=STATE["spread"], seed=STATE["seed"])
traces = [slope_trace(name, points, layers) for name in read_functions()]
here = int(np.flatnonzero(points == STATE["z"])[0])
guide.tell(Facts(slopes=traces, at=here))
activation_chart(traces, STATE["z"], key="activations.chart", on_point=lambda z: STATE.set(z=z))
st.caption(
    _(
        "Drag in any picture, or press the arrow keys. Shaded: **dead** where the slope is exactly 0, **saturated**"
        " where it stays below {flat} from there on. Thin line: the tangent. The weights between the layers are taken"
        " as 1; in a network they are factors too."
    ).format(flat=FLAT)
)
with scaffold.folded():
    for first in range(0, len(traces), 2):
        for column, trace in zip(st.columns(2), traces[first : first + 2], strict=False):
            with column:
                formulas(trace, here)
scaffold.table(lambda: numbers_table(traces, here))
take_along(
    "pages/concepts/activations/page.py",
    list_calls(traces, here),
)
next_concept("pages/concepts/activations/page.py")
STATE.keep()
