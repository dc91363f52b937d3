"""A table with columns of shares, which read as everywhere else and are sorted as numbers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.units import format_per_cent


def shares_table(frame: pd.DataFrame, shares: Sequence[str], *, nothing: str = "–", **options: Any) -> Any:
    """`st.dataframe` of the frame; of the columns `shares` those that are no number show `nothing`."""
    shown = frame.style.format(dict.fromkeys(shares, format_per_cent), na_rep=nothing)  # type: ignore[arg-type]
    return st.dataframe(shown, hide_index=True, placeholder=nothing, **options)
