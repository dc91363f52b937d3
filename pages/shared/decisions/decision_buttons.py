"""Take decisions about the pictures of a dataset, and undo the last change."""

import streamlit as st

from core.curation.deciding import journal
from core.curation.deciding.decide import decide_all, undo
from core.data.datasets import Dataset
from core.data.decisions import Changes
from core.errors import InputError
from core.i18n import ngettext
from pages.shared.plain import escape_markdown


def take(name: str, changes: Changes) -> None:
    """Decide, as the callback of a button."""
    decide_all(name, changes)


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
    undo(name)
