"""All dealings with Streamlit's server: how it starts, which files it sends to the browser, in which language.

May import `core` and `pages.shared`; no screen.
Begin with `server.py`, then `frontend.py` (what the browser loads besides the pages).
"""
