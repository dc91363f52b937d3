"""What the pretrained network has computed of pictures that never change, so that no page has to: features and names.

Arrays of NumPy; each file is made by a script in `benchmarks/`.
"""
