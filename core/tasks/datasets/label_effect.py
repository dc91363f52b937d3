"""Measuring the effect of the decisions about suspect labels, as a job; it is saved with the dataset."""

from pydantic import BaseModel, ConfigDict

from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick


class LabelEffectRequest(BaseModel):
    """Of whose decisions to measure the effect."""

    model_config = ConfigDict(frozen=True)

    dataset: str


LABEL_EFFECT = Kind(
    name="label_effect",
    title=N_("Effect of the decisions"),
    spec=LabelEffectRequest,
    work="core.tasks.datasets.label_effect:work",
)


def start(dataset: Dataset) -> JobFolder:
    """Measure the effect of the decisions so far."""
    kind = choose_launcher(LABEL_EFFECT, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, LabelEffectRequest(dataset=dataset.name), dataset.name)


def work(context: JobContext[LabelEffectRequest]) -> None:
    """Its result is a `core.curation.labels.label_effect.Effect`."""
    # Imported here: starting or showing a job does not need what does it.
    from core.curation.labels import label_check, label_effect

    dataset = datasets.load(context.spec.dataset)
    check = label_check.load(dataset)
    if check is None:
        raise InputError(
            N_("The labels of {name} were not checked yet. Look for suspect labels first."), name=dataset.name
        )
    context.phases.enter("looking")
    effect = label_effect.measure(dataset, check, progress=context.phases.progress, cancel=context.cancel)
    context.job.write_result(effect)
