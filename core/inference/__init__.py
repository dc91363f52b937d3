"""Prediction without Keras: models, their predictions, and the training pictures most similar to a picture.

Begin with `Model` (model.py), then `find_model` and `list_models` (models.py). This room may import everything below
it, up to `core.runs`; metrics and comparisons are in `core.evaluation`.
"""
