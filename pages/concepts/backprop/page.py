"""Forward and backward: one step of training, number by number, on a network that can be changed by hand."""

from pathlib import Path

import streamlit as st

from core import i18n
from core.concepts import article
from core.concepts.gradient_check import prove
from core.concepts.network import Trace, trace
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import _
from pages.concepts.backprop import network_state
from pages.concepts.backprop.changes import (
    EDIT,
    STATE,
    TURN,
    VIEW,
    draw_again,
    draw_weights,
    on_edit,
    on_loss,
    on_step,
    open_problem,
    read_complaint,
    read_progress,
    rewind,
    take_updates,
)
from pages.concepts.backprop.diagram.diagram import network_diagram
from pages.concepts.backprop.network_state import StepSetup
from pages.concepts.backprop.presets import PRESETS
from pages.concepts.backprop.progress.progress import progress_chart
from pages.concepts.backprop.table import numbers_table
from pages.concepts.backprop.walk.lines import ProvenStep
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.article_text import printed_in_walk
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts

ROUNDS = 100  # updates at one press


def controls() -> None:
    labels = {name: network_state.loss_label(name) for name in network_state.LOSS_NAMES}
    loss, rate, seed = st.columns(3)
    with loss:
        st.selectbox(
            _("Loss"),
            list(labels),
            format_func=labels.__getitem__,
            key=STATE.key("loss"),
            on_change=on_loss,
        )
    with rate:
        scaffold.text_field(STATE, "rate", _("Learning rate α"))
    with seed:
        scaffold.seed_field(STATE, on_change=draw_weights)


def updates() -> None:
    with st.container(horizontal=True):
        st.button(
            _("Take this update"), key=STATE.key("once"), icon=":material/redo:", on_click=take_updates, args=(1,)
        )
        st.button(
            _("Take {n} updates").format(n=ROUNDS),
            key=STATE.key("often"),
            icon=":material/fast_forward:",
            on_click=take_updates,
            args=(ROUNDS,),
        )
        st.button(_("Draw new weights"), key=STATE.key("draw"), icon=":material/casino:", on_click=draw_again)


def is_the_articles(problem: StepSetup) -> bool:
    """Whether this is the article's worked example, whose printed numbers can be told beside ours."""
    return problem.learning_rate == article.LEARNING_RATE and STATE.values() == STATE.defaults()


def prove_step(problem: StepSetup) -> ProvenStep:
    """The step of training with its proofs, and what the article prints of it."""
    traced: Trace = trace(problem.network, problem.x, problem.y, learning_rate=problem.learning_rate)
    printed = printed_in_walk() if is_the_articles(problem) else {}
    return ProvenStep(traced, prove(traced), VIEW["example"] - 1, printed)


st.html(Path(__file__).with_name("page.css"))
STATE.restore()
VIEW.restore()
scaffold.heading(
    _("Forward and backward"),
    _(
        "Numbers go **forward** to a loss, blame goes **backward** to every weight. Walk through one step of training; "
        "every gradient is checked as you look."
    ),
)
scaffold.presets(STATE, PRESETS)
problem = open_problem()
rewind(problem)
proven = prove_step(problem)
with st.container(key="network"):
    network_diagram(
        proven,
        VIEW["step"],
        st.session_state.get(TURN, 0),
        key=f"backprop.network.{i18n.language()}",
        edit=st.session_state.get(EDIT, 0),
        problem=read_complaint(),
        on_edit=on_edit,
        on_step=on_step,
    )
updates()
done = read_progress()
guide.tell(Facts(step=proven.traced, progress=done[0] if done else None))
if done:
    progress, changed = done
    progress_chart(progress, changed=changed, key="backprop.progress")
controls()
scaffold.table(lambda: numbers_table(proven))
step = {"network": problem.network, "x": problem.x, "y": problem.y, "learning_rate": problem.learning_rate}
take_along(
    "pages/concepts/backprop/page.py", [Call("step", trace, step), Call("proof", prove, {"traced": Result("step")})]
)
next_concept("pages/concepts/backprop/page.py")
STATE.keep()
VIEW.keep()
