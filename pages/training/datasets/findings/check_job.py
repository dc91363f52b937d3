"""Start a check of a dataset as a job, and show it while it is at work."""

from core.data.datasets import Dataset
from core.tasks.datasets import check_dataset
from core.tasks.datasets.check_dataset import CHECK_DATASET, CheckRequest
from pages.shared.jobs.job_section import follow, job_section


def show_check_at_work(dataset: Dataset, check: str) -> bool:
    """Show how far that check of that dataset is; returns whether it is at work."""
    asked = CheckRequest(dataset=dataset.name, check=check)
    return job_section(_key(dataset, check), CHECK_DATASET, lambda request: request == asked)


def start_check(dataset: Dataset, check: str) -> None:
    """Start the check, and draw the page anew with it at work."""
    follow(_key(dataset, check), check_dataset.start(dataset, check))


def _key(dataset: Dataset, check: str) -> str:
    return f"check.job.{check}.{dataset.name}"
