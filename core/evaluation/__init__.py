"""From predictions to a judgement: metrics, comparisons of runs, what curves mean, and the replay of a training.

May import `core.inference` and the rooms below it; no Keras.
Begin with `evaluate.py` (a model on one split), then `report/` and `findings/`.
"""
