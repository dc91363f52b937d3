"""The screen Train: the form of a training, and the run that follows from it.

May import `core` and `pages.shared`.
Begin with `page.py`, then `form.py`; `form_state.py` keeps the form in the address.
"""
