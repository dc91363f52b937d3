"""The picture of the screen “The article, corrected”: one update at every learning rate, one of them in the hand."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.charts.style import BAD, GOOD
from core.concepts.article import OneUpdate
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "concepts/article/one_update.js", styles=["shared/charts/chart.css", "concepts/article/one_update.css"]
)


def one_update(
    updates: Sequence[OneUpdate], rate: float, before: float, *, key: str, on_rate: Callable[[float], None]
) -> None:
    """The losses after `updates`, in order of learning rate, beside the loss `before`; `rate` is one of theirs."""

    def report() -> None:
        on_rate(float(st.session_state[key]["rate"]))

    rates = [update.rate for update in updates]
    data = {
        "rates": rates,
        "at": rates.index(rate),
        "before": before,
        "lines": [
            {"kind": "right", "colour": GOOD, "name": _("with the right deltas"), "losses": [u.right for u in updates]},
            {"kind": "wrong", "colour": BAD, "name": _("with the printed deltas"),
             "losses": [u.printed for u in updates]},
        ],
        "words": {
            "label": _("Learning rate; move it with the arrow keys"),
            "rate": _("learning rate α"),
            "before": _("before the update:"),
        },
    }  # fmt: skip
    _mount(data=data, key=key, on_rate_change=report)
    chart_download(key, name="one-update")
