"""Questions and reading: every answer leads to screens, and the kind of reading is in the address."""

from core.content.reading import WORKS
from pages.concepts.questions.answers import ANSWERS
from pages.navigation import list_screens
from tests.pages.app import open_page

PAGE = "pages/concepts/questions/page.py"


def test_every_answer_leads_to_screens_that_exist():
    assert len(ANSWERS) == 6
    assert all(one.screens and set(one.screens) <= set(list_screens()) for one in ANSWERS)


def test_the_kind_chooses_what_is_shown():
    app = open_page(PAGE, kind="paper")
    shown = [one.value for one in app.markdown if one.value.startswith("[**")]
    assert len(shown) == sum(one.kind == "paper" for one in WORKS)
    assert any("Krizhevsky" in one for one in shown)
