"""The numbers of a picture as a table, folded away until someone wants them."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.i18n import _


def folded_table(
    make: Callable[[], pd.DataFrame],
    *,
    label: str,
    hide_index: bool = True,
    below: Callable[[pd.DataFrame], None] | None = None,
) -> None:
    """A line `label` (marked by N_) to unfold; only then is the table made, sent, and its large script loaded.

    `below` adds to the unfolded table what belongs to it, such as a download.
    """
    folded = st.expander(_(label), icon=":material/table:", key=build_key(label), on_change="rerun")
    if folded.open:
        with folded:
            table = make()
            st.dataframe(table, hide_index=hide_index)
            if below:
                below(table)


def build_key(label: str) -> str:
    """The key under which the session remembers whether the table is unfolded."""
    return f"table.{label}"
