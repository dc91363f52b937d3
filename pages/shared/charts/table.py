"""A table with a button that hands it out as CSV: the one way in which a screen shows one."""

from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.charts.download.csv_download import csv_download


def table(frame: pd.DataFrame, *, name: str, hide_index: bool = True, **options: Any) -> Any:
    """`st.dataframe` of the frame with the file `name`.csv below it; what `st.dataframe` returns.

    `name` is unique on its screen. What a cell shows by a format stays a number in the file.
    """
    shown = st.dataframe(frame, hide_index=hide_index, **options)
    csv_download(lambda: frame, name=name, index=not hide_index)
    return shown
