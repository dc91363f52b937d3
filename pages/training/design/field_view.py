"""What one number behind the chosen block sees of your own picture."""

from io import BytesIO

import streamlit as st

from core.data import datasets
from core.data.samples import choose_from_each_class
from core.errors import InputError
from core.i18n import N_, _
from core.inference.previews import encode_data_url
from core.networks.budget.budget import Budget, LayerBudget
from core.networks.design.lowering import Lowered, Place
from core.sketches import LABELS, draw
from pages.shared.browser.component import component
from pages.shared.caches import cache_data
from pages.shared.pictures.gallery import render_thumbnail
from pages.shared.plain import escape_markdown

PICTURES = 40  # to look through
LARGEST_SKETCH = 256  # pixels
SIDE = 260  # pixels on screen
KEY = "design.field"
DATASET = "design.field_dataset"
NUMBER = "design.field_number"
WHOLE = N_("Every number behind this block sees the whole picture.")
PART = N_("A number behind this block sees {size} × {size} pixels; its neighbour sees {step} px further on.")

_mount = component("training/design/field_view.js", styles=["training/design/field_view.css"])


def field_view(lowered: Lowered, budget: Budget, place: Place | None) -> None:
    """A picture with the window on it; it follows the pointer."""
    rows = [row for row in budget.rows if place and lowered.places[row.name][: len(place)] == place]
    if not rows and not lowered.problem:
        return
    if not rows:
        st.caption(_("Mend what does not fit, and see here what a number behind the block sees."))
        return
    row = rows[-1]
    source = _choose_picture()
    if source:
        _mount(key=KEY, data=_data(row, budget.image_size, source))
    st.caption(_tell(row))


def _tell(row: LayerBudget) -> str:
    return _(WHOLE) if row.field.whole else _(PART).format(size=row.field.size, step=row.field.step)


def _data(row: LayerBudget, side: int, source: str) -> dict[str, object]:
    places = row.output_shape[0] if len(row.output_shape) == 3 else 1
    field = row.field
    return {
        "src": source, "side": side, "places": places, "whole": field.whole, "size": field.size, "step": field.step,
        "start": field.start, "label": _("What a number sees of the picture; move it with the arrow keys"),
    }  # fmt: skip


def _choose_picture() -> str | None:
    """A picture of a dataset that is here, else a drawn one, as a data URL."""
    names, number = datasets.list_names(), st.session_state.get(NUMBER, 0)
    chosen, another = st.columns([3, 2], vertical_alignment="bottom")
    name = chosen.selectbox(_("Picture from"), names, key=DATASET, disabled=not names) if names else None
    another.button(_("Another picture"), icon=":material/shuffle:", on_click=_next_picture, width="stretch")
    if name is None:
        return _draw_sketch(number)
    try:
        dataset = datasets.load(name)
        records = choose_from_each_class(dataset, PICTURES)
        record = records[number % len(records)]
        return render_thumbnail(dataset.find_path(record), SIDE, name=record.path)
    except InputError as error:
        st.caption(escape_markdown(str(error)))
        return None


@cache_data(max_entries=32)
def _draw_sketch(number: int) -> str:
    file = BytesIO()
    draw(LABELS[number % len(LABELS)], number, LARGEST_SKETCH, seed=0).save(file, "JPEG", quality=90)
    return encode_data_url(file.getvalue())


def _next_picture() -> None:
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1
