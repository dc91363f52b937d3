"""The choice of a model, which both screens of the inference begin with."""

from collections.abc import Mapping

import streamlit as st

from core import recent
from core.errors import InputError
from core.evaluation.data_notes import explain_accuracy
from core.files import none_if_damaged
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.imported import imported_model
from core.inference.model import Model
from core.inference.models import choose_first, find_model, list_models
from core.intervals import format_measured
from pages.shared import address
from pages.shared.models.held_models import hold
from pages.shared.plain import escape_markdown

TRAIN = "pages/training/train/page.py"
NAME = "run"


def choose_model(screen: str, *, explain: bool = True) -> Model:
    """Ask for a model: those of the runs, the newest at first, and those that are always there.

    Where the address names none, it is the one that was opened last, else the best. What makes its accuracy worth less
    than it seems is said below, unless the screen shows figures of its own and says it there.
    """
    models = {model.id: model for model in list_models()}
    labels = {name: _label(model) for name, model in models.items()}
    _explain_a_missing_one(labels)
    model = models[address.select(_("Model"), labels, name=NAME, screen=screen, default=choose_first(models))]
    if st.query_params.get(NAME) == model.id:
        recent.remember("model", model.id)
    if explain:
        for note in explain_accuracy(model):
            st.caption(f":material/gpp_maybe: {escape_markdown(str(note))}")
    if not any(map(_is_of_run, models.values())):
        st.caption(_("No run has ended with a model of your own classes yet."))
        st.page_link(TRAIN, label=_("Train one"), icon=":material/play_arrow:")
    return model


def _explain_a_missing_one(found: Mapping[str, str]) -> None:
    asked = st.query_params.get(NAME)
    if asked is None or asked in found:
        return
    try:
        model = find_model(asked)
        _label(model)
        hold(model)
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")


def _label(model: Model) -> str:
    """The title, and how good it is."""
    try:
        accuracy = model.accuracy
    except InputError:
        return f"{model.title} · " + _("its test accuracy cannot be read")
    if imported_model.find(model.id) is not None:
        return model.title
    if accuracy is not None:
        text = _("test accuracy {accuracy}, in doubt") if explain_accuracy(model) else _("test accuracy {accuracy}")
        told = text.format(accuracy=format_measured(accuracy, model.accuracy_interval))
        return " · ".join([model.title, told, *([_("without its threshold")] if _has_threshold(model) else [])])
    return f"{model.title} · " + (_("not tested") if _is_of_run(model) else _("ready without training"))


def _has_threshold(model: Model) -> bool:
    """Whether a threshold is kept with it, by which it answers otherwise than it was tested."""
    rule = none_if_damaged(read_decision)(model)
    return rule is not None and rule.threshold is not None


def _is_of_run(model: Model) -> bool:
    """Whether it was trained here, even if on what cannot be read any more."""
    try:
        return model.training is not None
    except InputError:
        return True
