"""A choice that a slow browser names by a label of some runs ago is that choice, in every kind of list."""

import pytest
from streamlit.elements.widgets.button_group import _MultiSelectButtonGroupSerde, _SingleSelectButtonGroupSerde
from streamlit.elements.widgets.multiselect import MultiSelectSerde
from streamlit.elements.widgets.radio import RadioSerde
from streamlit.elements.widgets.selectbox import SelectboxSerde
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from pages.server.mended.earlier_labels import MOST, know_earlier_labels

ONE, ONE_IN_A_LIST, MANY = ("head", "head"), (["head"], "head"), (["head"], ["head"])
KINDS = {  # each with how it sends a choice of "head", and what that is as a value
    RadioSerde: ONE,
    SelectboxSerde: ONE,
    _SingleSelectButtonGroupSerde: ONE_IN_A_LIST,
    _MultiSelectButtonGroupSerde: MANY,
    MultiSelectSerde: MANY,
}


@pytest.fixture
def states(monkeypatch):
    monkeypatch.setattr(WStates, "set_widget_metadata", WStates.set_widget_metadata)  # for what it is to be put back
    know_earlier_labels()
    return WStates()


def draw(states, kind, options, run):
    """The list as that run draws it: each label says which run it is of."""
    labels = [f"{name} {run}" for name in options]
    places = {label: place for place, label in enumerate(labels)}
    reader = kind(options, formatted_options=labels, formatted_option_to_option_index=places)
    states.set_widget_metadata(WidgetMetadata("list", reader.deserialize, reader.serialize, value_type="string_value"))
    return reader


def send(sent, run):
    return [f"{one} {run}" for one in sent] if isinstance(sent, list) else f"{sent} {run}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_choice_by_a_label_of_some_runs_ago_is_that_choice(states, kind):
    sent, value = KINDS[kind]
    for run, options in enumerate((["article", "head"], ["compact", "article", "head"], ["compact", "article"])):
        reader = draw(states, kind, options, run)
    assert [reader.deserialize(send(sent, run)) for run in (0, 1)] == [value, value]


@pytest.mark.parametrize("kind", KINDS)
def test_a_label_means_what_the_last_run_says(states, kind):
    sent, value = KINDS[kind]
    draw(states, kind, ["article", "head"], 0)
    reader = draw(states, kind, ["head", "other"], 0)
    assert reader.deserialize(send(sent, 0)) == value
    assert list(reader.options) == ["head", "other", "article"]


def test_only_so_many_labels_are_kept(states):
    for run in range(300):
        reader = draw(states, RadioSerde, ["article", "head"], run)
    assert len(reader.options) == 2 + MOST
