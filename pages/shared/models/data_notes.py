"""What has to be said beside a figure about the pictures that it was measured on."""

from collections.abc import Iterable

import streamlit as st

from core.i18n import Message, sentences
from pages.shared.plain import escape_markdown


def data_notes(notes: Iterable[Message | str]) -> None:
    """One warning with all of the sentences, each once; nothing where there are none."""
    if told := list(dict.fromkeys(str(note) for note in notes)):
        st.warning(escape_markdown(sentences(*told)), icon=":material/gpp_maybe:")
