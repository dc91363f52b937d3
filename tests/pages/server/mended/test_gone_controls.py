"""A control that is gone has no say any more, whatever the browser still sends of it."""

import pytest
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates
from streamlit.testing.v1 import AppTest

from pages.server.mended import gone_controls


def screen():
    import streamlit as st

    state = st.session_state
    state.setdefault("told", [])
    st.checkbox("more", key="more")
    if state["more"]:
        st.selectbox("which", ["a", "b"], key="which", on_change=lambda: state["told"].append(state["which"]))


@pytest.fixture
def forgetting(monkeypatch):
    monkeypatch.setattr(WStates, "remove_stale_widgets", WStates.remove_stale_widgets)  # for what it is to be put back
    gone_controls.forget_gone_controls()


def press_with_what_is_gone(app):
    """A message of a browser that has not heard of the end of the run yet."""
    app.checkbox[0].check().run()
    with_list = app._tree
    app.checkbox[0].uncheck().run()
    app._tree = with_list
    app.selectbox[0].set_value("a")
    app.checkbox[0].uncheck().run()
    assert not app.exception
    return app.session_state["told"]


def test_nobody_has_changed_a_control_that_is_gone(forgetting):
    assert press_with_what_is_gone(AppTest.from_function(screen).run()) == []


def test_one_that_comes_back_is_heard_again(forgetting):
    app = AppTest.from_function(screen).run()
    press_with_what_is_gone(app)
    app.checkbox[0].check().run()
    app.selectbox[0].set_value("b").run()
    assert app.session_state["told"] == ["b"]


def test_the_triggers_of_a_component_are_heard_after_a_run(forgetting):
    """Streamlit names the component alone as drawn, not what its triggers are called by."""
    known = {
        name: WidgetMetadata(name, deserializer=str, serializer=str, value_type=kind)
        for name, kind in {"gone": "json_value", "chart": "json_value", "chart__events": "json_trigger_value"}.items()
    }
    states = WStates(widget_metadata=known)
    states.remove_stale_widgets(frozenset({"chart"}), None)
    assert sorted(states.widget_metadata) == ["chart", "chart__events"]
