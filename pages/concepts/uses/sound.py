"""Sound: a note becomes a picture, and a picture is what a CNN can read."""

from typing import Any

import pandas as pd
import streamlit as st

from core.charts.concepts.spectrogram import draw_spectrogram
from core.concepts.uses.spectrogram import RATE, SHAPES, Spectrogram, compute_spectrogram, play
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _
from pages.concepts.uses.state import HIGHEST, LOWEST, STATE, WINDOWS
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import scaffold

SECONDS = 1.6
SHAPE_NAMES = {"sine": N_("sine wave"), "square": N_("square wave"), "sawtooth": N_("sawtooth wave")}


def sound() -> None:
    """The controls, the sound to hear, its picture, and how finely it tells things apart."""
    _show_controls()
    samples = play(**_read_notes())
    window = int(STATE["window"])
    picture = compute_spectrogram(samples, window)
    st.audio(samples, sample_rate=RATE)
    st.plotly_chart(
        draw_spectrogram(
            picture.frequencies,
            picture.moments,
            picture.decibels,
            names={"frequency": _("frequency (Hz)"), "time": _("time (s)"), "loudness": "dB"},
        ),
        alt=_("Spectrogram: bright lines at the frequencies of the notes and their overtones."),
        key="uses.spectrogram",
        config={"displayModeBar": False},
    )
    chart_download("uses.spectrogram", name="spectrogram")
    scaffold.formula(
        r"X_{m,k} = \sum_{i=0}^{n-1} w_i \, x_{mh+i} \, e^{-2\pi \mathrm{i}\, k i / n}"
        r" \qquad \Delta f = \frac{r}{n} \qquad \Delta t = \frac{n}{r}",
        rf"\Delta f = \frac{{{RATE}}}{{{window}}} = {RATE / window:.4g}\ \text{{Hz}}"
        rf" \qquad \Delta t = \frac{{{window}}}{{{RATE}}} = {window / RATE:.4g}\ \text{{s}}",
    )
    scaffold.table(lambda: strongest_table(picture))


def list_calls() -> list[Call]:
    """What the notebook computes."""
    return [
        Call("samples", play, _read_notes(), shown=["shape", "max()"]),
        Call(
            "picture",
            compute_spectrogram,
            {"sound": Result("samples"), "window": int(STATE["window"])},
            shown=["decibels.shape", "frequencies[:8]"],
        ),
    ]


def _read_notes() -> dict[str, Any]:
    notes = (STATE["note"], STATE["second"])
    return {"shape": STATE["shape"], "frequencies": notes, "seconds": SECONDS, "noise": STATE["noise"], "seed": 0}


def _show_controls() -> None:
    note, second, shape, window, noise = st.columns(5)
    note.slider(_("Note (Hz)"), LOWEST, HIGHEST, key=STATE.key("note"))
    second.slider(_("Second note (Hz)"), LOWEST, HIGHEST, key=STATE.key("second"))
    names = {name: _(title) for name, title in SHAPE_NAMES.items()}
    shape.selectbox(_("Wave"), SHAPES, format_func=names.__getitem__, key=STATE.key("shape"))
    window.selectbox(
        _("Window (samples)"),
        WINDOWS,
        key=STATE.key("window"),
        help=_("How much of the sound goes into one column of the picture."),
    )
    noise.slider(_("Noise"), 0.0, 1.0, step=0.05, key=STATE.key("noise"))


def strongest_table(picture: Spectrogram) -> pd.DataFrame:
    """The loudest frequency of each moment."""
    loudest = picture.decibels.argmax(axis=0)
    return pd.DataFrame(
        {
            _("time (s)"): picture.moments,
            _("loudest frequency (Hz)"): picture.frequencies[loudest],
            "dB": picture.decibels.max(axis=0),
        }
    )
