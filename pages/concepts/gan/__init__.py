"""The screen GAN: a generator and a discriminator that play in the plane, in the browser, round by round.

May import `core` and `pages.shared`; the mathematics is `core.concepts.gan`, and `game.js` its port.
Begin with `page.py`; `chart.py` sends the beginning of a game and hears where it was paused, `chart.js` plays it.
"""
