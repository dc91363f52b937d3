"""How familiar a picture is to a model: its nearest neighbours, the limits of their distances, the sentences about it.

May import what `core.inference` may. Begin with `neighbours.py`.
"""
