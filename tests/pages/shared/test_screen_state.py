"""The address and the session tell the same story, whoever changed last; what cannot be read never gets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from core.errors import InputError
from pages.shared.screen_state import choice, choices, flag, integer, number

LETTERS = ("a", "b", "c")


def screen():
    import streamlit as st

    from pages.shared.concept_screen import scaffold
    from pages.shared.concept_screen.scaffold import Preset
    from pages.shared.screen_state import State, choices, integer, number, send_all_again

    if st.session_state.pop("loading", False):
        send_all_again()
    state = State("demo", {"x": number(1.0, -8, 8), "depth": integer(3, 1, 50), "fs": choices(["a"], ("a", "b", "c"))})
    state.restore()
    scaffold.presets(
        state,
        (Preset("far", {"x": 6.0}, "far out"), Preset("deep", {"depth": 40}, "deep down"), Preset("near", {}, "here")),
    )
    st.slider("depth", 1, 50, key=state.key("depth"))
    st.multiselect("fs", ("a", "b", "c"), key=state.key("fs"))
    scaffold.text_field(state, "x", "x")
    st.text(f"{state['x']} {state['depth']} {state['fs']}")
    state.keep()


def opened(**query):
    app = AppTest.from_function(screen)
    app.query_params.update(query)
    return app.run()


def shown(app):
    assert not app.exception
    return app.text[0].value


def test_defaults_stay_out_of_the_address():
    app = opened()
    assert shown(app) == "1.0 3 ['a']"
    assert app.query_params == {}


def test_a_link_reopens_what_was_seen():
    app = opened(x="2.5", depth="7", fs="a,c")
    assert shown(app) == "2.5 7 ['a', 'c']"
    assert app.slider[0].value == 7
    assert app.query_params == {"x": "2.5", "depth": "7", "fs": "a,c"}


def test_a_control_writes_itself_into_the_address_and_takes_itself_out():
    app = opened()
    app.slider[0].set_value(9).run()
    assert app.query_params == {"depth": "9"}
    app.slider[0].set_value(3).run()
    assert app.query_params == {}


def test_a_preset_after_a_control_leaves_nothing_of_it():
    app = opened()
    app.slider[0].set_value(9).run()
    app.button[0].click().run()
    assert shown(app) == "6.0 3 ['a']"
    assert app.query_params == {"x": "6"}
    app.button[1].click().run()
    assert shown(app) == "1.0 40 ['a']"
    assert app.query_params == {"depth": "40"}
    assert app.caption[0].value == "deep down"


def test_an_address_changed_by_hand_wins_over_the_session():
    app = opened(depth="9")
    app.query_params["depth"] = "11"
    assert shown(app.run()) == "1.0 11 ['a']"


def test_a_change_that_comes_with_an_old_address_leaves_the_one_before_it_alone():
    app = opened()
    app.slider[0].set_value(9).run()
    app.query_params.clear()  # the browser has not heard of depth=9 yet
    app.text_input[0].set_value("2").run()
    assert shown(app) == "2.0 9 ['a']"
    assert app.query_params == {"x": "2", "depth": "9"}
    app.query_params = {"depth": "9"}
    app.button[1].click().run()
    assert shown(app) == "1.0 40 ['a']"


def press_deep():
    """The preset is pressed, and the browser has not heard the answer yet: its address and its slider are of before."""
    app = opened()
    app.button[1].click().run()
    app.query_params.clear()
    app.button[1].set_value(False)
    return app


def test_a_choice_made_before_a_preset_was_seen_is_sent_after_it():
    """The preset's answer comes later and lies over the choice."""
    app = press_deep()
    app.slider[0].set_value(12).run()
    assert shown(app) == "1.0 12 ['a']"
    assert app.slider[0].proto.set_value
    assert app.query_params == {"depth": "12"}
    assert not app.slider[0].set_value(15).run().slider[0].proto.set_value  # nothing is under way any more


def test_what_a_preset_sets_without_a_difference_lies_over_a_choice_too():
    app = press_deep()
    app.slider[0].set_value(3)
    app.multiselect[0].set_value(["a", "b"]).run()
    assert shown(app) == "1.0 40 ['a', 'b']"
    assert app.multiselect[0].proto.set_value


def test_what_a_late_request_repeats_of_before_does_not_undo_a_preset():
    app = press_deep()
    app.slider[0].set_value(3)
    app.text_input[0].set_value("2").run()
    assert shown(app) == "2.0 40 ['a']"
    assert app.slider[0].proto.set_value


