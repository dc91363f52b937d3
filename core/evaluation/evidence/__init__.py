"""What is known of a training and of its pictures, as far as findings need it.

Begin with `curves.py`: `Curves` is all that a rule of `findings/` is given.
"""
