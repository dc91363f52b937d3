"""What people see, in the browser and on the server's way there: the only part that imports Streamlit.

A screen may import `pages.shared` and `pages.server`; neither of them a screen, and no screen another one.
Begin with `navigation.py` (which screens there are), then any screen's `page.py`.
"""
