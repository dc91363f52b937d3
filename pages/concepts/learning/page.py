"""How a network learns: one real training, walked through stage by stage and scrubbed epoch by epoch."""

import pandas as pd
import streamlit as st

from core.concepts.activations import ACTIVATIONS
from core.concepts.learning import BENDS, EPOCHS, EXAMPLES, History, Training, train
from core.concepts.points import POINT_SETS
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from pages.concepts.learning.chart import STAGES, learning_chart
from pages.concepts.learning.formulas import INITIALIZER_NAMES, INITIALIZERS, stage_formulas
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.screen_state import State, choice, integer, number

POINTS = {
    "moons": N_("two moons"),
    "circles": N_("circles"),
    "xor": N_("XOR"),
    "spirals": N_("spirals"),
    "blobs": N_("two blobs"),
}
UNITS, RATE, NOISE = (2, 12), (0.05, 100.0), (0.0, 0.4)
STATE = State(
    "learning",
    {
        "points": choice("moons", POINT_SETS),
        "units": integer(8, *UNITS),
        "f": choice("tanh", BENDS),
        "start": choice("glorot_uniform", INITIALIZERS),
        "rate": number(5.0, *RATE),
        "noise": number(0.12, *NOISE),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "epoch": integer(0, 0, EPOCHS),
        "stage": choice("forward", STAGES),
        "point": integer(0, 0, EXAMPLES - 1),
    },
)
PRESETS = (
    Preset(
        N_("It learns"),
        {"epoch": 100},
        N_("After 100 epochs the border winds between the moons. Go back to see when it began to bend."),
    ),
    Preset(
        N_("All weights zero"),
        {"start": "zeros", "epoch": 100, "stage": "backward"},
        N_(
            "All hidden units are alike and say 0, so no gradient reaches a weight. A hundred epochs change nothing:"
            " p stays ½ everywhere. That is why weights start from chance."
        ),
        failure=True,
    ),
    Preset(
        N_("Steps too large"),
        {"rate": 60.0, "epoch": 100, "stage": "update"},
        N_("Every step jumps over the valley and lands higher. The loss leaps about and ends worse than guessing."),
        failure=True,
    ),
)


def on_points() -> None:
    """Take the learning rate that suits the points that were chosen."""
    STATE.set(rate=POINT_SETS[STATE["points"]].rate)


def controls() -> None:
    points, units, bend, start = st.columns(4)
    with points:
        names = {name: _(title) for name, title in POINTS.items()}
        st.selectbox(
            _("Points"), list(names), format_func=names.__getitem__, key=STATE.key("points"), on_change=on_points
        )
    with units:
        st.slider(_("Hidden units"), *UNITS, key=STATE.key("units"))
    with bend:
        st.selectbox(
            _("Activation"),
            BENDS,
            format_func=lambda name: ACTIVATIONS[name].title,
            key=STATE.key("f"),
        )
    with start:
        initializers = {name: _(INITIALIZER_NAMES[name]) for name in INITIALIZERS}
        st.selectbox(
            _("Initial weights"),
            list(initializers),
            format_func=initializers.__getitem__,
            key=STATE.key("start"),
        )
    rate, noise, seed, point = st.columns(4)
    with rate:
        scaffold.text_field(STATE, "rate", _("Learning rate"))
    with noise:
        st.slider(_("Noise"), *NOISE, step=0.02, key=STATE.key("noise"))
    with seed:
        scaffold.seed_field(STATE)
    with point:
        st.number_input(
            _("Marked point"),
            0,
            EXAMPLES - 1,
            step=1,
            key=STATE.key("point"),
            help=_("The formula follows this point. A click on a point in the map marks it too."),
        )


def read_training() -> Training:
    return Training(
        units=STATE["units"],
        activation=STATE["f"],
        initializer=STATE["start"],
        rate=STATE["rate"],
        noise=STATE["noise"],
        seed=STATE["seed"],
        points=STATE["points"],
    )


def epochs_table(history: History) -> pd.DataFrame:
    """One row an epoch."""
    return pd.DataFrame(
        {_("epoch"): range(len(history.losses)), _("loss"): history.losses, _("accuracy"): history.accuracies}
    )


def weights_table(history: History, epoch: int) -> pd.DataFrame:
    """Every weight and bias at one epoch, with its gradient and what it becomes."""
    rows = []
    for name, layer in zip((_("hidden"), _("output")), history.steps[epoch].layers, strict=True):
        for (source, unit), value in zip(_places(layer.layer.weights.shape), layer.layer.weights.ravel(), strict=True):
            gradient, after = layer.weights_gradient[source, unit], layer.after.weights[source, unit]
            rows.append((name, f"w{source + 1},{unit + 1}", value, gradient, after))
        parts = zip(layer.layer.biases, layer.biases_gradient, layer.after.biases, strict=True)
        rows += [(name, f"b{unit + 1}", *numbers) for unit, numbers in enumerate(parts)]
    return pd.DataFrame(rows, columns=[_("layer"), _("weight"), _("value"), _("gradient"), _("after the update")])


def _places(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(source, unit) for source in range(shape[0]) for unit in range(shape[1])]


STATE.restore()
scaffold.heading(
    _("How a network learns"),
    _(
        "Training is a loop: **forward, loss, backward, update**, and round again. Walk through it step by step, or"
        " scrub through the epochs and see border, loss and weights move together."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
history = train(read_training())
last = len(history.steps) - 1
epoch = min(STATE["epoch"], last)
if history.overflowed:
    st.warning(
        _("After epoch {epoch} the numbers grew too large to compute with. Lower the learning rate.").format(
            epoch=last
        ),
        icon=":material/trending_up:",
    )
learning_chart(
    history,
    epoch=epoch,
    stage=STATE["stage"],
    example=STATE["point"],
    key="learning.chart",
    on_place=lambda epoch, stage: STATE.set(epoch=epoch, stage=stage),
    on_example=lambda example: STATE.set(point=example),
)
st.caption(_("With the numbers of the marked point and of hidden unit 1; the small squares are biases."))
scaffold.formula(
    *stage_formulas(STATE["stage"], history.steps[0], history.steps[epoch], STATE["point"], STATE["start"])
)
scaffold.table(lambda: epochs_table(history), label=N_("Loss and accuracy as a table"))
scaffold.table(lambda: weights_table(history, epoch), label=N_("The weights of this epoch as a table"))
take_along(
    "pages/concepts/learning/page.py",
    [
        Call(
            "history",
            train,
            {"training": history.training},
            shown=(f"losses[{epoch}]", f"accuracies[{epoch}]", f"steps[{epoch}]"),
        )
    ],
)
next_concept("pages/concepts/learning/page.py")
STATE.keep()
