"""A spec as a file: what the form asks for saved, and a saved one opened again."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import InputError
from core.i18n import _
from core.specs.spec_file import format_spec, parse_spec
from core.specs.training_spec import TrainingSpec
from pages.shared.plain import escape_markdown
from pages.training.train.form_state import STATE, fill

OPENED = STATE.key("spec_file")
PROBLEM = STATE.key("spec_problem")


def spec_file(spec: TrainingSpec) -> None:
    """A button that saves the spec, and a place that takes one."""
    with st.popover(_("Save or open a spec"), icon=":material/description:", width="stretch"):
        st.caption(_("A spec is all of these settings in one file, for later, for others, or for `train --spec FILE`."))
        st.download_button(
            _("Save as a file"), format_spec(spec), "spec.json", "application/json", icon=":material/download:"
        )
        st.file_uploader(_("Open a file"), "json", key=OPENED, on_change=_open)
        if problem := st.session_state.pop(PROBLEM, None):
            st.error(escape_markdown(str(problem)), icon=":material/error:")


def _open() -> None:
    file: UploadedFile | None = st.session_state[OPENED]
    if file is None:
        return
    try:
        fill(parse_spec(file.getvalue(), name=file.name))
    except InputError as error:
        st.session_state[PROBLEM] = error.message
