"""How it grew: the works of the chosen fields, each with its way to the screen that shows the idea."""

from core.content.milestones import MILESTONES
from pages.shared.concept_screen.path import PATH
from tests.pages.app import open_page

PAGE = "pages/concepts/history/page.py"


def test_every_idea_leads_to_a_screen_that_exists():
    assert {one.topic for one in MILESTONES if one.topic} <= {stop.address for stop in PATH}


def test_the_fields_choose_the_works_and_the_address_keeps_them():
    app = open_page(PAGE, fields="decisions")
    assert not app.exception
    years = [one.value for one in app.markdown if one.value.startswith("### ")]
    assert years == [f"### {one.year}" for one in MILESTONES if one.field == "decisions"]
    assert not app.get("plotly_chart"), "none of these has a published number of parameters"
    assert not app.get("download_button"), "nothing is computed of them"


def test_how_fast_the_networks_of_a_field_grew_is_told():
    app = open_page(PAGE, fields="language")
    (told,) = [one.value for one in app.markdown if "doubled every" in one.value]
    assert "**5 months**" in told
    assert "0.4111" in app.latex[1].value


def test_the_wrong_turn_is_told():
    app = open_page(PAGE)
    app.button(key="history.preset3").click().run()
    assert "XOR" in app.caption[0].value
