"""The choice of a trained model, which both screens of the inference begin with."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from core.charts.probabilities import per_cent
from core.errors import InputError
from core.i18n import _
from core.inference import imagenet
from core.inference.choices import Choice, choices
from core.inference.predict import classifier
from core.inference.session import Classifier
from core.runs import folder
from core.runs.folder import RunFolder
from pages.shared import address
from pages.shared.caches import cache_resource
from pages.shared.plain import plain

TRAIN = "pages/training/train/page.py"
NAME = "run"
HELD = 2  # models; one of the article at 224 px takes 100 MB


@cache_resource(max_entries=HELD)
def _held(run_id: str, version: int) -> Classifier:
    return classifier(imagenet.find(run_id))


def model_of(run: RunFolder) -> Classifier:
    """The run's model, held for all readers and read again when its file has changed.

    Raises:
        InputError: the run has none, or it is damaged.

    """
    version = run.onnx_model.stat().st_mtime_ns if run.onnx_model.exists() else 0
    return _held(run.run_id, version)


def choose_run(screen: str) -> RunFolder:
    """Ask for a model: those of the runs, the newest at first, and the pretrained network, which is always there."""
    labels = {choice.run_id: _label(choice) for choice in choices()}
    labels[imagenet.NAME] = _("ImageNet (1,000 classes) · ready without training")
    _explain_a_missing_one(labels)
    run = imagenet.find(address.select(_("Model"), labels, name=NAME, screen=screen))
    if len(labels) == 1:
        st.caption(_("No run has ended with a model of your own classes yet."))
        st.page_link(TRAIN, label=_("Train one"), icon=":material/play_arrow:")
    return run


def _explain_a_missing_one(found: Mapping[str, str]) -> None:
    asked = st.query_params.get(NAME)
    if asked is None or asked in found:
        return
    try:
        run = folder.find(asked)
        run.spec()
        classifier(run)
    except InputError as error:
        st.warning(plain(str(error)), icon=":material/warning:")


def _label(choice: Choice) -> str:
    accuracy = (
        _("not tested")
        if choice.accuracy is None
        else _("test accuracy {accuracy}").format(accuracy=per_cent(choice.accuracy))
    )
    when = f"{datetime.fromtimestamp(choice.created):%Y-%m-%d %H:%M}"
    return " · ".join((choice.architecture, choice.dataset, accuracy, when))
