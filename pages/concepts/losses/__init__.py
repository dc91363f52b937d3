"""The screen Losses: what squared error and cross-entropy say to the logits of one prediction.

May import `core` and `pages.shared`; the mathematics is `core.concepts.loss_trace`.
Begin with `page.py`; `chart.py` sends the numbers and `chart.js` draws them with the scripts beside it.
"""
