"""Forward and backward: one step of training, number by number, on a network that can be changed by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from core import i18n
from core.concepts import article
from core.concepts.gradient_check import Proof, prove
from core.concepts.losses import LOSSES
from core.concepts.network import Trace, trace
from core.errors import InputError
from core.i18n import N_, _
from pages.concepts.backprop import network_state
from pages.concepts.backprop.diagram.diagram import network_diagram
from pages.concepts.backprop.network_state import PROBABILITIES, Problem
from pages.concepts.backprop.walk.steps import place_name
from pages.concepts.backprop.walk.telling import Telling
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.article_text import printed_in_walk
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.plain import plain
from pages.shared.state import State, by_hand, integer

MOST_STEPS = 999
ROUNDS = 100
STATE = State("backprop", network_state.fields())
VIEW = State(
    "backprop.view",
    {"step": integer(0, 0, MOST_STEPS), "example": integer(1, 1, network_state.MOST_EXAMPLES)},
)
PROBLEM = STATE.key("problem")
EDIT = VIEW.key("edit")
TURN = VIEW.key("turn")
SHOWN_SHAPE = STATE.key("shown_shape")
PRESETS = (
    Preset(
        N_("The article's example"),
        {},
        N_(
            "Two inputs, two hidden units of the same weights, one output. Walk through it: where the article prints "
            "another number, the line says which and why."
        ),
    ),
    Preset(
        N_("XOR"),
        {
            "shape": (2, 3, 1),
            "activations": ("tanh", "sigmoid"),
            "weights": None,
            "inputs": ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)),
            "targets": ((0.0,), (1.0,), (1.0,), (0.0,)),
            "loss": "binary_crossentropy",
            "rate": 2.0,
            "seed": 4,
        },
        N_(
            "No straight line parts these four examples, so a hidden layer has to. Take a hundred updates a few times "
            "and look at each example again: the outputs come close to 0, 1, 1, 0."
        ),
    ),
    Preset(
        N_("A dead ReLU"),
        {
            "activations": ("relu", "linear"),
            "weights": (0.5, 0.4, 0.1, 0.3, -0.6, -3.0, 0.7, 0.8, 0.2),
            "targets": ((3.0,),),
            "rate": 0.1,
        },
        N_(
            "The second hidden unit has z below zero. Its slope is 0, so its delta is 0, so its gradients are 0, and "
            "no update will ever move its weights. Slide its bias up until it wakes."
        ),
        failure=True,
    ),
)


def change(values: Mapping[str, Any]) -> None:
    """Take new values when they make a problem that can be computed; otherwise keep the sentence and the old ones."""
    before = STATE.values()
    try:
        STATE.set(**values)
        network_state.check_limits(network_state.problem_of(STATE))
    except InputError as error:
        STATE.set(**before)
        complain(error)


def complain(error: InputError) -> None:
    """Keep the sentence for as long as the state stays what it was: a step of the walk does not wipe it away."""
    st.session_state[PROBLEM] = (error.message, STATE.values())


def complaint() -> str:
    message, values = st.session_state.get(PROBLEM, ("", None))
    return str(message) if values == STATE.values() else ""


def on_edit(edit: Mapping[str, Any]) -> None:
    """A change by hand on the drawing."""
    st.session_state[EDIT] = edit["number"]
    st.session_state.pop(PROBLEM, None)
    by_hand()
    if edit["op"] == "look":
        VIEW.set(example=int(edit["example"]) + 1)
        return
    try:
        problem = network_state.problem_of(STATE)
        example = min(VIEW["example"], len(problem.x)) - 1
        changed = network_state.edited(problem, edit, example=example, seed=STATE["seed"])
    except InputError as error:
        complain(error)
        return
    change(network_state.values_of(changed))
    if edit["op"] == "add_example":
        VIEW.set(example=len(changed.x))


def on_step(step: int, turn: int) -> None:
    """Where the walk rests now; `turn` is told back, so that the drawing knows which report has been heard."""
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
    """Put the updated weights in the place of the old ones, `count` times."""
    problem = network_state.problem_of(STATE)
    for _round in range(count):
        after = trace(problem.network, problem.x, problem.y, learning_rate=problem.learning_rate).after
        problem = replace(problem, network=after)
        try:
            network_state.check_limits(problem)
        except InputError as error:
            complain(error)
            return
    STATE.set(**network_state.values_of(problem))
    VIEW.set(step=0)


def opened() -> Problem:
    """The problem of the state; a link whose parts do not fit is told, and the article's example shown."""
    try:
        return network_state.problem_of(STATE)
    except InputError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
        STATE.set(**STATE.defaults())
        return network_state.problem_of(STATE)


