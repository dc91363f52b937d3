"""The screen Forward and backward: one step of training, number by number, on a network changed by hand.

May import `core` and `pages.shared`; the mathematics is `core.concepts.network`.
Begin with `page.py`, then `network_state.py` (what the address holds), `walk/` (words) and `diagram/` (drawing).
"""
