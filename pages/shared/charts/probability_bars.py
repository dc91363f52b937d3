"""How probable the classes are for one picture: a bar each, with its number as text.

Drawn in HTML: a chart library's script takes longer to start in the browser than the whole prediction.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from core.charts.style import class_colour
from core.units import format_per_cent

_FLUSH = "margin:0;padding:0"  # a list of Streamlit's is indented
_LIST = f"{_FLUSH};display:grid;grid-template-columns:fit-content(45%) 1fr auto;gap:0.5rem 0.75rem;align-items:center"
_LABEL = f"{_FLUSH};font-weight:400;overflow:hidden;text-overflow:ellipsis;white-space:nowrap"
_TRACK = f"{_FLUSH};height:1.1rem;border-radius:3px;background:color-mix(in srgb,currentColor 8%,transparent)"
_NUMBER = f"{_FLUSH};text-align:right;font-variant-numeric:tabular-nums"


def probability_bars(probabilities: Mapping[str, float], classes: Sequence[str]) -> None:
    """The bars of `probabilities` in their order, in the colours that `classes` have everywhere."""
    rows = (_row(label, share, class_colour(label, classes)) for label, share in probabilities.items())
    st.html(f'<dl style="{_LIST}">{"".join(rows)}</dl>')


def _row(label: str, share: float, colour: str) -> str:
    name = escape(label)
    fill = f"width:{share:.2%};min-width:2px;height:100%;border-radius:3px;background:{colour}"
    return (
        f'<dt style="{_LABEL}" title="{name}">{name}</dt>'
        f'<dd style="{_TRACK}" aria-hidden="true"><div style="{fill}"></div></dd>'
        f'<dd style="{_NUMBER}">{escape(format_per_cent(share))}</dd>'
    )
