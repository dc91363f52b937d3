"""What the pretrained network gets without any training: the number that every run has to beat."""

import streamlit as st

from core.charts.probabilities import per_cent
from core.data import datasets
from core.data.index import Split
from core.evaluation.evaluate import evaluate, load
from core.evaluation.metrics import Report
from core.i18n import _
from core.inference.imagenet_model import imagenet_model
from core.inference.model import Model
from pages.shared.progress import Progress


def baseline(model: Model, dataset: str, split: Split, report: Report) -> None:
    """One line beside the metrics, where the classes are sums of ImageNet's; on request where it takes a while."""
    untrained_model = imagenet_model()
    if model.id == untrained_model.id:
        st.caption(_("Nothing was trained here: the probabilities of ImageNet's classes are added up for each class."))
        return
    if untrained_model.mismatch(dataset, report.classes):
        return
    kept = load(untrained_model.evaluations, dataset, split)
    if kept is None:
        _offer(dataset, split)
        return
    untrained = kept.report().summary.accuracy
    text = _("Without any training, ImageNet's classes added up get {untrained}; this model gets {trained}.")
    st.caption(text.format(untrained=per_cent(untrained), trained=per_cent(report.summary.accuracy)))


def _offer(dataset: str, split: Split) -> None:
    place = st.empty()
    with place.container():
        asked = st.button(_("Compare with no training at all"), icon=":material/compare_arrows:", type="tertiary")
    if asked:
        with place.container():
            bar = Progress(_("Asking the pretrained network"))
            evaluate(imagenet_model(), datasets.load(dataset), split, bar)
        st.rerun()
