"""Ask a model about pictures: uploaded one by one or as a folder, taken with the camera, of the test split, or ours.

In the address: `?run=` the model, `&source=` where the pictures come from, `&sample=` the picked test picture,
`&example=` the picked one of ours, `&order=` and `&show=` how the gallery is sorted and what it shows.
"""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import InputError
from core.i18n import N_, _
from core.inference.model import Model
from core.inference.previews import render_preview
from pages.inference.predict.asking import ask, ask_for_folder, ask_for_photo, ask_for_uploads
from pages.inference.predict.examples import show_examples
from pages.inference.predict.guess import ask_for_guess
from pages.inference.predict.samples import show_samples
from pages.server.uploads import find_source
from pages.shared import address
from pages.shared.models.held_models import hold
from pages.shared.models.model_choice import choose_model
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown

SCREEN = "predict"
EVALUATE = "pages/inference/evaluate/page.py"
EXPORT = "pages/inference/export/page.py"
SOURCES = {
    "upload": N_("Upload"),
    "folder": N_("Folder"),
    "camera": N_("Camera"),
    "samples": N_("Test pictures"),
    "examples": N_("Examples"),
}
INPUTS = {"upload": ask_for_uploads, "folder": ask_for_folder, "camera": ask_for_photo}


def _ask(model: Model, files: list[UploadedFile]) -> None:
    """Have the files answered; on the first step of the path a single one after a guess."""
    if len(files) != 1 or ask_for_guess(files[0].name, lambda: render_preview(find_source(files[0]), files[0].name)):
        ask(model, files)


@st.fragment
def _show_answers(model: Model) -> None:
    """The pictures, and what the model says of them; only this part runs again when a picture comes."""
    try:
        sources = {name: _(title) for name, title in SOURCES.items()}
        source = address.switch(_("Pictures from"), sources, name="source", screen=SCREEN)
        if source == "samples":
            show_samples(model)
        elif source == "examples":
            show_examples(model)
        else:
            _ask(model, INPUTS[source]())
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    address.end()


st.title(_("Predict"))
chosen = choose_model(SCREEN)
try:
    loaded = hold(chosen)  # while the reader looks for a picture
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
else:
    _show_answers(loaded)
    why = _("One picture says little. See how often the model is right, and where it errs.")
    onward(
        Step(why, EVALUATE, _("Evaluate"), {"run": chosen.id}),
        Step(_("Good enough? Take it with you."), EXPORT, _("Export"), {"run": chosen.id}),
    )
