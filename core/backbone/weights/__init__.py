"""Pretrained weights: those that come with an installed package, and those that are downloaded when they are needed.

Imports `core.networks` and what lies below it. Begin with `imagenet_weights.py`.
"""
