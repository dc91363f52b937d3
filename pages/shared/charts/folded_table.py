"""The numbers of a picture as a table, folded away until someone wants them."""

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.i18n import _
from pages.shared.charts.download.csv_download import csv_download

NEEDLESS = re.compile(r"^(the|all|these)\b|\bas (a table|numbers)$", re.IGNORECASE)  # of a label, in a file's name


def folded_table(
    make: Callable[[], pd.DataFrame], *, label: str, name: str | None = None, hide_index: bool = True
) -> None:
    """A line `label` (marked by N_) to unfold; only then is the table made, sent, and its large script loaded.

    Below the unfolded table stands a button that hands it out as `name`.csv, by default named after the label.
    """
    folded = st.expander(_(label), icon=":material/table:", key=build_key(label), on_change="rerun")
    if folded.open:
        with folded:
            table = make()
            st.dataframe(table, hide_index=hide_index)
            csv_download(lambda: table, name=name or build_file_name(label), index=not hide_index)


def build_key(label: str) -> str:
    """The key under which the session remembers whether the table is unfolded."""
    return f"table.{label}"


def build_file_name(label: str) -> str:
    """Such as ``curves`` of "The curves as a table", without an ending."""
    short = NEEDLESS.sub("", NEEDLESS.sub("", label).strip()).strip() or label
    return re.sub(r"[^a-z0-9]+", "-", short.lower()).strip("-")
