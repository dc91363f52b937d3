"""Recurrent networks: a cell unrolled over the reader's text, its training, and the gradient's way back in time."""

import streamlit as st

from core.concepts.recurrent.text_training import FRAMES, UPDATES, TextHistory, look_at, train_on_text
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _
from core.units import format_per_cent
from pages.concepts.recurrent.controls import choose_cell, choose_text
from pages.concepts.recurrent.formulas import step_formulas
from pages.concepts.recurrent.presets import PRESETS
from pages.concepts.recurrent.tables import steps_table, updates_table
from pages.concepts.recurrent.text_state import PLACE, STATE, read_history, set_place, train_on
from pages.concepts.recurrent.unrolling.unrolling import show_unrolled
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts


def tell_outcome(history: TextHistory) -> None:
    """What became of the training, as far as it has come."""
    last = len(history.losses) - 1
    if not history.is_whole:
        st.caption(_("Update {at} of {last} …").format(at=last * UPDATES, last=(FRAMES - 1) * UPDATES))
        return
    if history.overflowed:
        st.warning(
            _("After update {update} the numbers grew too large to compute with. Clip the gradient, or lower the rate.")
            .format(update=last * UPDATES),
            icon=":material/trending_up:",
        )  # fmt: skip
    st.caption(
        _(
            "In {updates} updates the loss goes from {first} to {end}; then {share} of what is asked is answered right."
            " The strips are what the cell hands on; press a unit in one to see how it was computed."
        ).format(
            updates=last * UPDATES,
            first=f"{history.losses[0]:.3g}",
            end=f"{history.losses[-1]:.3g}",
            share=format_per_cent(history.accuracies[-1]),
        )
    )


STATE.restore()
PLACE.restore()
scaffold.heading(
    _("Recurrent networks"),
    _(
        "A recurrent network reads a text **one character after the other** and hands on a few numbers. To learn, the"
        " gradient goes back through all of these steps: **press Play** and watch it vanish, explode, or arrive."
    ),
)
scaffold.presets(STATE, PRESETS)
choose_text()
choose_cell()
history = read_history()
frame = min(PLACE["frame"], len(history.losses) - 1)
step = min(PLACE["step"], len(history.lessons.x) - 1)
unit = min(PLACE["unit"], STATE["units"] - 1)
show_unrolled(history, place=(frame, step, unit), key=STATE.key("picture"), on_place=set_place, on_more=train_on)
tell_outcome(history)
with scaffold.folded():
    step_formulas(history, frame, step, unit)
scaffold.table(lambda: steps_table(history, frame), label=N_("The steps of this update as a table"))
scaffold.table(lambda: updates_table(history), label=N_("Loss and gradient of each update as a table"))
if history.is_whole:
    guide.tell(Facts(history=history))
parts = ("losses", "lengths", "memories", "right")
take_along(
    "pages/concepts/recurrent/page.py",
    [
        Call("history", train_on_text, {"training": history.training}, shown=[f"{part}[{frame}]" for part in parts]),
        Call(
            "moment",
            look_at,
            {"history": Result("history"), "frame": frame},
            shown=[f"reading.{part}[{step}]" for part in ("z", "h", "c")],
        ),
    ],
)
next_concept("pages/concepts/recurrent/page.py")
STATE.keep()
PLACE.keep()
