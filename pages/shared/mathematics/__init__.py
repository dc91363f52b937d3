"""Ports of `core/concepts` to the browser, for screens that train there; tests hold them to the Python.

Imports nothing of the page. Begin with `network.js`.
"""
