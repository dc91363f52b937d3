"""The question which way of reading its folders is meant, as an addition that could not go on without it asks it.

The job ends; the question, small pictures of each reading, and what was uploaded stay in its folder until somebody
answers or dismisses it (`reading_answer.py`), so that nothing has to be uploaded again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image
from pydantic import BaseModel, ConfigDict

from core import files
from core.data.intake.layout.label_table import LabelTable
from core.data.intake.layout.readings import Reading, Sample
from core.i18n import Message
from core.jobs.folder import JobFolder

QUESTION, PICTURES, INPUTS = "question.json", "question", "question-inputs"


class ShownSample(BaseModel):
    """The class that a picture would have, and its file in the folder of the question."""

    model_config = ConfigDict(frozen=True)

    label: str
    file: str


class PossibleReading(BaseModel):
    """The name of a reading, what it means, pictures of some of its classes, and the table that says the labels."""

    model_config = ConfigDict(frozen=True)

    name: str
    sentence: Message
    samples: Sequence[ShownSample]
    table: LabelTable | None = None


class Question(BaseModel):
    """The readings that are possible, the likeliest first."""

    model_config = ConfigDict(frozen=True)

    readings: Sequence[PossibleReading]


def ask(job: JobFolder, readings: Sequence[Reading], samples: Mapping[str, Sequence[Sample]]) -> None:
    """Put the question into the job's folder, with the inputs, which are removed from where they were."""
    pictures = job.path / PICTURES
    with files.disk_errors(pictures):
        pictures.mkdir(exist_ok=True)
        shown = [_save_reading(pictures, reading, samples.get(reading.name, ())) for reading in readings]
        if job.inputs.is_dir():
            job.inputs.rename(job.path / INPUTS)
    files.write_json(job.path / QUESTION, Question(readings=shown))


def read(job: JobFolder) -> Question | None:
    """The question; None if there is none, or it was answered meanwhile.

    Raises:
        DamagedFileError: it cannot be read.

    """
    return files.read_json(job.path / QUESTION, Question)


def find_picture(job: JobFolder, sample: ShownSample) -> Path:
    return job.path / PICTURES / sample.file


def _save_reading(pictures: Path, reading: Reading, samples: Sequence[Sample]) -> PossibleReading:
    shown = []
    for number, sample in enumerate(samples):
        file = f"{reading.name}-{number}.png"
        Image.fromarray(sample.pixels).save(pictures / file)
        shown.append(ShownSample(label=sample.label, file=file))
    return PossibleReading(name=reading.name, sentence=reading.sentence, samples=shown, table=reading.table)
