"""What the pretrained network gets without any training: the number that every run has to beat."""

import streamlit as st

from core.data import datasets
from core.data.index import Split
from core.evaluation.evaluate import load
from core.evaluation.report.metrics import Report
from core.i18n import _
from core.inference.imagenet_model import make_imagenet_model
from core.inference.model import Model
from core.tasks.models import evaluate
from core.tasks.models.evaluate import EVALUATE, EvaluationRequest
from core.units import format_per_cent
from pages.shared.jobs.job_section import follow, job_section

JOB = "evaluate.baseline"


def baseline(model: Model, dataset: str, split: Split, report: Report) -> None:
    """One line beside the metrics, where the classes are sums of ImageNet's; on request where it takes a while."""
    untrained_model = make_imagenet_model()
    if model.id == untrained_model.id:
        st.caption(_("Nothing was trained here: the probabilities of ImageNet's classes are added up for each class."))
        return
    if untrained_model.explain_mismatch(dataset, report.classes):
        return
    kept = load(untrained_model.evaluations, dataset, split)
    if kept is None:
        _offer(dataset, split)
        return
    untrained = kept.get_report().summary.accuracy
    text = _("Without any training, ImageNet's classes added up get {untrained}; this model gets {trained}.")
    st.caption(text.format(untrained=format_per_cent(untrained), trained=format_per_cent(report.summary.accuracy)))


def _offer(dataset: str, split: Split) -> None:
    untrained = make_imagenet_model()
    request = EvaluationRequest(model=untrained.id, dataset=dataset, split=split)
    key = f"{JOB}.{dataset}.{split}"
    if job_section(key, EVALUATE, lambda asked: asked == request):
        return
    if st.button(_("Compare with no training at all"), icon=":material/compare_arrows:", type="tertiary"):
        follow(key, evaluate.start(untrained, datasets.load(dataset), split))
