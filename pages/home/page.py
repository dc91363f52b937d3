"""The first screen: three ways in, the next task of the path, and what was trained last."""

import streamlit as st

from core.i18n import _
from pages.home.latest_runs import latest_runs
from pages.home.ways import ways
from pages.shared import visitor
from pages.shared.guide.guide import show_next_task

st.title("Glassbox", anchor=False)
st.markdown(_("Take a neural network apart, train one on your own pictures, and question it."))
ways()
show_next_task()
latest_runs()
st.caption(
    _("What you make here is yours alone: nobody else sees it, and nothing is sent on.")
    if visitor.is_hosted()
    else _("Everything happens on this machine: no picture, no model and no number leaves it.")
)
