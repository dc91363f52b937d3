"""Questions to a worker that stays alive between two of them, and its answers, as files in its job's folder.

Begin with `messages.py`; `desk.py` has the files, `core.explain.serving` the worker's side. The asking side is
`core.tasks.models.explain`, which starts the worker and replaces a dead one.
"""
