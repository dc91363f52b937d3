"""Figures of the concept screens, one a screen or two; those that are drawn in the browser lie beside their screens.

May import what `core.charts` may. Begin with `transfer.py`.
"""
