"""Evaluating a model on one split of a dataset, as a job; its predictions are saved with the model."""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Part
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick

if TYPE_CHECKING:
    from core.inference.model import Model


class EvaluationRequest(BaseModel):
    """Which model to judge, and on what: `imagenet` is the baseline that needs no training."""

    model_config = ConfigDict(frozen=True)

    model: str
    dataset: str
    split: Part


class EvaluationResult(BaseModel):
    """The share of `n` pictures that the model was right about."""

    n: int
    accuracy: float


EVALUATE = Kind(name="evaluate", title=N_("Evaluation"), spec=EvaluationRequest, work="core.tasks.models.evaluate:work")


def start(model: "Model", dataset: Dataset, split: Part) -> JobFolder:
    """Judge the model on that split, or on all pictures."""
    request = EvaluationRequest(model=model.id, dataset=dataset.name, split=split)
    kind = choose_launcher(EVALUATE, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, request, f"{model.id}-{dataset.name}-{split}")


def work(context: JobContext[EvaluationRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.evaluation.evaluate import evaluate
    from core.inference.models import find_model

    model, dataset = find_model(context.spec.model), datasets.load(context.spec.dataset)
    context.phases.enter("judging")
    report = evaluate(model, dataset, context.spec.split, progress=context.phases.progress, cancel=context.cancel)
    context.job.write_result(EvaluationResult(n=report.n, accuracy=report.summary.accuracy))
