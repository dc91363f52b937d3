"""What can be asked of a training, with its limits and texts: every choice is a field of one model.

May import `core.networks`, `core.data` and the rooms below them; it does nothing of what is asked.
Begin with `training_spec.py`; forms, addresses and commands read it through `settings.py`.
"""
