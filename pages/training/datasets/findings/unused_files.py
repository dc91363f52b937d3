"""Files of a dataset that are not used, each with the reason and what to do."""

import streamlit as st

from core.curation.checks.unused_files import UnusedFiles
from core.data.datasets import Dataset
from core.i18n import _
from pages.training.datasets.findings.problems_table import problems_table


def unused_files(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_(UnusedFiles.title), help=_(UnusedFiles.about))
    problems = UnusedFiles().find(dataset)
    if not problems:
        st.success(_("Every file could be used."), icon=":material/check_circle:")
        return
    problems_table(problems, section=UnusedFiles.name)
