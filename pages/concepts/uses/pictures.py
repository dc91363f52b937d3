"""Pictures: a classifier that slides over a wide one finds where things are, and draws a map of them."""

import pandas as pd
import streamlit as st

from core.charts.concepts.boxes import Box, draw_boxes, draw_map
from core.content.recorded.panorama_features import PANORAMAS
from core.i18n import N_, _, ngettext
from core.inference.examples.panorama import Detection, Seen, look_everywhere
from core.sketches import LABELS
from core.sketches.panorama import draw_panorama
from core.units import format_per_cent
from pages.concepts.uses.state import STATE, STRIDES
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import scaffold


def pictures() -> None:
    """The controls, the detections, and the map of each class."""
    _show_controls()
    seen = look_everywhere(STATE["picture"], int(STATE["stride"]))
    found = seen.find(STATE["sure"], STATE["overlap"])
    st.subheader(_("Detection: what is where"))
    _show_detections(seen, found)
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
    st.plotly_chart(
        draw_boxes(draw_panorama(STATE["picture"]).picture, boxes),
        alt=_("A wide drawing of animals, with a box around each detection."),
        key="uses.boxes",
        config={"displayModeBar": False},
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


def _show_maps(seen: Seen) -> None:
    picture = draw_panorama(STATE["picture"]).picture
    for label, column in zip(LABELS, st.columns(2), strict=True):
        with column:
            st.markdown(f"**{_(label)}**")
            st.plotly_chart(
                draw_map(picture, seen.map_class(label), _(label)),
                alt=_("How probable {label} is at each place, as a map over the drawing.").format(label=_(label)),
                key=f"uses.map.{label}",
                config={"displayModeBar": False},
            )
            chart_download(f"uses.map.{label}", name=f"map-{label}")
    st.caption(
        _(
            "The brighter, the more probable: each pixel takes the mean of all windows over it. That is coarse;"
            " networks that are made for it give an answer for every pixel."
        )
    )


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
