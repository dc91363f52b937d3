"""Files of a dataset with what is wrong with each, as a table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.curation.checks.check import Problem
from core.i18n import _

TWO_LINES = 62  # pixels of a row: what to do comes at the end of its sentence, and must not be cut off


def problems_table(problems: Sequence[Problem]) -> None:
    """A line a file: why, and what to do."""
    st.dataframe(
        pd.DataFrame(
            {
                _("File"): [problem.path for problem in problems],
                _("Why, and what to do"): [str(problem.reason) for problem in problems],
            }
        ),
        hide_index=True,
        row_height=TWO_LINES,
        column_config={_("Why, and what to do"): st.column_config.TextColumn(width="large")},
    )
