"""The controls of the screen “Convolution and pooling”."""

import streamlit as st

from core.concepts.convolution.kernels import KERNELS
from core.i18n import N_, _
from pages.concepts.convolution.window_state import (
    IMAGES,
    MIX,
    MOST_LAYERS,
    OPERATIONS,
    OWN,
    PADDINGS,
    STATE,
    is_drawing,
    is_pooling,
    name_kernel,
    on_operation,
)
from pages.shared.concept_screen import scaffold

NAMES = {
    "identity": N_("identity"),
    "edges": N_("edges"),
    "vertical": N_("vertical edges (Sobel)"),
    "horizontal": N_("horizontal edges (Sobel)"),
    "blur": N_("blur"),
    "sharpen": N_("sharpen"),
    "emboss": N_("emboss"),
    OWN: N_("your own"),
}
CHANNELS = {"red": N_("Weight of red"), "green": N_("Weight of green"), "blue": N_("Weight of blue")}
KERNEL = STATE.key("named")


def choose_window() -> None:
    image, operation, what, padding = st.columns(4)
    with image:
        _select(N_("Picture"), "image", IMAGES)
    with operation:
        names = {name: _(text) for name, text in OPERATIONS.items()}
        st.selectbox(
            _("Operation"), list(names), format_func=names.__getitem__, key=STATE.key("operation"),
            on_change=on_operation,
        )  # fmt: skip
    with what:
        if is_pooling():
            st.slider(_("Size of the window"), 2, 4, key=STATE.key("size"))
        else:
            choose_kernel()
    with padding:
        _select(N_("Padding"), "padding", PADDINGS)
    stride, dilation, bias, back = st.columns(4, vertical_alignment="bottom")
    with stride:
        st.slider(_("Stride"), 1, 4, key=STATE.key("stride"))
    with back:
        st.toggle(
            _("Show the way back"),
            key=STATE.key("back"),
            help=_("The gradients, if the loss is the sum of all outputs."),
        )
    if is_pooling():
        return
    with dilation:
        st.slider(_("Dilation"), 1, 3, key=STATE.key("dilation"))
    with bias:
        scaffold.text_field(STATE, "bias", _("Bias b"))


def _select(label: str, name: str, options: dict[str, str]) -> None:
    names = {option: _(text) for option, text in options.items()}
    st.selectbox(_(label), list(names), format_func=names.__getitem__, key=STATE.key(name))


def choose_kernel() -> None:
    """The kernels that have a name; one that the reader wrote in the picture has none."""
    st.session_state[KERNEL] = name_kernel()
    known = [name for name in NAMES if name != OWN or st.session_state[KERNEL] == OWN]
    names = {name: _(NAMES[name]) for name in known}
    st.selectbox(_("Kernel"), known, format_func=names.__getitem__, key=KERNEL, on_change=_take_kernel)


def _take_kernel() -> None:
    if (name := st.session_state[KERNEL]) in KERNELS:
        STATE.set(kernel=KERNELS[name])


def choose_drawing() -> None:
    """Which drawing, and how much each of its channels counts; nothing for a picture of one channel."""
    if not is_drawing():
        return
    columns = st.columns(4)
    with columns[0]:
        scaffold.seed_field(STATE)
    if is_pooling():
        return
    for column, name in zip(columns[1:], MIX, strict=True):
        with column:
            st.slider(_(CHANNELS[name]), -3.0, 3.0, step=0.1, key=STATE.key(name))


def choose_layers() -> None:
    layers, pooled = st.columns([1, 3], vertical_alignment="bottom")
    with layers:
        st.slider(_("Layers"), 1, MOST_LAYERS, key=STATE.key("layers"))
    with pooled:
        st.toggle(_("Max pooling of 2 after each layer"), key=STATE.key("pooled"))
