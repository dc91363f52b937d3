"""The worker's side of the desk: it answers questions, and keeps networks loaded for the next one.

May import all of `core.explain`. Begin with `serve.py`.
"""
