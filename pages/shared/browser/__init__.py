"""Elements of our own in the browser: how Streamlit mounts them, and what their scripts share.

May import nothing of ours; every other room of the pages may import it.
Begin with `component.py` and `component.js`; `scripts.py` gives scripts their addresses, `nodes.js` draws.
"""
