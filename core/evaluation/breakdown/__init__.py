"""One set of predictions in parts: by class, by threshold, by what pictures are like, and picture by picture.

Begin with `slices.py` (kinds of pictures), then `galleries.py` (single ones). Figures of the whole are in `report/`.
"""
