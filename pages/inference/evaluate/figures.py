"""The headline figures of an evaluation, each with its 95 % interval."""

import pandas as pd
import streamlit as st

from core.evaluation.answered import count_answered
from core.evaluation.headline import explain_rule, explain_scores
from core.evaluation.report.figure_words import name_figures
from core.evaluation.tables import tabulate_figures, tabulate_predictions
from core.i18n import _, sentences
from pages.inference.evaluate.judged import Judged, read_notes
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.plain import escape_markdown
from pages.shared.run.measured import measured

A_ROW = 6  # figures; more stand in two rows
NARROW, WIDE = 110, 150  # pixels, the least of a figure: as wide as the longest title has room for
BELOW = {"average_precision", "ece"}  # what the sections below show


def headline_figures(judged: Judged, positive: str | None) -> None:
    """A metric each, and below them what they are of."""
    report = judged.report
    figures = {**report.figures, **report.get_figures(positive)}
    names = {name: title for name, title in name_figures(report).items() if name not in BELOW}
    with st.grid(len(names), min_column_width=NARROW if len(names) <= A_ROW else WIDE):
        for name, title in names.items():
            measured(name, title, figures[name], report.n)
    said = [*explain_scores(report, positive), *explain_rule(judged.found.rule)]
    said += read_notes(judged.model, judged.dataset, judged.part, judged.raw).answers
    if answered := count_answered(judged.found):
        said += answered.explain()
    pictures = _("{n} pictures.").format(n=f"{report.n:,}")
    st.caption(escape_markdown(sentences(pictures, *map(str, said))))
    with st.container(horizontal=True):
        csv_download(lambda: pd.DataFrame(tabulate_figures(report)), name="figures", label=_("All figures as CSV"))
        csv_download(
            lambda: pd.DataFrame(tabulate_predictions(judged.found)), name="predictions", label=_("Predictions as CSV")
        )
