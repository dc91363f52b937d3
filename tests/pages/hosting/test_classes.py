"""A class from its beginning to its board."""

from core import workspace
from core.curation import data_state
from core.curation.data_state import DataState
from core.hosting import classes
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.hosting.hosts import make_guest
from tests.core.runs.test_summary import RESULT, put_state
from tests.pages.app import open_page

PAGE = "pages/hosting/classes/page.py"


def test_a_class_is_begun_joined_and_seen_on_its_board(ann, stage):
    app = open_page(PAGE)
    app.text_input(key="class.title").input("Cats")
    app.text_area(key="class.task").input("Reach 90 %")
    next(button for button in app.button if button.label == "Begin").click().run()
    assert not app.exception
    code = app.query_params["code"]

    ben = stage.become("ben")
    app = open_page(PAGE, code=code)
    assert any("Your teacher sees" in caption.value for caption in app.main.caption)
    next(button for button in app.button if button.label == "Join").click().run()
    assert not app.exception
    with workspace.using(ben):
        run = folder.create(TrainingSpec(dataset="pets"))
        put_state(run, "finished")
        (run.path / "result.json").write_text(RESULT)
        data_state.write(run.path, DataState(version="1", leaks=3, conflicts=0, absent=()))
        folder.create(TrainingSpec(dataset="digits"))

    stage.become("ann")
    app = open_page(PAGE, code=code)
    (board,) = app.dataframe
    assert list(board.value["Name"]) == ["ben"]
    assert board.value["Best validation accuracy"][0].endswith("%")
    assert "3 of the validation and test pictures are in another split too" in app.warning[0].value
    stage.become("ben")
    pupils = open_page(PAGE, code=code)
    assert [heading.value for heading in pupils.subheader] == []
    assert len(pupils.dataframe) == 0
    pupils.button(key="class.leave").click().run()
    assert "code" not in pupils.query_params
    assert classes.list_members(classes.find(code)) == []
    stage.become("ann")
    app.button(key="class.end").click().run()
    assert "code" not in app.query_params
    assert "no class of that code" in open_page(PAGE, code=code).error[0].value


def test_a_guest_who_may_not_train_is_asked_to_sign_in(stage):
    stage.visitor = make_guest("1")
    app = open_page(PAGE, code="x")
    assert app.title[0].value == "Sign in to go on"


def test_a_wrong_code_says_so(ann):
    assert "no class of that code" in open_page(PAGE, code="wrong").error[0].value
