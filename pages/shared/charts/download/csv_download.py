"""A quiet button below a table that hands it out as a CSV file, made when it is pressed."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.i18n import _


def csv_download(make: Callable[[], pd.DataFrame], *, name: str, label: str = "CSV", index: bool = False) -> None:
    """Offer the frame as `name`.csv; with `index` its row names are the first column.

    The file begins with a byte order mark, without which Excel reads Chinese as garbage.
    """
    st.download_button(
        label,
        lambda: encode_csv(make(), index=index),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        key=f"csv.{name}",
        help=_("Download this table"),
        on_click="ignore",
    )


def encode_csv(frame: pd.DataFrame, *, index: bool = False) -> bytes:
    return frame.to_csv(index=index).encode("utf-8-sig")
