"""The question how folders are read, kept with the job; the columns of a table of labels are in it, to be changed."""

import pytest

from core.data import datasets
from core.data.intake.layout.label_table import Columns
from core.tasks.datasets import add_dataset, reading_answer, reading_question
from tests.core.data.intake.trees import plant
from tests.core.jobs.tiny import ended


@pytest.fixture
def asking(tmp_path):
    plant(tmp_path / "birds", "images/*8")
    rows = [f"{number}.jpg,{('owl', 'crow')[number % 2]},{('red', 'blue', 'red')[number % 3]}" for number in range(8)]
    (tmp_path / "birds" / "birds.csv").write_text("\n".join(["shot,species,ring", *rows, "9.jpg,owl,red"]))
    job = add_dataset.start(tmp_path / "birds", "birds")
    ended(job)
    return job


def test_a_table_is_shown_with_what_its_columns_hold(asking):
    (reading,) = [one for one in reading_question.read(asking).readings if one.name == "labels"]
    assert (reading.table.file, reading.table.used) == ("birds.csv", Columns("shot", "species", None))
    described = {column.name: (column.pictures, column.values, column.first) for column in reading.table.columns}
    assert described["shot"][:2] == (8, 9)
    assert described["ring"] == (0, 2, ("red", "blue"))
    assert {sample.label for sample in reading.samples} == {"owl", "crow"}


@pytest.mark.parametrize(("column", "classes"), [("species", ["crow", "owl"]), ("ring", ["blue", "red"])])
def test_another_column_can_be_meant(asking, column, classes):
    (reading,) = [one for one in reading_question.read(asking).readings if one.name == "labels"]
    table = type(reading.table)(reading.table.file, reading.table.columns, Columns("shot", column, None))
    job = reading_answer.answer(asking, "labels", table)
    assert ended(job).state == "finished", ended(job).reason
    assert datasets.load("birds").classes == classes
