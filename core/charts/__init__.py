"""Plotly figures from plain data, each built in one call, and the colours that they share.

May import `core.i18n` and what is as low; it knows no dataset, no run and no screen.
Begin with `style.py` (the look), then `learning_curve.py`.
"""
