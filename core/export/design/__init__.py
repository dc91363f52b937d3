"""A design for elsewhere: Keras code as a person would write it, and a drawing.

May import what `core.export` may; the code is text here, and nothing of Keras is loaded.
Begin with `keras_code.py`.
"""
