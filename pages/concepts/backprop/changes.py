"""The state of the screen “Forward and backward”, and what changes it: the drawing, the controls, and updates."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.concepts.losses import LOSSES
from core.concepts.network import trace
from core.concepts.progress import Progress, begin
from core.errors import InputError
from pages.concepts.backprop import network_state
from pages.concepts.backprop.edits import apply_edit
from pages.concepts.backprop.network_state import PROBABILITIES, StepSetup
from pages.shared.concept_screen import scaffold
from pages.shared.plain import escape_markdown
from pages.shared.screen_state import State, integer

MOST_STEPS = 999
STATE = State("backprop", network_state.fields())
VIEW = State(
    "backprop.view",
    {"step": integer(0, 0, MOST_STEPS), "example": integer(1, 1, network_state.MOST_EXAMPLES)},
)
PROBLEM = STATE.key("problem")
EDIT = VIEW.key("edit")
TURN = VIEW.key("turn")
SHOWN_SHAPE = STATE.key("shown_shape")
PROGRESS = STATE.key("progress")


def change_state(values: Mapping[str, Any]) -> None:
    """Take new values if they make a problem that can be computed; otherwise keep the old ones and say why."""
    before = STATE.values()
    try:
        STATE.set(**values)
        network_state.check_limits(network_state.problem_of(STATE))
    except InputError as error:
        STATE.set(**before)
        complain(error)


def complain(error: InputError) -> None:
    """Keep the sentence for as long as the state stays the same: a step of the walk does not remove it."""
    st.session_state[PROBLEM] = (error.message, STATE.values())


def read_complaint() -> str:
    message, values = st.session_state.get(PROBLEM, ("", None))
    return str(message) if values == STATE.values() else ""


def on_edit(edit: Mapping[str, Any]) -> None:
    """A change by hand on the drawing."""
    st.session_state[EDIT] = edit["number"]
    st.session_state.pop(PROBLEM, None)
    STATE.mark_edited()
    if edit["op"] == "look":
        VIEW.set(example=int(edit["example"]) + 1)
        return
    try:
        problem = network_state.problem_of(STATE)
        example = min(VIEW["example"], len(problem.x)) - 1
        changed = apply_edit(problem, edit, example=example, seed=STATE["seed"])
    except InputError as error:
        complain(error)
        return
    change_state(network_state.values_of(changed))
    if edit["op"] == "add_example":
        VIEW.set(example=len(changed.x))


def on_step(step: int, turn: int) -> None:
    """Where the walk rests now; `turn` is sent back, so that the drawing knows which report has arrived."""
    VIEW.set(step=step)
    st.session_state[TURN] = turn


def on_loss() -> None:
    """Cross-entropy takes probabilities: give the output the activation that makes them."""
    natural = {"binary_crossentropy": PROBABILITIES[0], "categorical_crossentropy": PROBABILITIES[1]}
    if LOSSES[STATE["loss"]].takes == "probability" and STATE["activations"][-1] not in PROBABILITIES:
        STATE.set(activations=(*STATE["activations"][:-1], natural[STATE["loss"]]))


def draw_weights() -> None:
    """Weights from the seed, in the place of those that were set by hand or by updates."""
    STATE.set(weights=None)


def draw_again() -> None:
    STATE.set(weights=None, seed=(STATE["seed"] + 1) % (scaffold.HIGHEST_SEED + 1))


def take_updates(count: int) -> None:
    """Put the updated weights in the place of the old ones, `count` times, and keep a record of what they did."""
    problem = network_state.problem_of(STATE)
    progress = _progress_so_far(problem)
    for _round in range(count):
        after = trace(problem.network, problem.x, problem.y, learning_rate=problem.learning_rate).after
        problem, progress = replace(problem, network=after), progress.then(after)
        try:
            network_state.check_limits(problem)
        except InputError as error:
            complain(error)
            return
    STATE.set(**network_state.values_of(problem))
    VIEW.set(step=0)
    st.session_state[PROGRESS] = (progress, STATE.values())


def _progress_so_far(problem: StepSetup) -> Progress:
    """The record of the updates that led here, or a new one if something else was changed since."""
    progress, values = st.session_state.get(PROGRESS, (None, None))
    return progress if progress and values == STATE.values() else begin(problem.network, problem.x, problem.y)


def read_progress() -> tuple[Progress, bool] | None:
    """The record of the last updates, and whether the network was changed since; None once its shape is another."""
    progress, values = st.session_state.get(PROGRESS, (None, {}))
    if not progress or STATE["weights"] is None or values["shape"] != STATE["shape"]:
        return None
    return progress, values != STATE.values()


def open_problem() -> StepSetup:
    """The problem of the state; where the parts of a link do not fit, say so and take the article's example."""
    try:
        return network_state.problem_of(STATE)
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/link_off:")
        STATE.set(**STATE.defaults())
        return network_state.problem_of(STATE)


def rewind(problem: StepSetup) -> None:
    """Begin the walk of another shape at its start, and keep to the examples that there are."""
    shape = network_state.values_of(problem)["shape"]
    if st.session_state.setdefault(SHOWN_SHAPE, shape) != shape:
        VIEW.set(step=0)
        st.session_state[SHOWN_SHAPE] = shape
    if VIEW["example"] > len(problem.x):
        VIEW.set(example=len(problem.x))
