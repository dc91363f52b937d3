"""Running one check of a dataset that opens its pictures, as a job; its problems are saved with the dataset."""

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
    """Which check of `core.curation.checks` to run over which dataset."""

    model_config = ConfigDict(frozen=True)

    dataset: str
    check: str


class CheckResult(BaseModel):
    """How many problems were found."""

    problems: int


CHECK_DATASET = Kind(
    name="check_dataset", title=N_("Check of a dataset"), spec=CheckRequest, work="core.tasks.check_dataset:work"
)


def start(dataset: Dataset, check: str) -> JobFolder:
    """Run the check of that name over the dataset."""
    kind = choose_launcher(CHECK_DATASET, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, CheckRequest(dataset=dataset.name, check=check), f"{check}-{dataset.name}")


def work(context: JobContext[CheckRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.curation import check_results
    from core.curation.checks import find_check

    dataset, check = datasets.load(context.spec.dataset), find_check(context.spec.check)
    context.phases.enter("checking")
    problems = check.find(dataset, progress=context.phases.progress, cancel=context.cancel)
    check_results.save(dataset, check.name, problems)
    context.job.write_result(CheckResult(problems=len(problems)))
