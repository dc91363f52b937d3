"""The path for newcomers: tasks on screens that are there already, each done by doing and checked by what came of it.

May import `core` and the rest of `pages.shared`. Begin with `tasks.py`; a screen tells what is to be seen on it with
`guide.tell(...)`, and `app.py` draws the bar.
"""
