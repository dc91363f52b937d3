"""The screen Recurrent networks: a cell unrolled over the reader's text, its training, and the gradient's way back.

May import `core` and `pages.shared`; the mathematics is `core.concepts.recurrent`.
Begin with `page.py`, then `unrolling/` (the picture).
"""
