"""The choice of a design of one's own: the one that a link brings, or one that was kept in this workspace."""

import streamlit as st

from core.errors import InputError
from core.i18n import _
from core.specs.designs.link import encode_design
from core.specs.designs.store import list_designs, load_design
from core.specs.network import describe_network
from core.specs.training_spec import DESIGNED, TrainingSpec
from pages.shared.plain import escape_markdown
from pages.training.train.form_state import STATE

DESIGN = "pages/training/design/page.py"
KEPT = "train.kept_design"


def has_design() -> bool:
    """Whether there is one to choose: by a link, or kept here."""
    return STATE["design"] is not None or bool(list_designs())


def require_design() -> None:
    """Before anything reads the form: a link to a design without one begins with the newest that is here."""
    if STATE["architecture"] != DESIGNED or STATE["design"] is not None:
        return
    names = list_designs()
    if names:
        STATE.set(design=load_design(names[0]))
    else:
        st.warning(
            _("The link names no design, and none is kept here. Choose another network."), icon=":material/link_off:"
        )
        STATE.set(architecture="compact")


def choose_design() -> None:
    """Which design it is, with the way to the screen that changes it."""
    design, names = STATE["design"], list_designs()
    if names:
        st.selectbox(
            _("Design"), names, index=names.index(design.name) if design.name in names else None, key=KEPT,
            on_change=_take, placeholder=design.name,
        )  # fmt: skip
    else:
        st.caption(escape_markdown(design.name))
    query = {"design": encode_design(design)}
    st.page_link(DESIGN, label=_("Look at it, or change it"), icon=":material/account_tree:", query_params=query)


def _take() -> None:
    if name := st.session_state[KEPT]:
        STATE.set(design=load_design(name))


def find_problem(spec: TrainingSpec, classes: int) -> InputError | None:
    """Why the network cannot be built for these pictures; None where it can."""
    try:
        describe_network(spec, classes)
    except InputError as error:
        return error
    return None
