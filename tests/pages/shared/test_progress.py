from streamlit.testing.v1 import AppTest


def work():
    from pages.shared.progress import Progress

    progress = Progress("Adding")
    for done in range(1, 38):
        progress(done, 1000)


def test_the_bar_stands_at_the_last_whole_per_cent():
    app = AppTest.from_function(work).run()
    assert not app.exception
    (bar,) = app.get("progress")
    assert (bar.value, bar.text) == (3, "Adding · 3 %")
