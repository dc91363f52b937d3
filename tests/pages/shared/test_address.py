"""What the reader has chosen survives changes that were sent too early to know of it; links and Back win else."""

from streamlit.testing.v1 import AppTest


def screen():
    import streamlit as st

    from pages.shared import address

    address.begin()
    letters, numbers = {name: name for name in "abc"}, {name: name for name in "123"}
    letter = address.select("letter", letters, name="letter", screen="demo")
    number = address.select("number", numbers, name="number", screen="demo")
    st.button("put", on_click=lambda: address.put(letter="c", number=None))
    st.text(f"{letter}{number} {address.was_shown('demo')}")
    address.end()


def opened(**query):
    app = AppTest.from_function(screen)
    app.query_params.update(query)
    return app.run()


def shown(app):
    assert not app.exception
    return app.text[0].value


def address_of(app):
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def test_a_link_is_opened_and_a_change_goes_into_the_address():
    app = opened(letter="b")
    assert shown(app) == "b1 True"
    app.selectbox[1].set_value("3").run()
    assert (shown(app), address_of(app)) == ("b3 True", {"letter": "b", "number": "3"})


def test_a_change_sent_with_the_address_of_before_takes_no_earlier_one_back():
    app = opened(letter="a", number="1")
    before = address_of(app)
    app.selectbox[0].set_value("b").run()
    app.query_params.clear()
    app.query_params.update(before)
    app.selectbox[1].set_value("2").run()
    assert (shown(app), address_of(app)) == ("b2 True", {"letter": "b", "number": "2"})


def test_back_and_a_link_win_where_the_reader_has_changed_nothing():
    app = opened(letter="a")
    app.selectbox[0].set_value("b").run()
    app.query_params.update(letter="a")
    app.run()
    assert shown(app) == "a1 False"
    app.selectbox[1].set_value("2").run()
    assert (shown(app), address_of(app)) == ("a2 True", {"letter": "a", "number": "2"})


def test_what_code_puts_and_takes_out_is_held_as_well():
    app = opened(letter="a", number="2")
    before = address_of(app)
    app.button[0].click().run()
    assert (shown(app), address_of(app)) == ("c1 False", {"letter": "c"})
    app.query_params.update(before)
    app.selectbox[1].set_value("3").run()
    assert (shown(app), address_of(app)) == ("c3 True", {"letter": "c", "number": "3"})
