"""What a pretrained network makes of drawings, in numbers for concept screens: transfer, a biased collection, windows.

May import what `core.inference` may. Begin with `transfer.py`.
"""