def test_a_choice_made_on_what_a_preset_shows_is_not_sent_back():
    """A slider that is dragged on would jump back to it."""
    app = opened()
    app.button[1].click().run()
    assert not app.slider[0].set_value(12).run().slider[0].proto.set_value


def test_the_address_of_before_two_late_presets_proves_nothing():
    app = press_deep()
    app.slider[0].set_value(3)
    app.button[2].click().run()
    assert app.query_params == {}
    app.button[2].set_value(False)
    app.slider[0].set_value(12).run()
    assert shown(app) == "1.0 12 ['a']"
    assert app.slider[0].proto.set_value


def test_what_a_browser_that_still_loads_may_have_missed_is_sent_again():
    app = opened(depth="9")
    app.session_state["loading"] = True
    app.run()
    assert app.slider[0].proto.set_value
    assert shown(app) == "1.0 9 ['a']"
    assert not app.slider[0].set_value(12).run().slider[0].proto.set_value


def test_a_control_of_which_the_browser_tells_nothing_is_sent_its_value_again():
    """It is still loading the control, and would begin at a value of its own."""
    app = opened(depth="9")
    app._run(WidgetStates())
    assert app.slider[0].proto.set_value
    assert shown(app) == "1.0 9 ['a']"
    assert not app.run().slider[0].proto.set_value


def test_back_undoes_a_change():
    app = opened()
    app.slider[0].set_value(9).run()
    app.query_params.clear()
    assert shown(app.run()) == "1.0 3 ['a']"
    app.query_params["depth"] = "9"
    assert shown(app.run()) == "1.0 9 ['a']"


def test_other_parameters_are_left_alone():
    app = opened(language="zh")
    app.slider[0].set_value(9).run()
    assert app.query_params == {"language": "zh", "depth": "9"}


@pytest.mark.parametrize("bad", ["nan", "inf", "-inf", "1e9", "", "x", "__import__('os')"])
def test_a_bad_link_is_told_and_the_default_taken(bad):
    app = opened(x=bad)
    assert shown(app) == "1.0 3 ['a']"
    assert f"“{bad}”" in app.warning[0].value
    assert app.query_params == {}


@pytest.mark.parametrize("bad", ["nan", "inf", "1e9", "", "x", "__import__('os')"])
def test_a_bad_entry_is_told_and_the_last_good_value_stays(bad):
    app = opened()
    app.text_input[0].set_value("2").run()
    app.text_input[0].set_value(bad).run()
    assert shown(app).startswith("2.0")
    assert f"“{bad}”" in app.error[0].value
    app.slider[0].set_value(5).run()
    assert not app.error
    assert app.text_input[0].value == "2"


def interrupted_screen():
    import streamlit as st

    from pages.shared.concept_screen import scaffold
    from pages.shared.concept_screen.scaffold import Preset
    from pages.shared.screen_state import State, integer

    state = State("demo", {"depth": integer(3, 1, 50), "width": integer(4, 1, 50)})
    state.restore()
    if st.session_state.get("ends") == "early":
        st.stop()
    scaffold.presets(state, (Preset("deep", {"depth": 40}, "deep down"),))
    st.slider("depth", 1, 50, key=state.key("depth"))
    st.slider("width", 1, 50, key=state.key("width"))
    st.text(f"{state['depth']} {state['width']} {state.was_shown()}")
    if st.session_state.get("ends") == "late":
        st.stop()
    state.keep()


def interrupt(app, ends):
    """Run the script as far as that, as when the reader changes something else meanwhile."""
    drawn, values = app._tree, [slider.value for slider in app.slider]
    app.session_state["ends"] = ends
    app.run()
    app.session_state["ends"] = ""
    if ends == "early":  # the browser goes on showing what it has
        app._tree = drawn
        for slider, value in zip(app.slider, values, strict=True):
            slider.set_value(value)
        for button in app.button:
            button.set_value(False)


@pytest.mark.parametrize("ends", ["early", "late"])
def test_a_change_survives_a_run_that_the_next_change_ends(ends):
    app = AppTest.from_function(interrupted_screen).run()
    app.slider[0].set_value(9)
    interrupt(app, ends)
    app.slider[1].set_value(7).run()
    assert shown(app) == "9 7 True"
    assert app.query_params == {"depth": "9", "width": "7"}


@pytest.mark.parametrize("ends", ["early", "late"])
def test_a_value_that_code_has_set_survives_it_too(ends):
    app = AppTest.from_function(interrupted_screen).run()
    app.button[0].click()
    interrupt(app, ends)
    app.slider[1].set_value(7).run()
    assert shown(app).startswith("40 7")
    assert app.query_params == {"depth": "40", "width": "7"}
    assert app.slider[0].value == 40


