"""What the updates have done: the loss over them, the border before and after, and the outputs of every example."""

from base64 import b64encode
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import CLASS_COLOURS
from core.concepts.learning import SIDE, probability_map
from core.concepts.network import Network
from core.concepts.progress import Progress
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

DIGITS = 4  # more than the picture shows

_mount = component(
    "concepts/backprop/progress/progress.js",
    styles=["shared/charts/chart.css", "concepts/backprop/progress/progress.css"],
)


def progress_chart(progress: Progress, *, changed: bool, key: str) -> None:
    """Draw what the updates have done; `changed` says that the network is another one by now."""
    st.subheader(_("Updates so far: {n}").format(n=len(progress.losses) - 1), anchor=False)
    _mount(key=key, data=progress_data(progress))
    chart_download(key, name="updates")
    if changed:
        st.caption(_("The network has been changed by hand since; the next update starts a new record."))
    elif progress.divides_plane:
        st.caption(_("Dots: the examples, in the colour of their target. Behind them: what the network answers."))


def progress_data(progress: Progress) -> dict[str, Any]:
    """Every number of the picture and its words."""
    return {
        "losses": round_to_digits(np.array(progress.losses), DIGITS),
        "examples": [
            {"x": x.tolist(), "y": y.tolist(), "before": before.tolist(), "after": after.tolist()}
            for x, y, before, after in zip(progress.x, progress.y, progress.before, progress.after, strict=True)
        ],
        "maps": _maps(progress) if progress.divides_plane else None,
        "side": SIDE,
        "window": [corner.tolist() for corner in progress.window],
        "colours": CLASS_COLOURS[:2],
        "words": {
            "loss": _("loss"),
            "updates": _("updates"),
            "maps": [_("before the updates"), _("after the updates")],
            "columns": [_("example"), _("target"), _("output before"), _("output after")],
        },
    }


def _maps(progress: Progress) -> list[str]:
    return [_map(network, progress) for network in (progress.first, progress.last)]


def _map(network: Network, progress: Progress) -> str:
    shades = (probability_map(network, *progress.window) * 255).round().astype(np.uint8)
    return b64encode(shades.tobytes()).decode()
