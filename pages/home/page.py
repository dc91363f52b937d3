"""The first screen: three ways in, the next step of the path through the concepts, and what was trained last."""

import streamlit as st

from core.i18n import _
from pages.home.latest_runs import latest_runs
from pages.home.ways import ways
from pages.shared.concept_screen.path import show_next_stop

st.title("Glassbox", anchor=False)
st.markdown(_("Take a neural network apart, train one on your own pictures, and question it."))
ways()
show_next_stop()
latest_runs()
st.caption(_("Everything happens on this machine: no picture, no model and no number leaves it."))
