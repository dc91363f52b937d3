"""Export the decided dataset as a zip to download, or into folders or a zip on this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import streamlit as st

from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.jobs.folder import JobFolder
from core.tasks.datasets import export_dataset
from core.tasks.datasets.export_dataset import EXPORT_DATASET, DatasetExportResult, Form
from pages.shared import visitor
from pages.shared.file_download import file_download
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.plain import escape_markdown

RESULT = "export.result"  # in the session, by dataset: what the last export from here has written
ASKED = "export.asked"  # in the session, by dataset: the folder of an export that has not ended well yet
FORMS = {"folders": N_("Folders"), "zip": N_("A zip")}


def export_form(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("Export"))
    st.write(
        _("The pictures that are used, as they were decided: a folder for each split, and in it one for each class.")
    )
    key = f"export.job.{dataset.name}"
    if not job_section(key, EXPORT_DATASET, lambda request: request.dataset == dataset.name):
        _ask(dataset, key)
    if job := take_ended(key):
        st.session_state[f"{RESULT}.{dataset.name}"] = job.read_result(DatasetExportResult)
        st.session_state.pop(f"{ASKED}.{dataset.name}", None)
    if result := st.session_state.get(f"{RESULT}.{dataset.name}"):
        _tell(result)


def _ask(dataset: Dataset, key: str) -> None:
    if st.button(_("Export to download"), icon=":material/folder_zip:", key="export.download"):
        _start(key, lambda: export_dataset.start_download(dataset))
    if visitor.is_hosted():
        return
    asked = st.session_state.get(f"{ASKED}.{dataset.name}", "")
    with st.expander(_("Into a folder of this machine"), expanded=bool(asked)):
        form = st.segmented_control(
            _("Form"), list(FORMS), format_func=lambda one: _(FORMS[one]), key="export.form", default="folders",
            required=True,
        )  # fmt: skip
        folder = st.text_input(
            _("Folder of this machine"), asked, key="export.folder", placeholder=_("an empty or a new folder")
        )
        pressed = st.button(_("Export"), icon=":material/folder:", key="export.start", disabled=not folder.strip())
    if pressed:
        st.session_state[f"{ASKED}.{dataset.name}"] = folder
        target = Path(folder.strip()).expanduser()
        if not target.is_absolute():
            st.error(_("Write the folder from its root, such as {example}.").format(example=Path.home() / "pictures"))
            return
        _start(key, lambda: export_dataset.start(dataset, cast(Form, form), target))


def _start(key: str, start: Callable[[], JobFolder]) -> None:
    try:
        job = start()
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    follow(key, job)


def _tell(result: DatasetExportResult) -> None:
    n, path = result.pictures, Path(result.path)
    if export_dataset.is_for_download(path):
        if not path.exists():  # its job was removed
            return
        text = ngettext("A zip with {n} picture is ready.", "A zip with {n} pictures is ready.", n)
        st.success(text.format(n=f"{n:,}"), icon=":material/check_circle:")
        file_download(path, key="export.file")
    else:
        text = ngettext("{n} picture was written to {path}.", "{n} pictures were written to {path}.", n)
        st.success(text.format(n=f"{n:,}", path=escape_markdown(result.path)), icon=":material/check_circle:")
    renamed = _("The class {label} has the folder {folder}, since not every system takes its name.")
    for label, folder in result.renamed.items():
        st.caption(renamed.format(label=escape_markdown(label), folder=escape_markdown(folder)))
