"""The unrolled network, drawn in the browser: each step with its memory and its answer, and the training as it went.

Begin with `unrolling.py`, which sends the numbers; `unrolling.js` draws them with the scripts beside it.
"""
