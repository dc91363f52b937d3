"""Choose what to train, press one button, and watch it learn. `?run=` in the address shows that run."""

import streamlit as st

from core.data import choices
from core.data.choices import Choice
from core.errors import InputError
from core.i18n import _
from core.runs import control, folder
from core.training.spec import TrainingSpec, spec_from
from pages.components.run_view import run_view
from pages.components.training_form import show_architecture, training_form

PREDICT = "pages/inference/predict.py"
EVALUATE = "pages/inference/evaluate.py"


def _ask() -> None:
    st.title(_("Train"))
    settings, network = st.columns([1, 1], gap="large")
    with settings:
        choice = _dataset()
        asked = training_form(choice)
        pressed = st.button(_("Train"), type="primary", icon=":material/play_arrow:", width="stretch")
    with network:
        show_architecture(
            str(asked["architecture"]), int(str(asked["image_size"])), choice.classes, int(str(asked["batch_size"]))
        )
    if pressed:
        st.query_params["run"] = control.start(spec_from(asked)).run_id
        st.rerun()


def _dataset() -> Choice:
    names = choices.names()
    name = st.selectbox(_("Dataset"), names, key="dataset", bind="query-params")
    choice = choices.choice(name)
    about = _("{images} pictures, {classes} classes").format(images=f"{choice.images:,}", classes=choice.classes)
    if choice.drawn:
        about += " · " + _("drawn by a program, not photos")
    st.caption(about)
    return choice


def _watch(run_id: str) -> None:
    run = folder.find(run_id)
    st.title(_("Training"))
    run_view(run)
    with st.container(horizontal=True, vertical_alignment="center"):
        if run.onnx_model.exists():
            query = {"run": run_id}
            st.page_link(PREDICT, label=_("Predict with it"), icon=":material/image_search:", query_params=query)
            st.page_link(EVALUATE, label=_("See where it errs"), icon=":material/grid_on:", query_params=query)
        st.button(_("Train another"), icon=":material/add:", on_click=_train_another, args=(run.spec(),))


def _train_another(spec: TrainingSpec) -> None:
    """Back to the form, filled in as for this run."""
    del st.query_params["run"]
    for name, value in spec.model_dump(exclude={"version", "image_size"}).items():
        st.session_state[name] = value
    st.session_state[f"image_size_{spec.dataset}"] = spec.image_size


try:
    if "run" in st.query_params:
        _watch(st.query_params["run"])
    else:
        _ask()
except InputError as error:
    st.error(str(error), icon=":material/error:")
