"""Known sets of pictures that others have published: what they are, and how they become folders of classes.

Begin in `sets.py`.
"""
