"""Losses: drag a prediction and see what squared error and cross-entropy tell its logits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.concepts.activations import Array
from core.concepts.loss_trace import (
    REACH,
    Descent,
    LossTrace,
    descend,
    drawn_logits,
    logit_line,
    logit_triangle,
    loss_trace,
    right_probability,
)
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from pages.concepts.losses.chart import CLASSES, loss_chart
from pages.concepts.losses.formulas import loss_formulas
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.screen_state import State, choice, integer, number

STEPS = 40  # of gradient descent
VIEWS = {"two": N_("two classes"), "three": N_("three classes")}
STATE = State(
    "losses",
    {
        "view": choice("two", VIEWS),
        "y": integer(1, 0, 1),
        "z": number(-1.0, -REACH, REACH),
        "right": integer(0, 0, 2),
        "za": number(0.0, -REACH, REACH),
        "zb": number(1.0, -REACH, REACH),
        "zc": number(0.0, -REACH, REACH),
        "rate": number(1.0, 0.1, 5.0),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
PRESETS = (
    Preset(
        N_("Sure and wrong"),
        {"z": -6.0},
        N_(
            "The right answer is 1 and the prediction says almost 0. Squared error stalls: sigmoid is flat here, and"
            " its slope multiplies the gradient away. Cross-entropy pushes with nearly the full 1 and gets out."
        ),
        failure=True,
    ),
    Preset(
        N_("Undecided"),
        {"z": 0.0},
        N_("At p = ½ both losses know where to go; the gradients are 0.5 and 0.25. The difference is in the tails."),
    ),
    Preset(
        N_("Sure of the wrong class"),
        {"view": "three", "za": -3.0, "zb": 4.0, "zc": 0.0},
        N_(
            "A is right, B is believed. In the corner of B squared error is as pale as in the right corner: from the"
            " gradient alone it cannot tell a sure mistake from a sure hit."
        ),
        failure=True,
    ),
)


def controls() -> None:
    view, answer, rate = st.columns(3)
    with view:
        st.segmented_control(
            _("Classes"), list(VIEWS), format_func=lambda name: _(VIEWS[name]), key=STATE.key("view"), required=True
        )
    with answer:
        _right_answer()
    with rate:
        st.slider(_("Learning rate"), 0.1, 5.0, step=0.1, key=STATE.key("rate"))
    columns = st.columns(4)
    names = {"z": _("Logit z")} if STATE["view"] == "two" else _logit_names()
    for column, (name, label) in zip(columns, names.items(), strict=False):
        with column:
            scaffold.text_field(STATE, name, label)
    with columns[-1]:
        st.number_input(
            _("Seed of a drawn prediction"),
            0,
            scaffold.HIGHEST_SEED,
            step=1,
            key=STATE.key("seed"),
            on_change=draw_prediction,
            help=_(
                "Change it to draw logits and a right answer by chance. The same seed draws the same numbers again."
            ),
        )


def draw_prediction() -> None:
    """A prediction by chance, in the place of the one that was set by hand."""
    logits, target = drawn_logits(STATE["seed"], 1 if STATE["view"] == "two" else len(CLASSES))
    set_logits(logits.tolist())
    STATE.set(**{"y" if len(logits) == 1 else "right": target})


def _right_answer() -> None:
    if STATE["view"] == "two":
        st.segmented_control(_("Right answer"), [1, 0], key=STATE.key("y"), required=True)
    else:
        st.segmented_control(
            _("Right answer"), [0, 1, 2], format_func=lambda k: CLASSES[k], key=STATE.key("right"), required=True
        )


def _logit_names() -> dict[str, str]:
    return {f"z{name.lower()}": _("Logit of {name}").format(name=name) for name in CLASSES}


def read_prediction() -> tuple[Array, int]:
    """The logits (outputs,) that are looked at, and the right answer."""
    if STATE["view"] == "two":
        return np.array([STATE["z"]]), STATE["y"]
    return np.array([STATE["za"], STATE["zb"], STATE["zc"]]), STATE["right"]


def list_places(logits: Array) -> tuple[Array, int]:
    """All logits where the point can stand, and the row where it stands now."""
    if len(logits) > 1:
        triangle = logit_triangle(logits)
        return triangle, len(triangle) - 1
    line = logit_line(float(logits[0]))
    return line, int(np.flatnonzero(line[:, 0] == logits[0])[0])


def set_logits(logits: Sequence[float]) -> None:
    names = ["z"] if len(logits) == 1 else ["za", "zb", "zc"]
    STATE.set(**dict(zip(names, logits, strict=True)))


def numbers_table(here: LossTrace) -> pd.DataFrame:
    """One row a logit: its probability and target, and what each loss tells it."""
    outputs = here.logits.shape[-1]
    return pd.DataFrame(
        {
            _("class"): CLASSES[:outputs] if outputs > 1 else ["1"],
            _("logit"): here.logits[0],
            _("probability"): here.probabilities[0],
            _("target"): here.target[0],
            _("gradient of cross-entropy"): here.cross_entropy.on_logits[0],
            _("gradient of squared error"): here.squared.on_logits[0],
        }
    )


def descent_table(descent: Descent) -> pd.DataFrame:
    """The probability of the right class after each step of gradient descent."""
    return pd.DataFrame(
        {
            _("step"): range(STEPS + 1),
            _("by cross-entropy"): descent.cross_entropy,
            _("by squared error"): descent.squared,
        }
    )


STATE.restore()
scaffold.heading(
    _("Losses"),
    _(
        "A loss turns a prediction into a **push on its logits**. Drag the prediction to where it is sure and wrong:"
        " squared error hardly pushes there, cross-entropy pushes hardest."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
logits, target = read_prediction()
everywhere, point = list_places(logits)
trace = loss_trace(everywhere, target)
here = loss_trace(logits[None, :], target)
guide.tell(Facts(loss=here))
descent = descend(logits, target, learning_rate=STATE["rate"], steps=STEPS)
loss_chart(trace, target, point, descent, key=f"losses.{STATE['view']}", on_logits=set_logits)
st.caption(
    _(
        "Drag in the picture, or press the arrow keys. The last picture takes {steps} steps of gradient descent on the"
        " logits themselves, once under each loss: the right class starts at {start} and ends at {cross} by"
        " cross-entropy and {squared} by squared error. Squared error is the mean over the outputs, as in Keras."
    ).format(
        steps=STEPS,
        start=f"{right_probability(here, target)[0]:.3f}",
        cross=f"{descent.cross_entropy[-1]:.3f}",
        squared=f"{descent.squared[-1]:.3f}",
    )
)
with scaffold.folded():
    loss_formulas(here, target)
scaffold.table(lambda: numbers_table(here))
scaffold.table(lambda: descent_table(descent), label=N_("The steps as a table"))
take_along(
    "pages/concepts/losses/page.py",
    [
        Call("here", loss_trace, {"logits": logits[None, :], "target": target}),
        Call(
            "descent",
            descend,
            {"logits": logits, "target": target, "learning_rate": STATE["rate"], "steps": STEPS},
        ),
    ],
)
next_concept("pages/concepts/losses/page.py")
STATE.keep()
