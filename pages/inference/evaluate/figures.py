"""The headline figures of an evaluation, each with its 95 % interval."""

import streamlit as st

from core.evaluation.answered import count_answered
from core.evaluation.headline import explain_rule, explain_scores
from core.evaluation.report.figure import Figure
from core.evaluation.report.figure_words import format_loss_interval, format_share_interval, name_figures, name_method
from core.i18n import _, sentences
from core.units import format_loss, format_score
from pages.inference.evaluate.judged import Judged
from pages.shared.plain import escape_markdown

BELOW = {"average_precision", "ece"}  # what the sections below show


def headline_figures(judged: Judged, positive: str | None) -> None:
    """A metric each, and below them what they are of."""
    report = judged.report
    figures = {**report.figures, **report.get_figures(positive)}
    names = {name: title for name, title in name_figures(report).items() if name not in BELOW}
    with st.grid(len(names), min_column_width=110):
        for name, title in names.items():
            _metric(name, title, figures[name], report.n)
    said = [*explain_scores(report, positive), *explain_rule(judged.found.rule)]
    if answered := count_answered(judged.found):
        said += answered.explain()
    pictures = _("{n} pictures.").format(n=f"{report.n:,}")
    st.caption(escape_markdown(sentences(pictures, *map(str, said))))


def _metric(name: str, title: str, figure: Figure, n: int) -> None:
    is_loss = name == "log_loss"
    value = format_loss(figure.value) if is_loss and figure.value is not None else format_score(figure.value)
    interval = format_loss_interval(figure) if is_loss else format_share_interval(figure)
    st.metric(
        title, value, delta=interval or None, delta_color="off", delta_arrow="off",
        help=_explain_interval(figure, n) if interval else None,
    )  # fmt: skip


def _explain_interval(figure: Figure, n: int) -> str:
    text = _("Below it, the 95% interval ({method}): how far it could vary by chance with {n} pictures.")
    return text.format(method=name_method(figure), n=f"{n:,}")
