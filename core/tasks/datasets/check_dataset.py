"""Running checks of a dataset that open its pictures, as a job; their problems are saved with the dataset."""

from pydantic import BaseModel, ConfigDict

from core.data import datasets
from core.data.datasets import Dataset
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick


class CheckRequest(BaseModel):
    """Which check of `core.curation.checks` to run over which dataset; without one, every check."""

    model_config = ConfigDict(frozen=True)

    dataset: str
    check: str | None = None


class CheckResult(BaseModel):
    """How many problems were found."""

    problems: int


CHECK_DATASET = Kind(
    name="check_dataset",
    title=N_("Check of a dataset"),
    spec=CheckRequest,
    work="core.tasks.datasets.check_dataset:work",
)


def start(dataset: Dataset, check: str) -> JobFolder:
    """Run the check of that name over the dataset."""
    kind = choose_launcher(CHECK_DATASET, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, CheckRequest(dataset=dataset.name, check=check), f"{check}-{dataset.name}")


def start_all(dataset: Dataset) -> JobFolder:
    """Run every check over the dataset."""
    kind = choose_launcher(CHECK_DATASET, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, CheckRequest(dataset=dataset.name), dataset.name)


def work(context: JobContext[CheckRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.curation import check_results
    from core.curation.checks import CHECKS, find_check
    from core.curation.known import ensure_measured

    dataset, found = datasets.load(context.spec.dataset), 0
    context.phases.enter("checking")
    ensure_measured(dataset, progress=context.phases.progress, cancel=context.cancel)
    for check in [find_check(context.spec.check)] if context.spec.check else CHECKS:
        context.phases.enter("checking")
        problems = check.find(dataset, progress=context.phases.progress, cancel=context.cancel)
        check_results.save(dataset, check.name, problems)
        found += len(problems)
    context.job.write_result(CheckResult(problems=found))
