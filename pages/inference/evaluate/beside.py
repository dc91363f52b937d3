"""Another model on the same pictures: which ones it calls differently, and whether one is better by more than chance.

In the address: `&run2=` the other model, `&changed=` which pictures.
"""

import streamlit as st

from core.errors import InputError
from core.i18n import _
from core.inference.model import Model
from core.inference.models import list_models
from pages.inference.evaluate.judged import Judged, read_judged
from pages.inference.evaluate.offer import offer
from pages.shared import address
from pages.shared.models.changed_pictures import show_changes
from pages.shared.plain import escape_markdown

SCREEN = "evaluate"
LETTERS = ("A", "B")


def beside_section(judged: Judged) -> None:
    """Any model that knows these classes, whether it was trained here or not; each answers by the rule kept with it."""
    others = {one.id: one for one in list_models() if _is_comparable(one, judged)}
    if not others:
        st.info(_("No other model here tells these classes apart. Train one, or import one."), icon=":material/info:")
        return
    titles = {name: one.title for name, one in others.items()}
    other = others[address.select(_("The other model"), titles, name="run2", screen=SCREEN)]
    named = zip(LETTERS, (judged.model.title, other.title), strict=True)
    st.caption(escape_markdown(" · ".join(f"{letter}: {title}" for letter, title in named)))
    theirs = read_judged(other, judged.dataset, judged.part)
    if theirs is None:
        text = _("The other model has not been evaluated on these pictures yet.")
        offer(other, judged.dataset, judged.part, text)
        return
    show_changes(judged.found, theirs.found, judged.dataset, judged.part, LETTERS, screen=SCREEN)


def _is_comparable(model: Model, judged: Judged) -> bool:
    """A damaged one, which other screens tell, is not."""
    try:
        return model.id != judged.model.id and model.explain_mismatch(judged.dataset, judged.raw.classes) is None
    except InputError:
        return False
