"""Attention: whom each word looks at, number by number; and a small Transformer that writes and fills gaps."""

import streamlit as st

from core.i18n import _
from pages.concepts.attention.gap.view import show_gap
from pages.concepts.attention.presets import list_presets
from pages.concepts.attention.state import STATE, VIEWS
from pages.concepts.attention.words.view import show_words
from pages.concepts.attention.writing.view import show_writing
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept

SHOW = {"words": show_words, "write": show_writing, "gap": show_gap}

STATE.restore()
scaffold.heading(
    _("Attention and the Transformer"),
    _(
        "In a Transformer every place of a text **asks** all others and mixes what they **answer**. See it number by"
        " number with a sentence of your own, then in a model that writes."
    ),
)
scaffold.presets(STATE, list_presets())
st.segmented_control(
    _("What to look at"),
    list(VIEWS),
    format_func=lambda name: _(VIEWS[name]),
    key=STATE.key("view"),
    required=True,
    label_visibility="collapsed",
)
SHOW[STATE["view"]]()
next_concept("pages/concepts/attention/page.py")
STATE.keep()
