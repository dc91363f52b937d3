"""The labels that a list of choices had before are still known: a choice made on them is that choice.

A browser sends a choice by its label. On a slow line it sends a label of some runs ago. Where labels follow from other
choices (a badge on the recommended one, a count, a language) the last run may know nothing of it, and Streamlit takes
the label itself for the value, or another value for the choice.
"""

from typing import Any

from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

MOST = 200  # labels of before that one list keeps, the newest

_set = WStates.set_widget_metadata


def know_earlier_labels() -> None:
    """From now on a list of choices takes over the labels that it had in earlier runs of the session."""
    WStates.set_widget_metadata = _set_with_earlier_labels  # type: ignore[method-assign]


def _set_with_earlier_labels(self: WStates, widget_meta: WidgetMetadata[Any]) -> None:
    before = self.widget_metadata.get(widget_meta.id)
    if before:
        _take_over(_find_reader(before), _find_reader(widget_meta))
    _set(self, widget_meta)


def _find_reader(metadata: WidgetMetadata[Any]) -> Any:
    """What turns labels into values: of a list of choices an object with `options` and `formatted_options`."""
    return getattr(metadata.deserializer, "__self__", None)


def _take_over(before: Any, now: Any) -> None:
    if before is now or not (_has_labels(before) and _has_labels(now)):
        return
    known = set(now.formatted_options)
    pairs = zip(before.formatted_options, before.options, strict=False)
    earlier = [(label, option) for label, option in pairs if label not in known][-MOST:]
    count = len(now.formatted_options)
    now.options = [*now.options, *(option for _label, option in earlier)]
    now.formatted_options = [*now.formatted_options, *(label for label, _option in earlier)]
    if hasattr(now, "formatted_option_to_option_index"):
        places = {label: count + place for place, (label, _option) in enumerate(earlier)}
        now.formatted_option_to_option_index = places | now.formatted_option_to_option_index


def _has_labels(reader: Any) -> bool:
    return hasattr(reader, "options") and hasattr(reader, "formatted_options")
