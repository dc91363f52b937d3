"""Build a network from blocks, and see as it changes what it costs, what it sees, and what does not fit.

In the address: `?design=` the whole design, `&block=` the chosen block, and what the figures are for.
"""

import streamlit as st

from core.i18n import _
from core.networks.budget.budget import compute_budget
from core.networks.design.blocks import INITIALIZERS, KINDS, TITLES, Residual
from core.networks.design.edit import get_block, insert_block
from core.networks.design.lowering import Lowered, lower_as_far
from core.specs.designs.link import encode_design
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.training.design.block_list import block_list
from pages.training.design.costs import cost_table, costs, times
from pages.training.design.field_view import field_view
from pages.training.design.files import choose_start, files
from pages.training.design.first_batch import first_batch
from pages.training.design.properties import properties
from pages.training.design.state import FUTURE, PAST, STATE, can_go, change, get_chosen, get_design, redo, undo

TRAIN = "pages/training/train/page.py"
INITIALIZER = "design.initializer"
SEARCH = "pages/training/search/page.py"
ADDED = "design.added"
HEIGHT = 640  # pixels of the list, so that the numbers of a block stay beside it


def _bar() -> None:
    """Start, add, undo and redo."""
    start, new = st.columns(2, vertical_alignment="bottom")
    with start:
        choose_start()
    new.selectbox(
        _("Add a block"), list(KINDS), index=None, key=ADDED, format_func=lambda kind: _(TITLES[kind]), on_change=_add,
        placeholder=_("behind the chosen one"),
    )  # fmt: skip
    with st.container(horizontal=True, gap="xsmall"):
        st.button(_("Undo"), icon=":material/undo:", on_click=undo, disabled=not can_go(PAST))
        st.button(_("Redo"), icon=":material/redo:", on_click=redo, disabled=not can_go(FUTURE))


def _add() -> None:
    """Put a new block behind the chosen one, or into it where that is an empty residual block."""
    kind = st.session_state[ADDED]
    st.session_state[ADDED] = None
    if kind is None:
        return
    design, chosen = get_design(), get_chosen()
    place = (0,) if chosen is None else (*chosen[:-1], chosen[-1] + 1)
    outer = get_block(design, chosen) if chosen else None
    if chosen and isinstance(outer, Residual) and not outer.blocks:
        place = (*chosen, 0)
    change(insert_block(design, place, KINDS[kind]()), place)  # type: ignore[arg-type]  # every kind is a block


def _asked() -> None:
    """What the figures are for."""
    st.session_state[INITIALIZER] = get_design().initializer
    size, classes, batch = st.columns(3)
    size.number_input(_("Image size (px)"), 8, 512, step=16, key=STATE.key("size"))
    classes.number_input(_("Classes"), 2, 1000, key=STATE.key("classes"))
    batch.number_input(_("Batch size"), 1, 1024, step=8, key=STATE.key("batch"))
    st.selectbox(
        _("Initialiser of the weights"), list(INITIALIZERS), format_func=lambda name: _(INITIALIZERS[name]),
        key=INITIALIZER, on_change=_take_initializer,
    )  # fmt: skip


def _take_initializer() -> None:
    change(get_design().model_copy(update={"initializer": st.session_state[INITIALIZER]}))


def _end(lowered: Lowered) -> None:
    """What is wrong with the network as a whole, and the way to its training."""
    problem = lowered.problem
    if problem and get_block(get_design(), problem.place) is None:
        st.error(escape_markdown(str(problem)), icon=":material/error:")
    if problem:
        return
    link = {"design": encode_design(get_design())}
    train, vary = _("Train it on your pictures."), _("Let the machine vary it, and look for a better one.")
    onward(
        Step(train, TRAIN, _("Train"), {"architecture": "design", **link}),
        Step(vary, SEARCH, _("Search"), {"network": "design", **link}),
    )


st.title(_("Design"))
STATE.restore()
blocks, facts = st.columns([1, 1], gap="large")
with blocks:
    _bar()
lowered = lower_as_far(get_design(), STATE["size"], STATE["classes"])
budget = compute_budget(lowered.architecture)
with blocks, st.container(height=HEIGHT, border=False):
    block_list(lowered, budget)
with facts:
    with st.container(border=True):
        properties()
    costs(budget, STATE["batch"])
    times(budget, STATE["batch"])
    _asked()
    field_view(lowered, budget, get_chosen())
with blocks:
    _end(lowered)
if not lowered.problem:
    with st.expander(_("See it work before training"), icon=":material/science:", expanded=True):
        first_batch()
with st.expander(_("Keep, share, export"), icon=":material/ios_share:", expanded=True):
    files(lowered, budget)
with st.expander(_("Layer by layer"), icon=":material/table_rows:"):
    cost_table(lowered, budget)
STATE.keep()
