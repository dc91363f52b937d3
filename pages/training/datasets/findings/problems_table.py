"""Files of a dataset with what is wrong with each, as a table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.curation.checks.check import Problem
from core.i18n import _


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
        column_config={_("Why, and what to do"): st.column_config.TextColumn(width="large")},
    )
