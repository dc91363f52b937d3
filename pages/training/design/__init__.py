"""The screen Design: a network built from blocks, with what it costs and sees as it changes.

May import `core` and `pages.shared`; what a block is and what fits is `core.networks.design`.
Begin with `page.py`; `state.py` holds the design and its history.
"""
