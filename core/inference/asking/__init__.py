"""Many pictures asked at once: what paths and uploads stand for, the batch of one person, answers for other programs.

May import what `core.inference` may. Begin with `batch.py`.
"""
