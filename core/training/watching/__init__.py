"""What is recorded while a model trains: its events, its confusion matrix, and what goes on inside it.

May import whatever `core.training` may; it watches and changes nothing but the end of a training.
Begin with `recorder.py` (the events), then `inspection.py` (the inside).
"""
