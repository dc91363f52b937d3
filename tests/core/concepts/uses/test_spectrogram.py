"""Sound as a picture: held against SciPy, and a note is where its frequency says."""

import numpy as np
import pytest
from scipy.signal import ShortTimeFFT
from scipy.signal.windows import hann

from core.concepts.uses.spectrogram import FLOOR, OVERLAP, RATE, SHAPES, compute_spectrogram, play


@pytest.mark.parametrize("window", [256, 1024])
def test_the_values_are_those_of_scipy(window):
    sound = play("sawtooth", (440.0, 700.0), seconds=0.5, noise=0.3, seed=1)
    ours = compute_spectrogram(sound, window)
    theirs = ShortTimeFFT(hann(window, sym=False), window // OVERLAP, RATE, scale_to="magnitude")
    strength = np.abs(theirs.stft(sound, p0=2, p1=2 + len(ours.moments), k_offset=0))
    decibels = np.maximum(20 * np.log10(strength / strength.max()), FLOOR)
    assert ours.decibels == pytest.approx(decibels, abs=1e-6)
    assert ours.frequencies == pytest.approx(theirs.f)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_loudest_line_is_the_note(shape):
    picture = compute_spectrogram(play(shape, (500.0,), seconds=1.0, noise=0.0, seed=0), 1024)
    middle = picture.decibels[:, picture.decibels.shape[1] // 2]
    assert picture.frequencies[middle.argmax()] == pytest.approx(500, abs=RATE / 1024)


def test_the_second_note_stops_half_way():
    picture = compute_spectrogram(play("sine", (400.0, 900.0), seconds=1.0, noise=0.0, seed=0), 512)
    row = np.abs(picture.frequencies - 900).argmin()
    assert picture.decibels[row, picture.moments < 0.4].min() > -10
    assert picture.decibels[row, picture.moments > 0.6].max() < -60


@pytest.mark.parametrize(("window", "apart"), [(256, False), (2048, True)])
def test_only_a_long_window_tells_near_notes_apart(window, apart):
    picture = compute_spectrogram(play("sine", (440.0, 480.0), seconds=1.6, noise=0.0, seed=0), window)
    column = picture.decibels[:, np.abs(picture.moments - 0.4).argmin()]
    between = np.interp([440, 460, 480], picture.frequencies, column)
    assert bool(between[1] < min(between[0], between[2]) - 3) == apart
