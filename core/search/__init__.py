"""A search for better settings: the coordinator that asks and tells Optuna, and what can be said of its trials.

May import `core.tasks` and what lies below it; Optuna is loaded by the worker alone.
Begin with `coordinator.py` (the job), then `trials.py` (what it writes) and `findings.py` (what pages say of it).
"""
