"""Ask a model about pictures: uploaded one by one or as a folder, taken with the camera, or from the test split.

In the address: `?run=` the model, `&source=` where the pictures come from, `&sample=` the picked test picture,
`&order=` and `&show=` how the gallery is sorted and what it shows.
"""

import streamlit as st

from core.errors import InputError
from core.i18n import N_, _
from core.inference.model import Model
from pages.inference.predict.asking import ask, ask_for_folder, ask_for_photo, ask_for_uploads
from pages.inference.predict.samples import show_samples
from pages.shared import address
from pages.shared.models.model_choice import choose_model, hold
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown

SCREEN = "predict"
EVALUATE = "pages/inference/evaluate/page.py"
EXPORT = "pages/inference/export/page.py"
SOURCES = {"upload": N_("Upload"), "folder": N_("Folder"), "camera": N_("Camera"), "samples": N_("Test pictures")}
INPUTS = {"upload": ask_for_uploads, "folder": ask_for_folder, "camera": ask_for_photo}


@st.fragment
def _show_answers(model: Model) -> None:
    """The pictures, and what the model says of them; only this part runs again when a picture comes."""
    try:
        sources = {name: _(title) for name, title in SOURCES.items()}
        source = address.switch(_("Pictures from"), sources, name="source", screen=SCREEN)
        if source == "samples":
            show_samples(model)
        else:
            ask(model, INPUTS[source]())
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
