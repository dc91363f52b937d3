"""A bar for work that tells `(done, total)`, with the time that is left."""

import time

import streamlit as st

from core.i18n import _
from core.units import readable_seconds

SURE_AFTER = 2.0  # seconds; before that a guess of the time left would jump about


class Progress:
    """Call it with (done, total); the bar moves when a whole per cent is reached."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._began = time.monotonic()
        self._percent = -1
        self._bar = st.progress(0.0, text=text)

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total
        if percent != self._percent:
            self._percent = percent
            self._bar.progress(percent, text=f"{self._text} · {percent} %{self._left(done, total)}")

    def _left(self, done: int, total: int) -> str:
        gone = time.monotonic() - self._began
        if gone < SURE_AFTER or not done:
            return ""
        return " · " + _("{time} left").format(time=readable_seconds(gone * (total - done) / done))
