"""Files of a dataset with what is wrong with each, as a table; a long one is folded away until someone wants it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.curation.checks.check import Problem
from core.i18n import _
from pages.shared.charts.table import table

TWO_LINES = 62  # pixels of a row: what to do comes at the end of its sentence, and must not be cut off
MOST_UNFOLDED = 100  # lines; ten thousand would take half a second at every draw of the screen


def problems_table(problems: Sequence[Problem], *, section: str) -> None:
    """A line a file: why, and what to do. `section` tells the table from others on the screen."""
    if len(problems) <= MOST_UNFOLDED:
        _show(problems, section)
        return
    label = _("All {n} files as a table").format(n=f"{len(problems):,}")
    folded = st.expander(label, icon=":material/table:", key=f"{section}.table", on_change="rerun")
    if folded.open:
        with folded:
            _show(problems, section)


def _show(problems: Sequence[Problem], section: str) -> None:
    table(
        pd.DataFrame(
            {
                _("File"): [problem.path for problem in problems],
                _("Why, and what to do"): [str(problem.reason) for problem in problems],
            }
        ),
        name=f"{section}-problems",
        row_height=TWO_LINES,
        column_config={_("Why, and what to do"): st.column_config.TextColumn(width="large")},
    )
