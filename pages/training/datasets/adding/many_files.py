"""The field for hundreds of files: their count in place of a list of their names, and a way to empty it."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.i18n import _, ngettext
from core.units import format_bytes
from pages.shared.allowance import largest_upload

ROUND = "datasets.round"  # in the session: by field, how often it was emptied; a new one is empty


def many_files(label: str, accept: Literal["directory", True], *, name: str) -> list[UploadedFile]:
    """What was chosen; of more than a few files page.css shows only those that are on their way or have failed."""
    key = f"{name}.{st.session_state.get(ROUND, {}).get(name, 0)}"
    with st.container(key=f"many_files_{name}", gap="xsmall"):
        files = st.file_uploader(label, accept_multiple_files=accept, max_upload_size=largest_upload(), key=key)
        if files:
            _count(files, name)
    return files


def _count(files: Sequence[UploadedFile], name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        text = ngettext("{n} file is here, {size}.", "{n} files are here, {size}.", len(files))
        st.markdown(text.format(n=f"{len(files):,}", size=format_bytes(sum(file.size for file in files))))
        st.button(
            _("Choose others"), icon=":material/restart_alt:", type="tertiary", key=f"{name}.empty",
            on_click=_empty, args=(name,),
        )  # fmt: skip


def _empty(name: str) -> None:
    rounds: dict[str, int] = st.session_state.setdefault(ROUND, {})
    rounds[name] = rounds.get(name, 0) + 1
