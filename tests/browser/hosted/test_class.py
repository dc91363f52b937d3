"""A class in five minutes: a teacher gives out a task, three pupils join and train, and the board shows all of them."""

import re

import pytest
from playwright.sync_api import expect

from core import workspace
from core.data.intake import adding
from core.hosting import owners
from core.hosting.owners import name_person
from core.runs import folder

pytestmark = pytest.mark.browser

PUPILS = ("ben", "cem", "dana")
TRAINED = 300_000  # milliseconds


@pytest.fixture
def teacher(hosted, sign_in, monkeypatch):
    """Ann's tab; she has a dataset."""
    monkeypatch.setenv("GLASSBOX_HOME", str(hosted.home))
    tab = sign_in("ann")
    with workspace.using(owners.find_workspace(name_person(hosted.issuer, "ann"))):
        adding.add("sketches", "drawings of the class", options={"count": 60, "size": 32})
    return tab


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_class_trains_and_its_board_shows_who(hosted, sign_in, teacher):
    link = begin(teacher, hosted.url)
    pupils = {name: sign_in(name) for name in PUPILS}
    for name, tab in pupils.items():
        join_and_train(tab, link, hosted.url, name)
    for name in PUPILS:
        with workspace.using(owners.find_workspace(name_person(hosted.issuer, name))):
            (run,) = folder.list_runs()
            expect(pupils[name].get_by_text("finished").first).to_be_visible(timeout=TRAINED)
            assert run.read_state().state == "finished"
    teacher.goto(link)
    expect(teacher.get_by_text("3 members")).to_be_visible()
    board = teacher.get_by_test_id("stDataFrame").first
    for name in PUPILS:  # a canvas, with a table for whoever cannot see it
        expect(board.get_by_text(name, exact=True).first).to_be_attached()
    pupils["ben"].goto(link)
    expect(pupils["ben"].get_by_text("Reach 60 %")).to_be_visible()
    assert pupils["ben"].get_by_role("heading", name="Board", exact=True).count() == 0
    teacher.get_by_role("button", name="End the class").click()
    teacher.get_by_role("button", name="End it").click()
    pupils["cem"].goto(link)
    expect(pupils["cem"].get_by_text("There is no class of that code")).to_be_visible()


def begin(tab, address):
    """Begin a class on the screen; its link, as the teacher sees it."""
    tab.goto(f"{address}/classes")
    tab.get_by_label("Title").fill("Cats and dogs")
    tab.get_by_label("Task").fill("Reach 60 %")
    tab.get_by_role("button", name="Begin").click()
    shown = tab.get_by_test_id("stCode").first
    expect(shown).to_contain_text("code=")
    return re.search(r"http\S+code=[\w-]+", shown.inner_text())[0]


def join_and_train(tab, link, address, name):
    tab.goto(link)
    expect(tab.get_by_text("Reach 60 %")).to_be_visible()
    tab.get_by_label("Your name on the board").fill(name)
    tab.get_by_label("Your name on the board").press("Enter")
    tab.get_by_role("button", name="Join").click()
    tab.get_by_role("button", name="Train with it").click()
    tab.wait_for_url(re.compile("/train\\?.*dataset="))
    tab.goto(f"{tab.url}&architecture=article&image_size=32&epochs=1")
    tab.get_by_role("button", name="Train", exact=True).click()
    tab.wait_for_url(re.compile("run="))
