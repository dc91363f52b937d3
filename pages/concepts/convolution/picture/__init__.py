"""The sliding window, drawn in the browser: the picture, what lies under the window, and what comes out.

Begin with `picture.py`, which sends the numbers; `picture.js` draws them. `taps.js` repeats the window's arithmetic for
what is changed under the reader's hand, until Python has answered; a test holds it against core.concepts.convolution.
"""
