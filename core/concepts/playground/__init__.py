"""The playground: points of the plane, a network of any depth, and the training that the browser runs too.

Imports NumPy and `core.concepts` alone. Begin with `course.py`; `pages/concepts/playground/mathematics/` is its twin in
JavaScript, which a browser test holds to it.
"""
