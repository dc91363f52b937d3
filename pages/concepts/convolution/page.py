"""Convolution and pooling: a window that slides over a picture, with all its numbers, and what a stack of them sees."""

import streamlit as st

from core.concepts.convolution.receptive_field import see_through
from core.concepts.convolution.window_trace import WindowTrace
from core.i18n import N_, _
from pages.concepts.convolution.controls import choose_drawing, choose_layers, choose_window
from pages.concepts.convolution.field.field import show_field
from pages.concepts.convolution.formulas import window_formulas
from pages.concepts.convolution.notebook import list_calls
from pages.concepts.convolution.picture.picture import show_window
from pages.concepts.convolution.presets import PRESETS
from pages.concepts.convolution.tables import gradient_table, levels_table, output_table
from pages.concepts.convolution.window_state import (
    LEVEL_CELLS,
    PLACE,
    STATE,
    is_drawing,
    list_stack,
    read_mix,
    read_place,
    read_trace,
    read_value,
    take_hand,
)
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.onward import Step

INSIDE = "pages/inference/inside/page.py"
LAYERS = {"max": "MaxPooling2D", "average": "AveragePooling2D"}


def write_keras(trace: WindowTrace) -> str:
    """The same as a layer of Keras, with the shapes that it takes and gives."""
    window, shapes = trace.window, f"{trace.x.shape} -> {trace.output.shape}"
    if trace.kernel is None:
        arguments = f"{window.size}, strides={window.stride}, padding={window.padding!r}"
        return f"keras.layers.{LAYERS[STATE['operation']]}({arguments})\n# {shapes}"
    arguments = f"1, 3, strides={window.stride}, padding={window.padding!r}, dilation_rate={window.dilation}"
    return f"keras.layers.Conv2D({arguments})\n# {shapes}, {trace.kernel.size} + 1 = {trace.kernel.size + 1}"


def describe_keras(trace: WindowTrace) -> None:
    st.code(write_keras(trace), language="python")
    if trace.window.stride > 1 and trace.window.dilation > 1:
        st.caption(
            _("Keras refuses a stride and a dilation that are both above 1; the picture shows what they would do.")
        )


STATE.restore()
PLACE.restore()
scaffold.heading(
    _("Convolution and pooling"),
    _(
        "A convolution slides **one small window** over the whole picture: at each place the cells under it times its"
        " weights, added up. Change the weights, draw in the picture, and follow each number."
    ),
)
scaffold.presets(STATE, PRESETS)
choose_window()
choose_drawing()
trace = read_trace()
guide.tell(Facts(window=trace))
row, column = read_place(trace)
show_window(
    trace,
    STATE["operation"],
    kernel=STATE["kernel"],
    mix=read_mix(),
    place=(row, column),
    editable=not is_drawing(),
    back=STATE["back"],
    key=STATE.key("picture"),
    on_hand=take_hand,
)
st.caption(
    _(
        "The window follows the pointer; a click leaves it there. The arrow keys move it too. With **Draw** on, press"
        " cells of the picture, or move with the arrow keys and type a digit from 0 to 9."
    )
)
with scaffold.folded():
    window_formulas(trace, STATE["operation"], row, column, back=STATE["back"])
describe_keras(trace)

st.subheader(_("How far a value sees"))
choose_layers()
windows = list_stack()
value = read_value(windows)
show_field(LEVEL_CELLS, windows, value, key=STATE.key("field"), on_value=lambda value: PLACE.set(value=value))
st.caption(
    _(
        "The window from above, stacked and seen from the side, over {count} cells. Drag along the top row to choose a"
        " value: coloured is all that it depends on, its receptive field."
    ).format(count=LEVEL_CELLS)
)
levels = see_through(LEVEL_CELLS, windows, value)
scaffold.table(lambda: output_table(trace), label=N_("The output as a table"))
if STATE["back"]:
    scaffold.table(lambda: gradient_table(trace), label=N_("The gradient on the picture as a table"))
scaffold.table(lambda: levels_table(levels), label=N_("The receptive field as a table"))
take_along("pages/concepts/convolution/page.py", list_calls(trace))
next_concept(
    "pages/concepts/convolution/page.py",
    Step(
        _("The same in a whole network: your own photo through your own model, each map and each sum."),
        INSIDE,
        _("Inside your network"),
    ),
)
STATE.keep()
PLACE.keep()
