"""A check that has no section of its own gets the general one: look, decide, undo."""

from dataclasses import dataclass

import pytest

from core.cancel import NEVER
from core.curation import checks as registry
from core.curation.checks.check import Problem
from core.data import datasets
from core.data.intake import adding
from core.i18n import Message
from pages.training.datasets.findings import checks as sections
from pages.training.datasets.findings import known_problems, problems_table
from tests.core.data.pictures import two_classes
from tests.pages.app import open_page

PAGE = "pages/training/datasets/page.py"


@dataclass(frozen=True)
class FirstCat:
    """Finds the first cat; `quick` decides whether a job does it."""

    quick: bool
    name: str = "first_cat"
    title: str = "First cats"
    about: str = "The first picture of a cat."
    kinds: tuple[str, ...] = ("first_cat",)
    measured: bool = False

    def find(self, dataset, *, progress=None, cancel=NEVER):
        path = dataset.list_pictures(label="cat")[0].path
        return [Problem("first_cat", path, Message("{file} is first.", {"file": path}))]


@pytest.fixture(params=[True, False], ids=["quick", "job"])
def check(request, monkeypatch):
    added = FirstCat(quick=request.param)
    before = registry.CHECKS
    for module in (registry, sections, known_problems):
        monkeypatch.setattr(module, "CHECKS", (*before, added))
    return added


def test_it_is_shown_looked_for_decided_about_and_undone(check, tmp_path, monkeypatch):
    before = adding.add(two_classes(tmp_path / "photos"), "pets").manifest.images
    app = open_page(PAGE, dataset="pets")
    assert not app.exception
    assert "First cats" in [header.value for header in app.subheader]
    assert "The first picture of a cat." in [text.value for text in app.markdown]
    if not check.quick:
        app.button(key="first_cat.look").click().run()
    assert app.dataframe[-1].value.to_numpy().tolist() == [["cat/000.png", "cat/000.png is first."]]
    app.button(key="first_cat.all").click().run()
    app.button(key="first_cat.leave_out").click().run()
    assert not app.exception
    assert datasets.load("pets").manifest.images == before - 1
    app.button(key="first_cat.undo").click().run()
    assert datasets.load("pets").manifest.images == before
    monkeypatch.setattr(problems_table, "MOST_UNFOLDED", 0)
    assert not list_tables_of_the_check(app.run())
    app.session_state["first_cat.table"] = True
    assert list_tables_of_the_check(app.run())
    assert not app.exception


def test_what_a_class_or_split_lacks_is_under_no_heading_of_files(tmp_path):
    adding.add(two_classes(tmp_path / "photos", 4), "pets")
    headings = [next(iter(frame.value)) for frame in open_page(PAGE, dataset="pets").dataframe]
    assert "Class or split" in headings


def test_the_rows_of_problems_are_high_enough_for_lines_to_be_broken():
    assert problems_table.TWO_LINES > 4 * 16  # Streamlit breaks none in rows of 4 rem or less


def list_tables_of_the_check(app):
    return [frame for frame in app.dataframe if "is first." in str(frame.value.to_numpy())]
