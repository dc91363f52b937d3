"""Glassbox: take a neural network apart, train one on your own pictures, and question it.

Start it with `streamlit run app.py`.
"""

import streamlit as st

from pages.components import language, vendor
from pages.navigation import sections

st.set_page_config(page_title="Glassbox", page_icon=":material/deployed_code:", layout="wide")
language.choose()
vendor.provide_plotly()
st.navigation(sections()).run()
