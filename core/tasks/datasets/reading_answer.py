"""The answer to a question which way of reading is meant: the addition starts anew with what it has kept."""

import shutil

from core.data import datasets
from core.data.intake.layout.label_table import LabelTable
from core.jobs import folder
from core.jobs.folder import JobFolder
from core.tasks.datasets import add_dataset
from core.tasks.datasets.add_dataset import AddRequest
from core.tasks.datasets.reading_question import INPUTS, PICTURES, QUESTION


def find_open() -> JobFolder | None:
    """The newest addition that waits for an answer; of one whose dataset is there by now, nobody has to ask."""
    there = datasets.list_names()
    asking = (job for job in folder.list_jobs() if (job.path / QUESTION).exists())
    return next((job for job in asking if job.read_spec(AddRequest).name not in there), None)


def answer(job: JobFolder, reading: str, table: LabelTable | None = None) -> JobFolder:
    """Start the addition anew with the reading that is meant, and of its table the columns that are.

    Raises:
        InputError: the name was taken meanwhile, or what was asked for cannot be read.

    """
    request = job.read_spec(AddRequest)
    meant: dict[str, str] = {"reading": reading}
    if table:
        meant |= {"labels": table.file, "path_column": table.used.path, "label_column": table.used.label}
    chosen = request.model_copy(update={"choices": request.choices.model_copy(update=meant)})
    started = add_dataset.restart(chosen, job.path / INPUTS)
    dismiss(job)
    return started


def dismiss(job: JobFolder) -> None:
    """Remove the question and what was kept for it."""
    (job.path / QUESTION).unlink(missing_ok=True)
    for name in (PICTURES, INPUTS):
        shutil.rmtree(job.path / name, ignore_errors=True)
