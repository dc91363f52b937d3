"""Glassbox: take a neural network apart, train one on your own pictures, and question it.

Start it with `streamlit run app.py`. The server imports this file once and finds `app`; every session then runs it as
a script and draws the page that was asked for.
"""

import streamlit as st

from pages.navigation import sections, tab_title
from pages.server import language, server
from pages.server.mended.same_page_links import tell_address
from pages.shared import address
from pages.shared.guide import guide
from pages.shared.jobs.jobs_strip import jobs_strip

if server.in_session():
    st.set_page_config(page_icon=server.ICON, layout="wide")  # before the navigation, which would fetch icons elsewhere
    server.begin_session()
    language.choose()
    page = st.navigation(sections(), expanded=True)
    tell_address(page.url_path)
    language.keep_in_address()
    st.set_page_config(page_title=tab_title(page))
    with jobs_strip(page.url_path):
        address.begin()
        room = guide.make_room(page.url_path)
        server.run_page(page)
        guide.bar(room, page.url_path)
        address.end()
else:
    app = st.App(
        __file__,
        middleware=server.build_middleware(),
        secrets=server.build_secrets(),
        lifespan=server.lifespan,
        on_script_error=server.show_failure,
    )
