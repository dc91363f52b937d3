"""Files of a dataset that are not used, each with the reason and what to do."""

import pandas as pd
import streamlit as st

from core.curation.checks.unused_files import UnusedFiles
from core.data.datasets import Dataset
from core.i18n import _


def unused_files(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_(UnusedFiles.title), help=_(UnusedFiles.about))
    problems = UnusedFiles().find(dataset)
    if not problems:
        st.success(_("Every file could be used."), icon=":material/check_circle:")
        return
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
