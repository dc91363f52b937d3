"""Controls that are gone: Streamlit is made to forget them whole, so that nobody is taken to have changed them.

A browser goes on sending the value of a control that a run has not drawn until it hears of the end of that run. By then
Streamlit has dropped the value, but not the callback: the next message, such as a press that came quickly, looks like a
change of that control, and its callback puts an older choice in the place of a newer one.

The triggers of a component are no controls: a browser sends each of them once, and Streamlit does not count them among
the widgets that a run has drawn, so that all of them would be gone after every run.
"""

from streamlit.runtime.state.session_state import WStates, _is_stale_widget

TRIGGER = "json_trigger_value"  # the type of what a component sends once

_remove = WStates.remove_stale_widgets


def forget_gone_controls() -> None:
    """From now on the callback of a control goes with its value."""
    WStates.remove_stale_widgets = _remove_whole  # type: ignore[method-assign]


def _remove_whole(self: WStates, active_widget_ids: frozenset[str], fragment_ids_this_run: list[str] | None) -> None:
    _remove(self, active_widget_ids, fragment_ids_this_run)
    self.widget_metadata = {
        name: known
        for name, known in self.widget_metadata.items()
        if known.value_type == TRIGGER or not _is_stale_widget(known, active_widget_ids, fragment_ids_this_run)
    }
