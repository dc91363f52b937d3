"""The concept screens: a folder a screen, named as its address, with its picture, formulas, script and style.

A screen may import `core` and `pages.shared`; never another screen.
Begin with `activations/`, the plainest; a new screen is a folder like it and a stop in
`pages/shared/concept_screen/path.py`.
"""
