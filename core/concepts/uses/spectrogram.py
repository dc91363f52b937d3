"""Sound as a picture: how strong each frequency is at each moment.

    sound = play("square", (440.0, 660.0), seconds=1.0, noise=0.0, seed=0)
    picture = compute_spectrogram(sound, window=1024)

The short-time Fourier transform of windows that overlap by three quarters, each weighted by Hann's window; decibels
relative to the loudest value. A longer window tells frequencies apart better, and moments worse: with n samples at rate
r the frequencies lie r / n apart and a moment lasts n / r.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Shape = Literal["sine", "square", "sawtooth"]
SHAPES: tuple[Shape, ...] = ("sine", "square", "sawtooth")
RATE = 16_000  # samples a second
OVERLAP = 4  # windows over each sample
FLOOR = -80.0  # decibels; what is quieter counts as silence
ATTACK = 0.02  # seconds in which a note comes and goes, so that it does not click


@dataclass(frozen=True)
class Spectrogram:
    """`decibels` (frequencies, moments); `frequencies` in Hz, `moments` in seconds."""

    frequencies: Array
    moments: Array
    decibels: Array


def play(shape: Shape, frequencies: tuple[float, ...], *, seconds: float, noise: float, seed: int) -> Array:
    """Samples (seconds · RATE,) from -1 to 1: the notes at once in the first half, the first alone in the second."""
    time = np.arange(round(seconds * RATE)) / RATE
    half = len(time) // 2
    sound = _fade(_make_wave(shape, frequencies[0], time))
    for frequency in frequencies[1:]:
        sound[:half] += _fade(_make_wave(shape, frequency, time[:half]))
    sound += noise * np.random.default_rng(seed).normal(0, 1, len(time))
    return sound / max(1.0, float(np.abs(sound).max()))


def compute_spectrogram(sound: Array, window: int) -> Spectrogram:
    """The spectrogram of samples (n,), n at least `window`, with windows of `window` samples."""
    step = window // OVERLAP
    starts = np.arange(0, len(sound) - window + 1, step)
    weights = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window)
    frames = sound[starts[:, None] + np.arange(window)] * weights
    strength = np.abs(np.fft.rfft(frames, axis=1)).T / weights.sum()
    with np.errstate(divide="ignore"):
        decibels = 20 * np.log10(strength / max(strength.max(), 1e-12))
    moments = (starts + window / 2) / RATE
    frequencies = np.arange(window // 2 + 1) * RATE / window
    return Spectrogram(frequencies, moments, np.maximum(decibels, FLOOR))


def _make_wave(shape: Shape, frequency: float, time: Array) -> Array:
    """A wave built from its overtones below half the rate, so that none folds back."""
    if shape == "sine":
        return np.sin(2 * np.pi * frequency * time)
    numbers = np.arange(1, int(RATE / 2 / frequency) + 1, 2 if shape == "square" else 1)
    wave: Array = (np.sin(2 * np.pi * frequency * numbers[:, None] * time) / numbers[:, None]).sum(axis=0)
    return wave * (4 / np.pi if shape == "square" else 2 / np.pi)


def _fade(sound: Array) -> Array:
    edge = min(round(ATTACK * RATE), len(sound) // 2)
    ramp = np.ones(len(sound))
    ramp[:edge] = np.linspace(0, 1, edge)
    ramp[len(sound) - edge :] = np.linspace(1, 0, edge)
    return sound * ramp
