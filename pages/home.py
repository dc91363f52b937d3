"""The first screen: what Glassbox is and what to do next."""

import streamlit as st

from core.i18n import _

st.title("Glassbox")
st.write(_("Take a neural network apart, train one on your own pictures, and question it."))
