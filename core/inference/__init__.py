"""Answers about pictures, without Keras: models, their predictions, and the training pictures that resemble one.

`Model` (model.py) is whatever answers; `find_model` and `list_models` (models.py) are where a caller begins. This room
may import everything below it, up to `core.runs`; metrics and comparisons are in `core.evaluation`.
"""
