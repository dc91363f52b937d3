"""A design kept, opened and handed on: versions in this workspace, a file, a link, Keras code and a drawing."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import InputError
from core.export.design.drawing import draw_network
from core.export.design.keras_code import write_keras_code
from core.i18n import _
from core.networks.budget.budget import Budget
from core.networks.design.blocks import Design
from core.networks.design.lowering import Lowered
from core.networks.design.names import make_slug
from core.networks.design.starts import STARTS
from core.specs.designs.design_file import format_design, parse_design
from core.specs.designs.link import fits_into_link
from core.specs.designs.store import list_designs, list_versions, load_design, save_design
from pages.shared.plain import escape_markdown
from pages.training.design.state import change, get_design

NAME, KEPT, OPENED, PROBLEM, START = (f"design.{name}" for name in ("name", "kept", "opened", "problem", "start"))


def choose_start() -> None:
    """Begin anew: from a network that is there, from one that was kept here, or from nothing."""
    kept = {f"kept:{name}": name for name in list_designs()}
    options = {name: _(start.title) for name, start in STARTS.items()} | kept
    st.selectbox(
        _("Start from"), list(options), index=None, key=START, format_func=options.__getitem__, on_change=_start,
        placeholder=_("a network that is there, or nothing"),
    )  # fmt: skip


def _start() -> None:
    name = st.session_state[START]
    st.session_state[START] = None
    if name and name.startswith("kept:"):
        _try(lambda: load_design(name.removeprefix("kept:")))
    elif name:
        change(STARTS[name].build(), (0,))


def files(lowered: Lowered, budget: Budget) -> None:
    """The name with its versions, and every form in which the design leaves."""
    design = get_design()
    st.session_state[NAME] = design.name
    name, keep = st.columns([3, 2], vertical_alignment="bottom")
    name.text_input(_("Name"), key=NAME, max_chars=60, on_change=_rename)
    keep.button(_("Keep this version"), icon=":material/save:", on_click=_keep, width="stretch")
    if versions := list_versions(design.name):
        st.pills(
            _("Versions"), versions, key=KEPT, on_change=_open_version, default=None,
            format_func=lambda number: _("version {number}").format(number=number),
        )  # fmt: skip
    with st.container(horizontal=True):
        _downloads(design, lowered, budget)
    with st.popover(_("Open a design"), icon=":material/folder_open:"):
        st.file_uploader(_("Open a file"), "json", key=OPENED, on_change=_open_file, max_upload_size=1)
    if problem := st.session_state.pop(PROBLEM, None):
        st.error(escape_markdown(str(problem)), icon=":material/error:")
    st.caption(
        _("The address of this page holds the whole design: send it, and the other sees this network.")
        if fits_into_link(design)
        else _("This design is too large for an address. Send it as a file.")
    )


def _downloads(design: Design, lowered: Lowered, budget: Budget) -> None:
    name = make_slug(design.name)
    st.download_button(
        _("Design"), format_design(design), f"{name}.json", "application/json", icon=":material/download:"
    )
    if lowered.problem:
        return
    try:
        code = write_keras_code(lowered)
        st.download_button(_("Keras code"), code, f"{name}.py", "text/x-python", icon=":material/code:")
    except InputError as error:
        st.caption(escape_markdown(str(error)))
    drawing = draw_network(budget, design.name)
    st.download_button(_("Drawing"), drawing, f"{name}.svg", "image/svg+xml", icon=":material/image:")


def _rename() -> None:
    _try(lambda: _with_name(get_design(), st.session_state[NAME].strip()))


def _with_name(design: Design, name: str) -> Design:
    return parse_design(format_design(design.model_copy(update={"name": name})).encode(), name=name)


def _keep() -> None:
    version = save_design(get_design())
    st.toast(_("Kept as version {number}.").format(number=version), icon=":material/check:")


def _open_version() -> None:
    number = st.session_state[KEPT]
    if number is not None:
        _try(lambda: load_design(get_design().name, number))


def _open_file() -> None:
    file: UploadedFile | None = st.session_state[OPENED]
    if file is not None:
        _try(lambda: parse_design(file.getvalue(), name=file.name))


def _try(read: Callable[[], Design]) -> None:
    """Take the design that `read` returns; what is wrong is said below the place where it was asked for."""
    try:
        change(read(), (0,))
    except InputError as error:
        st.session_state[PROBLEM] = error.message
