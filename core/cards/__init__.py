"""Results as pictures to hand to others: what was trained and how good it is, and one prediction.

May import `core.evaluation` and what is lower.
Begin with `run_card.py` or `answer_card.py`; both draw on the `sheet.py`, in the font of `writing.py`.
"""