def rewind(problem: Problem) -> None:
    """Another shape has another walk: begin it at its start. An example that is gone cannot be in view."""
    shape = network_state.values_of(problem)["shape"]
    if st.session_state.setdefault(SHOWN_SHAPE, shape) != shape:
        VIEW.set(step=0)
        st.session_state[SHOWN_SHAPE] = shape
    if VIEW["example"] > len(problem.x):
        VIEW.set(example=len(problem.x))


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
        st.number_input(
            _("Seed"),
            0,
            scaffold.HIGHEST_SEED,
            step=1,
            key=STATE.key("seed"),
            on_change=draw_weights,
            help=_("The same seed draws the same numbers again."),
        )


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


def is_the_articles(problem: Problem) -> bool:
    """Whether this is the article's worked example, whose printed numbers can be told beside ours."""
    return problem.learning_rate == article.LEARNING_RATE and STATE.values() == STATE.defaults()


def rows(telling: Telling) -> Iterator[dict[str, Any]]:
    """One row a number that training moves or needs: where, what, its value, its gradient twice, and the new value."""
    for index, (layer, proof) in enumerate(zip(telling.traced.layers, telling.proofs, strict=True)):
        for unit in range(layer.z.shape[1]):
            where = place_name(telling.traced, index, unit)
            at = (telling.example, unit)
            yield {_("where"): where, _("what"): "a", _("value"): layer.a[at]}
            yield {_("where"): where, _("what"): "z, δ", _("value"): layer.z[at], **proven(proof.delta, at)}
            for source in range(layer.a_in.shape[1]):
                yield {
                    **{_("where"): where, _("what"): f"w{source + 1}", _("value"): layer.layer.weights[source, unit]},
                    **proven(proof.weights, (source, unit)),
                    _("after the update"): layer.after.weights[source, unit],
                }
            yield {
                **{_("where"): where, _("what"): "b", _("value"): layer.layer.biases[unit]},
                **proven(proof.biases, (unit,)),
                _("after the update"): layer.after.biases[unit],
            }


def proven(proof: Proof, at: tuple[int, ...]) -> dict[str, float]:
    return {
        _("gradient"): float(proof.analytic[at]),
        _("finite differences"): float(proof.numeric.slope[at]),
        _("relative error"): float(proof.apart[at]),
    }


def told(problem: Problem) -> Telling:
    traced: Trace = trace(problem.network, problem.x, problem.y, learning_rate=problem.learning_rate)
    printed = printed_in_walk() if is_the_articles(problem) else {}
    return Telling(traced, prove(traced), VIEW["example"] - 1, printed)


STATE.restore()
VIEW.restore()
scaffold.heading(
    _("Forward and backward"),
    _(
        "Numbers go **forward** to an output and a loss; blame goes **backward** to every weight. Walk through one "
        "step of training, one unit at a time. Every gradient is held against finite differences, computed as you look."
    ),
)
scaffold.presets(STATE, PRESETS)
problem = opened()
rewind(problem)
telling = told(problem)
network_diagram(
    telling,
    VIEW["step"],
    st.session_state.get(TURN, 0),
    key=f"backprop.network.{i18n.language()}",
    edit=st.session_state.get(EDIT, 0),
    problem=complaint(),
    on_edit=on_edit,
    on_step=on_step,
)
updates()
controls()
scaffold.table(lambda: pd.DataFrame(list(rows(telling))))
STATE.keep()
VIEW.keep()
