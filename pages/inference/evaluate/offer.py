"""What to do where a model was not evaluated on some pictures yet: a button that starts the job, and how far it is."""

import streamlit as st

from core.data import datasets
from core.data.index import Part
from core.evaluation.evaluate import find_damaged
from core.i18n import _
from core.inference.model import Model
from core.tasks.models import evaluate
from core.tasks.models.evaluate import EVALUATE, EvaluationRequest
from pages.shared import address
from pages.shared.jobs.job_section import follow, job_section
from pages.shared.models.held_models import hold
from pages.shared.plain import escape_markdown

SCREEN = "evaluate"
JOB = "evaluate.job"


def offer(model: Model, dataset: str, part: Part, text: str) -> None:
    """Say `text` and offer the evaluation; where it runs already, show how far it is."""
    request = EvaluationRequest(model=model.id, dataset=dataset, split=part)
    key = f"{JOB}.{model.id}.{dataset}.{part}"
    if job_section(key, EVALUATE, lambda asked: asked == request):
        return
    if damaged := find_damaged(model.evaluations, dataset, part):
        lost = _("{path} is damaged, so what this model said of these pictures is lost. Evaluate it again.")
        st.warning(escape_markdown(lost.format(path=damaged)), icon=":material/broken_image:")
    else:
        st.info(text, icon=":material/info:")
    pressed = st.button(_("Evaluate"), type="primary", icon=":material/play_arrow:", key=f"{key}.button")
    if pressed and not address.was_shown(SCREEN):
        st.warning(
            _("The choice changed while you pressed. Look at it again, then press Evaluate."), icon=":material/info:"
        )
    elif pressed:
        hold(model)  # one that cannot be loaded is told here, before a job is started
        follow(key, evaluate.start(model, datasets.load(dataset), part))
