"""How a person says what their folders mean: choices behind a fold."""

import streamlit as st

from core.data.intake.archives.member_names import ENCODINGS
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.readings import NAMES
from core.i18n import N_, _

READING_NAMES = {
    "splits": N_("The folders are splits; the folders in them are the classes"),
    "classes": N_("The folders are the classes"),
    "subfolders": N_("The folders inside are the classes"),
    "joined": N_("The folders are joined; the folders in them are the classes"),
    "labels": N_("A table beside the pictures says the classes"),
    "names": N_("The file names begin with the classes"),
}


def choose_layout(key: str, *, packed: bool) -> LayoutChoices:
    """The choices behind a fold; with those of an archive if it is `packed`."""
    with st.expander(_("How the folders are read")):
        reading = st.selectbox(
            _("What the folders mean"),
            NAMES,
            index=None,
            format_func=lambda name: _(READING_NAMES[name]),
            placeholder=_("Found by what lies in them"),
            key=f"{key}_reading",
        )
        labels = st.text_input(_("Table of labels (CSV or JSON)"), key=f"{key}_labels", placeholder="labels.csv")
        left, right = st.columns(2)
        found = _("found by what it holds")
        path_column = left.text_input(_("Column of the pictures"), key=f"{key}_path", placeholder=found)
        label_column = right.text_input(_("Column of the classes"), key=f"{key}_label", placeholder=found)
        joined = st.checkbox(_("Join classes that differ in capitals or spaces"), key=f"{key}_joined")
        encoding = _choose_encoding(key) if packed else None
    return LayoutChoices(
        reading=reading, labels=labels.strip() or None, path_column=path_column.strip() or None,
        label_column=label_column.strip() or None, join_capitals=joined, names_encoding=encoding,
    )  # fmt: skip


def _choose_encoding(key: str) -> str | None:
    return st.selectbox(
        _("Encoding of the file names"), ENCODINGS, index=None, placeholder=_("guessed"), key=f"{key}_encoding"
    )
