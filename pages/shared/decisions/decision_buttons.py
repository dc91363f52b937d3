"""Take decisions about the pictures of a dataset, tell why one cannot be taken, and undo the last change."""

import streamlit as st

from core.curation.deciding import journal
from core.curation.deciding.decide import Changes, decide_all, undo
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import ngettext
from pages.shared.plain import escape_markdown

PROBLEM = "decisions.problem"  # in the session: why the last decision could not be taken


def take(name: str, changes: Changes) -> None:
    """Decide, as the callback of a button; what cannot be decided is told by `problem` in the next run."""
    try:
        decide_all(name, changes)
    except InputError as error:
        st.session_state[PROBLEM] = str(error)


def show_problem() -> None:
    """Why the last decision could not be taken, once."""
    if text := st.session_state.pop(PROBLEM, None):
        st.error(escape_markdown(text), icon=":material/error:")


def undo_button(dataset: Dataset, *, section: str) -> None:
    """A button that undoes the last change, if there is one; `section` tells it from others on the screen."""
    try:
        changes = journal.load(dataset.folder)
    except InputError as error:
        st.caption(escape_markdown(str(error)))
        return
    if changes:
        n = len(changes[-1].before)
        label = ngettext("Undo the last change ({n} picture)", "Undo the last change ({n} pictures)", n).format(n=n)
        key = f"{section}.undo"
        st.button(label, icon=":material/undo:", type="tertiary", key=key, on_click=_undo, args=(dataset.name,))


def _undo(name: str) -> None:
    try:
        undo(name)
    except InputError as error:
        st.session_state[PROBLEM] = str(error)
