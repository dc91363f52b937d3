"""Bring in a bundle that was exported elsewhere, and remove what was brought in."""

from pathlib import Path

import streamlit as st

from core.data.names import suggest_name
from core.errors import InputError
from core.i18n import _
from core.inference.imported import imported_model
from core.inference.model import Model
from core.inference.models import list_models
from core.tasks.models import import_model
from core.tasks.models.import_model import IMPORT_MODEL, ImportResult
from core.units import join_names
from pages.shared import address
from pages.shared.allowance import largest_upload
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.plain import escape_markdown

JOB = "import.job"
RESULT = "import.result"  # in the session: what the last import from here has brought
MEGABYTES = 1000
PREDICT = "pages/inference/predict/page.py"


def import_form() -> None:
    """The section of the screen."""
    st.subheader(_("Bring a model in"))
    st.write(
        _(
            "A bundle that another Glassbox has exported (a zip). Only its ONNX file is used, checked and run in a "
            "process with limits. Keras and PyTorch files of others are refused: loading them can run code."
        )
    )
    if not job_section(JOB, IMPORT_MODEL, lambda _request: True):
        _ask()
    if job := take_ended(JOB):
        st.session_state[RESULT] = job.read_result(ImportResult)
        st.rerun()
    if result := st.session_state.get(RESULT):
        _tell(result)


def _ask() -> None:
    file = st.file_uploader(_("Bundle (zip)"), max_upload_size=largest_upload(MEGABYTES), key="import.file")
    if file is None:
        return
    suggested = suggest_name(Path(file.name).stem, [model.id for model in list_models()])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(_("Name"), value=suggested, key=f"import.name.{file.file_id}")
        pressed = st.button(_("Import"), icon=":material/input:", key="import.start", type="primary")
    if pressed:
        st.session_state.pop(RESULT, None)
        try:
            job = import_model.start_upload(file, name)
        except InputError as error:
            st.error(escape_markdown(str(error)), icon=":material/error:")
            return
        follow(JOB, job)


def _tell(result: ImportResult) -> None:
    text = _("{name} is imported. It tells apart: {classes}.").format(
        name=escape_markdown(result.model), classes=escape_markdown(join_names(result.classes))
    )
    st.success(text, icon=":material/check_circle:")
    st.page_link(
        PREDICT, label=_("Ask it about pictures"), icon=":material/image_search:", query_params={"run": result.model}
    )


def removal(model: Model) -> None:
    """A button that removes the model, where it was imported."""
    if imported_model.find(model.id) is None:
        return
    with st.popover(_("Remove this imported model"), icon=":material/delete:"):
        st.write(_("It is deleted with its evaluations. Its bundle, wherever you have it, can be imported again."))
        st.button(_("Remove"), key="import.remove", type="primary", on_click=_remove, args=(model.id,))


def _remove(name: str) -> None:
    imported_model.remove(name)
    st.session_state.pop(RESULT, None)
    address.put(run=None)
