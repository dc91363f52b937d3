"""A measured figure with its 95 % interval below it."""

import streamlit as st

from core.evaluation.report.figure import Figure
from core.evaluation.report.figure_words import format_interval_of, format_value, name_method
from core.i18n import _

NOTHING = "–"


def measured(name: str, title: str, figure: Figure, n: int | None) -> None:
    """A metric of the figure `name` of a report, which was measured on `n` pictures."""
    value, below = format_value(name, figure), format_interval_of(name, figure)
    explained = _explain_interval(figure, n) if below and n else None
    if figure.value is None:  # the words are too long for the size of a figure
        value, below, explained = NOTHING, value, _("It would be 0/0: there is no picture that it is a share of.")
    st.metric(title, value, delta=below or None, delta_color="off", delta_arrow="off", help=explained)


def _explain_interval(figure: Figure, n: int) -> str:
    text = _("Below it, the 95% interval ({method}): how far it could vary by chance with {n} pictures.")
    return text.format(method=name_method(figure), n=f"{n:,}")
