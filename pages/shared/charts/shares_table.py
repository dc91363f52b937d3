"""A table with columns of shares, which read as everywhere else, are sorted as numbers, and leave as CSV."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.units import format_per_cent
from pages.shared.charts.download.csv_download import csv_download


def shares_table(frame: pd.DataFrame, shares: Sequence[str], *, name: str, nothing: str = "–", **options: Any) -> Any:
    """`st.dataframe` of the frame; of the columns `shares` those that are no number show `nothing`.

    Below it the frame as the file `name`.csv, with all digits.
    """
    shown = frame.style.format(dict.fromkeys(shares, format_per_cent), na_rep=nothing)  # type: ignore[arg-type]
    found = st.dataframe(shown, hide_index=True, placeholder=nothing, **options)
    csv_download(lambda: frame, name=name)
    return found
