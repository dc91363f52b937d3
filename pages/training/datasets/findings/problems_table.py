"""Files of a dataset with what is wrong with each, as a table; a long one is folded away until someone wants it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.curation.checks.check import Problem
from core.curation.checks.imbalance import IMBALANCE
from core.curation.checks.missing_classes import CLASS_MISSING
from core.curation.checks.too_few import TOO_FEW
from core.i18n import _
from pages.shared.charts.table import table

TWO_LINES = 66  # pixels of a row: Streamlit breaks lines in rows of more than 64, and what to do comes last
OF_NO_FILE = frozenset({CLASS_MISSING, IMBALANCE, TOO_FEW})  # kinds of a class, or of a split
MOST_UNFOLDED = 100  # lines; ten thousand would take half a second at every draw of the screen


def problems_table(problems: Sequence[Problem], *, section: str) -> None:
    """A line a file, class or split: why, and what to do. `section` tells the table from others on the screen."""
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
                _name_place(problems): [problem.path for problem in problems],
                _("Why, and what to do"): [str(problem.reason) for problem in problems],
            }
        ),
        name=f"{section}-problems",
        row_height=TWO_LINES,
        column_config={_("Why, and what to do"): st.column_config.TextColumn(width="large")},
    )


def _name_place(problems: Sequence[Problem]) -> str:
    return _("Class or split") if {problem.kind for problem in problems} <= OF_NO_FILE else _("File")
