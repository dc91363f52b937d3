"""Checking every label with a classifier that was not trained on its picture, as a job; the predictions are saved."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Split
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick


class LabelCheckRequest(BaseModel):
    """Whose labels to check, and of which splits."""

    model_config = ConfigDict(frozen=True)

    dataset: str
    splits: Sequence[Split]


class LabelCheckResult(BaseModel):
    """How many labels are suspect."""

    suspects: int


LABEL_CHECK = Kind(
    name="label_check", title=N_("Suspect labels"), spec=LabelCheckRequest, work="core.tasks.datasets.label_check:work"
)


def start(dataset: Dataset, splits: Sequence[Split]) -> JobFolder:
    """Check the labels of these splits."""
    kind = choose_launcher(LABEL_CHECK, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, LabelCheckRequest(dataset=dataset.name, splits=splits), dataset.name)


def work(context: JobContext[LabelCheckRequest]) -> None:
    # Imported here: starting or showing a job does not need what does it.
    from core.curation.labels.label_check import check_labels

    dataset = datasets.load(context.spec.dataset)
    context.phases.enter("looking")
    check = check_labels(dataset, context.spec.splits, progress=context.phases.progress, cancel=context.cancel)
    context.job.write_result(LabelCheckResult(suspects=len(check.find_suspects())))
