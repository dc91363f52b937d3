"""The screen Export: take a model with you in any format, and bring one in that was made elsewhere.

May import `core`, `pages.server` and `pages.shared`.
Begin with `page.py`, then `import_form.py`.
"""
