"""Pictures: a classifier that slides over a wide one finds where things are, and draws a map of them."""

from pathlib import Path

import pandas as pd
import streamlit as st

from core.charts.concepts.boxes import Box, draw_boxes, draw_map
from core.charts.style import PlainFigure
from core.concepts.uses.windows import average_over_pixels, suppress
from core.content.recorded.features.panorama import PANORAMAS, SIDE
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _, ngettext
from core.inference.examples.panorama import Detection, Seen, look_everywhere, overlap
from core.sketches import LABELS
from core.sketches.panorama import HEIGHT, WIDTH, draw_panorama
from core.units import format_per_cent
from pages.concepts.uses.state import STATE, STRIDES
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import latex, scaffold

CSS = Path(__file__).with_name("pictures.css")


def pictures() -> None:
    """The controls, the detections, and the map of each class."""
    st.html(CSS)
    _show_controls()
    seen = look_everywhere(STATE["picture"], int(STATE["stride"]))
    found = seen.find(STATE["sure"], STATE["overlap"])
    st.subheader(_("Detection: what is where"))
    _show_detections(seen, found)
    _show_closest_call(seen)
    st.subheader(_("Segmentation: which pixels belong to it"))
    _show_maps(seen)
    scaffold.table(lambda: windows_table(seen), label=N_("All windows as a table"))


def _show_controls() -> None:
    picture, stride, sure, overlap = st.columns(4)
    picture.selectbox(
        _("Picture"), range(PANORAMAS), format_func=lambda number: str(number + 1), key=STATE.key("picture")
    )
    stride.selectbox(
        _("Step of the window (px)"),
        STRIDES,
        key=STATE.key("stride"),
        help=_("The classifier looks at a square of 96 pixels, then moves by this much."),
    )
    sure.slider(_("Probability of at least"), 0.5, 0.99, step=0.01, key=STATE.key("sure"))
    overlap.slider(
        _("Most overlap of two boxes"),
        0.0,
        0.6,
        step=0.05,
        key=STATE.key("overlap"),
        help=_("Of two boxes that overlap by more, the less sure one goes (non-maximum suppression)."),
    )


def _show_detections(seen: Seen, found: list[Detection]) -> None:
    boxes = [Box(one.box, f"{_(one.label)} {format_per_cent(one.probability)}", one.is_right) for one in found]
    _show_wide(
        draw_boxes(draw_panorama(STATE["picture"]).picture, boxes),
        alt=_("A wide drawing of animals, with a box around each detection."),
        key="uses.boxes",
    )
    chart_download("uses.boxes", name="detections")
    right = sum(one.is_right for one in found)
    animals = len(seen.places)
    looked = ngettext("{n} window looked at.", "{n} windows looked at.", len(seen.boxes)).format(n=len(seen.boxes))
    st.caption(
        looked
        + " "
        + _("{right} of {animals} animals found, {wrong} wrong boxes (dashed).").format(
            right=right, animals=animals, wrong=len(found) - right
        )
    )


def _show_closest_call(seen: Seen) -> None:
    """Intersection over union, with the numbers of the window that was put out by the least."""
    symbols = r"\text{IoU}(A, B) = \frac{|A \cap B|}{|A \cup B|} = \frac{|A \cap B|}{|A| + |B| - |A \cap B|}"
    call = seen.find_closest_call(STATE["sure"], STATE["overlap"])
    if call is None:
        st.latex(symbols)
        return
    best, gone = call
    shared = SIDE**2 * 2 * overlap(*call) / (1 + overlap(*call))
    scaffold.formula(
        symbols,
        rf"\frac{{{shared:.0f}}}{{{SIDE}^2 + {SIDE}^2 - {shared:.0f}}} = {latex.number(overlap(*call))}"
        rf" > {STATE['overlap']:g}",
    )
    st.caption(
        _(
            "The closest call: the window {gone} says {label} with {less}, and goes, since the surer one at {best} with"
            " {more} shares more than the limit with it. Each place is the upper left corner in pixels."
        ).format(
            gone=_place(gone),
            best=_place(best),
            label=_(gone.label),
            less=format_per_cent(gone.probability),
            more=format_per_cent(best.probability),
        )
    )


def _place(one: Detection) -> str:
    return f"({one.box[0]:.0f}, {one.box[1]:.0f})"


def list_calls() -> list[Call]:
    """What the notebook computes: which windows stay, for each class, and the map of it."""
    seen = look_everywhere(STATE["picture"], int(STATE["stride"]))
    calls = []
    for number, label in enumerate(LABELS):
        passing = seen.list_passing(number, STATE["sure"])
        boxes, scores = seen.boxes[passing], seen.probabilities[passing, number]
        kept = {"boxes": boxes, "scores": scores, "most_overlap": STATE["overlap"]}
        calls.append(Call(f"kept_{label}", suppress, kept))
        place = {"boxes": seen.boxes, "scores": seen.probabilities[:, number], "width": WIDTH, "height": HEIGHT}
        calls.append(Call(f"map_{label}", average_over_pixels, place, shown=["max()"]))
    return calls


def _show_maps(seen: Seen) -> None:
    picture = draw_panorama(STATE["picture"]).picture
    for label, column in zip(LABELS, st.columns(2), strict=True):
        with column:
            st.markdown(f"**{_(label)}**")
            _show_wide(
                draw_map(picture, seen.map_class(label), _(label)),
                alt=_("How probable {label} is at each place, as a map over the drawing.").format(label=_(label)),
                key=f"uses.map.{label}",
            )
            chart_download(f"uses.map.{label}", name=f"map-{label}")
    st.caption(
        _(
            "The brighter, the more probable: each pixel takes the mean of all windows over it. That is coarse;"
            " networks that are made for it give an answer for every pixel."
        )
    )


def _show_wide(figure: PlainFigure, *, alt: str, key: str) -> None:
    """A drawing that is as high as its width lets it be, with no empty room above and below it on a phone."""
    with st.container(key=f"{key}.wide"):
        st.plotly_chart(figure, alt=alt, key=key, height="stretch", config={"displayModeBar": False})


def windows_table(seen: Seen) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("left"): seen.boxes[:, 0],
            _("top"): seen.boxes[:, 1],
            _("cat"): seen.probabilities[:, 0],
            _("dog"): seen.probabilities[:, 1],
            _("neither"): seen.probabilities[:, 2],
        }
    )
