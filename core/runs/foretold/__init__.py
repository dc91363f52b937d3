"""What is told of a training before it begins, and afterwards how far off that was.

May import what `core.runs` may. Begin with `promise.py`; `cost_model.py` keeps what was measured of this machine.
"""
