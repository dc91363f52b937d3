"""A press that is refused is told, and the page stays as it is: of buttons, controls, fragments and components."""

import pytest
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from core.errors import InputError
from pages.server.mended.refused_presses import tell_refused_presses
from pages.shared.refusal import tell_refusal


def screen():
    import streamlit as st

    from core.errors import InputError

    def refuse():
        raise InputError("There is no *such* picture.")

    def fail():
        raise ZeroDivisionError

    st.title("Everything")
    st.button("press", on_click=refuse)
    st.checkbox("tick", on_change=refuse)
    st.button("fail", on_click=fail)
    st.fragment(lambda: st.button("within", on_click=refuse))()
    st.text("the end")


PRESSES = {
    "a button": lambda app: app.button[0].click(),
    "a control": lambda app: app.checkbox[0].check(),
    "a fragment": lambda app: app.button[2].click(),
}


@pytest.fixture
def app(monkeypatch):
    name = "_run_callback_and_record_rerun"
    monkeypatch.setattr(SessionState, name, getattr(SessionState, name))  # for what it is to be put back
    tell_refused_presses(InputError, tell_refusal)
    return AppTest.from_function(screen).run()


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES)
def test_a_refused_press_is_told_and_the_page_stays(app, press):
    press(app).run()
    assert [one.value for one in app.toast] == [r"There is no \*such\* picture\."]
    assert not app.exception
    assert [one.value for one in app.title] == ["Everything"]
    assert app.text[0].value == "the end"


def test_a_fault_of_ours_is_none(app):
    app.button[1].click().run()
    assert not app.toast
    assert app.exception
