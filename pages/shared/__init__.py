"""What two or more screens use, and nothing else.

May import `core`; no screen, and not `pages.server`.
Begin with `screen_state.py` (a screen's state in its address) and `browser/component.py` (our own elements).
"""
