"""A measured figure with its 95 % interval below it."""

import streamlit as st

from core.evaluation.report.figure import Figure
from core.evaluation.report.figure_words import format_interval_of, format_value, name_method
from core.i18n import _


def measured(name: str, title: str, figure: Figure, n: int | None) -> None:
    """A metric of the figure `name` of a report, which was measured on `n` pictures."""
    interval = format_interval_of(name, figure)
    st.metric(
        title, format_value(name, figure), delta=interval or None, delta_color="off", delta_arrow="off",
        help=_explain_interval(figure, n) if interval and n else None,
    )  # fmt: skip


def _explain_interval(figure: Figure, n: int) -> str:
    text = _("Below it, the 95% interval ({method}): how far it could vary by chance with {n} pictures.")
    return text.format(method=name_method(figure), n=f"{n:,}")
