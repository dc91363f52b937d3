"""The picture of a sentence's attention: lines from word to word, and each head's weights as a matrix."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.charts.style import CLASS_COLOURS
from core.concepts.attention.heads import AttentionTrace
from core.i18n import _
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "concepts/attention/words/pairs.js", styles=["shared/charts/chart.css", "concepts/attention/words/pairs.css"]
)


def pairs_chart(
    traced: AttentionTrace,
    words: list[str],
    *,
    pair: tuple[int, int, int],
    key: str,
    on_pair: Callable[[int, int, int], None],
) -> None:
    """The weights of all heads; `on_pair` hears which head, row and column the reader has chosen."""

    def report_pair() -> None:
        on_pair(*st.session_state[key]["pair"])

    _mount(data=_data(traced, words) | {"pair": pair}, key=key, on_pair_change=report_pair)
    chart_download(key, name="attention")


def _data(traced: AttentionTrace, words: list[str]) -> dict[str, Any]:
    return {
        "words": words,
        "weights": traced.weights.round(4).tolist(),
        "colours": CLASS_COLOURS[: len(traced.weights)],
        "texts": {
            "label": _("Weights of attention; choose a pair with the arrow keys, a head with Page Up and Page Down"),
            "lines": _("head {head}: whom “{word}” looks at"),
            "head": _("head {head}"),
            "pair": _("head {head}: “{row}” looks at “{column}” with the weight {weight}"),
        },
    }
