"""A model card: what is known of a model, as Markdown and as a page, and what is not known said to be so.

May import what `core.export` may.
Begin with `content.py`, which gathers the sections; `markdown.py` and `page.py` write them.
"""
