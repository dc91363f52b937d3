"""The chosen language is there again on an address that does not name one, and an address goes before it."""

from streamlit.testing.v1 import AppTest

from tests.pages.app import APP, SLOW_START


def open_home(**query):
    app = AppTest.from_file(APP, default_timeout=SLOW_START)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_choice_is_remembered_for_addresses_without_one():
    app = open_home()
    assert app.segmented_control(key="language").value == "en"
    app.segmented_control(key="language").set_value("zh").run()
    assert open_home().segmented_control(key="language").value == "zh"
    assert open_home(language="en").segmented_control(key="language").value == "en"
    assert open_home().segmented_control(key="language").value == "zh", "a link changes nothing for later"
