"""A press on a button of a run that is refused says so beside the buttons, and leaves the page as it is."""

from tests.hand_made import hand_made_epochs
from tests.pages.app import as_read, open_page

PAGE = "pages/training/train/page.py"


def test_a_refused_press_leaves_the_page():
    run = hand_made_epochs()
    run.change_state(state="stopped")
    app = open_page(PAGE, run=run.run_id)
    titles = [title.value for title in app.title]
    run.change_state(state="finished")  # by another tab
    app.button(key=f"resume_{run.run_id}").click().run()
    assert not app.exception
    assert any("is finished; there is nothing left to resume" in as_read(error) for error in app.error)
    assert [title.value for title in app.title] == titles