@pytest.mark.parametrize("ends", ["early", "late"])
def test_a_change_before_the_first_run_has_ended_is_newer_than_the_address(ends):
    app = AppTest.from_function(interrupted_screen)
    app.query_params["depth"] = "5"
    app.session_state["ends"] = "late"
    app.run()
    app.slider[1].set_value(7)
    interrupt(app, ends)
    app.run()
    assert shown(app) == "5 7 True"
    assert app.query_params == {"depth": "5", "width": "7"}


def test_a_press_on_a_screen_older_than_the_values_is_noticed():
    app = AppTest.from_function(interrupted_screen).run()
    app.button[0].click()
    interrupt(app, "early")
    assert shown(app.run()) == "40 4 False"
    assert shown(app.run()) == "40 4 True"


def test_a_press_that_is_taken_over_from_a_run_that_was_ended_is_noticed_too():
    """The second run comes from the server, with nothing of what the browser shows."""
    app = AppTest.from_function(interrupted_screen).run()
    app.slider[0].set_value(9).run()
    app.query_params.clear()  # Back, or an address of before the change
    app.session_state["ends"] = "early"
    app.run()
    app.session_state["ends"] = ""
    assert shown(app.run()) == "3 4 False"
    assert shown(app.run()) == "3 4 True"


def test_what_a_callback_sets_was_not_on_the_screen_when_it_was_pressed():
    app = AppTest.from_function(interrupted_screen).run()
    assert shown(app.button[0].click().run()) == "40 4 False"
    assert shown(app.run()) == "40 4 True"


def test_an_edit_on_another_screen_does_not_make_a_link_old():
    app = opened()
    app.session_state["state.edited"] = {"elsewhere": True}
    app.query_params["depth"] = "11"
    assert shown(app.run()) == "1.0 11 ['a']"


@given(value=st.floats(-8, 8))
def test_every_number_survives_its_way_through_the_address(value):
    field = number(0.0, -8, 8)
    assert field.read(field.write(value)) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [(integer(0, 0, 99), 42), (choice("a", LETTERS), "b"), (choices("a", LETTERS), ["c", "a"]), (flag(False), True)],
)
def test_every_kind_of_value_survives_its_way_through_the_address(field, value):
    assert field.read(field.write(value)) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [(integer(0, 0, 9), "1.5"), (integer(0, 0, 9), "nan"), (choice("a", LETTERS), "d"), (choices("a", LETTERS), "")],
)
def test_what_cannot_be_read_is_refused(field, text):
    with pytest.raises(InputError):
        field.read(text)


def following_screen():
    import streamlit as st

    from pages.shared.screen_state import State, flag, integer

    fields = {"deep": flag(False), "depth": integer(3, 1, 50)}
    state = State("demo", fields, following=lambda values: {"depth": 20} if values.get("deep") else {})
    state.restore()
    st.slider("depth", 1, 50, key=state.key("depth"))
    state.keep()


@pytest.mark.parametrize("bad", [{}, {"depth": "x"}])
def test_a_default_that_follows_from_another_value_stays_out_of_the_address(bad):
    app = AppTest.from_function(following_screen)
    app.query_params.update({"deep": "1"} | bad)
    app.run()
    assert app.slider[0].value == 20
    assert app.query_params == {"deep": "1"}
    app.slider[0].set_value(3).run()
    assert app.query_params == {"deep": "1", "depth": "3"}


def stale_screen():
    import streamlit as st

    from pages.shared.screen_state import State, choice

    names = st.session_state.get("names", ("head", "compact"))
    state = State("demo", {"name": choice("compact", names)})
    if "stale" in st.session_state:
        st.session_state[state.key("name")] = st.session_state.pop("stale")
    state.restore()
    st.text(state["name"])
    st.radio("name", names, key=state.key("name"))
    st.text(state.was_shown())
    state.keep()


def test_a_choice_that_the_list_no_longer_has_is_not_taken():
    app = AppTest.from_function(stale_screen).run()
    app.session_state["names"] = ("other head", "compact")
    app.session_state["stale"] = "The head, recommended"  # as Streamlit takes a label that it does not know
    app.run()
    assert not app.exception
    assert [text.value for text in app.text] == ["compact", "False"]
    assert app.radio[0].value == "compact"
    app.radio[0].set_value("other head").run()
    assert [text.value for text in app.text] == ["other head", "True"]
