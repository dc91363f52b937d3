"""Whether the figures are out of date after decisions about the pictures, and a button that makes them anew."""

import streamlit as st

from core.data import datasets
from core.errors import InputError
from core.evaluation.outdated import count_outdated
from core.i18n import _, ngettext
from core.tasks.models import evaluate
from core.tasks.models.evaluate import EVALUATE, EvaluationRequest
from pages.inference.evaluate.judged import Judged
from pages.shared.jobs.job_section import follow, job_section

AGAIN = "evaluate.again"


def offer_again(judged: Judged) -> None:
    """Nothing where the figures are up to date, or their dataset is gone."""
    try:
        dataset = datasets.load(judged.dataset)
        changed = count_outdated(judged.found, dataset, judged.part)
    except InputError:  # the galleries and slices say that it is gone or damaged
        return
    if not changed:
        return
    request = EvaluationRequest(model=judged.model.id, dataset=judged.dataset, split=judged.part)
    key = f"{AGAIN}.{request.model}.{request.dataset}.{request.split}"
    if job_section(key, EVALUATE, lambda asked: asked == request):
        return
    text = ngettext(
        "{n} picture was relabelled, moved, left out or added since this evaluation. The figures are from before.",
        "{n} pictures were relabelled, moved, left out or added since this evaluation. The figures are from before.",
        changed,
    )
    st.info(text.format(n=f"{changed:,}"), icon=":material/history:")
    if st.button(_("Evaluate again"), icon=":material/refresh:", key=AGAIN):
        follow(key, evaluate.start(judged.model, dataset, judged.part))
