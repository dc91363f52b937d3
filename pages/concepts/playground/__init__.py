"""The screen Playground: points to draw, a network to build, and its training in the browser.

May import `core`, `pages.shared` and its own parts. Begin with `page.py`; the training is in `mathematics/`.
"""
