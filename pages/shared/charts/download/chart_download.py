"""Two quiet buttons below a chart that save it as PNG and as SVG, made in the browser.

    st.plotly_chart(figure, key="evaluate.confusion")
    chart_download("evaluate.confusion", name="confusion-matrix")

The chart is found on the page by its key: a figure of `st.plotly_chart`, the figures of a `live_charts`, or a drawing
of a component of ours. It is saved as it is seen, zoom and colours included.
"""

import re

from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.browser.scripts import PLOTLY_ADDRESS

_mount = component("shared/charts/download/chart_download.js", styles=["shared/charts/download/chart_download.css"])


def chart_download(key: str, *, name: str) -> None:
    """Offer the chart of that key as `name`.png and `name`.svg."""
    _mount(
        key=f"download.{key}",
        data={
            "target": build_class(key),
            "name": name,
            "plotly": PLOTLY_ADDRESS,
            "words": {
                "save": _("Save the chart as {format}"),
                "nothing": _("Nothing is drawn here now: these are a table and words. Choose another view."),
                "failed": _("The chart could not be saved."),
            },
        },
    )


def build_class(key: str) -> str:
    """The class by which Streamlit marks the element with that key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
