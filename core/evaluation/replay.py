"""What was recorded of the inside of a model, put together small enough to be sent to a browser at once."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.runs.inside import Header, Inside

DIGITS = 4  # significant ones of a norm; a screen shows no more


@dataclass(frozen=True)
class Replay:
    """`text` is JSON: what `build_frames` gives."""

    header: Header
    text: str


def make_replay(inside: Inside, rates: Mapping[int, float]) -> Replay:
    """The recordings as they are sent; `rates` are images a second by epoch."""
    return Replay(inside.header, json.dumps(build_frames(inside, rates), allow_nan=False, separators=(",", ":")))


def build_frames(inside: Inside, rates: Mapping[int, float]) -> dict[str, Any]:
    """Plain data, every list an epoch an entry.

    `confusion` and `probabilities` are flat and row by row, `layers` and `dead` a list a layer, `filters` one byte a
    weight: 128 is zero, and each filter's largest weight is as far from it as can be.
    """
    header, snapshots = inside.header, inside.snapshots
    kernels = [place for place, kind in enumerate(header.kinds) if kind != "BatchNormalization"]
    norms = np.stack([snapshot.layers[kernels] for snapshot in snapshots])
    return {
        "epochs": [snapshot.epoch for snapshot in snapshots],
        "classes": list(header.classes),
        "labels": list(header.labels),
        "confusion": [snapshot.confusion.ravel().tolist() for snapshot in snapshots],
        "probabilities": [_round_shares(snapshot.probabilities) for snapshot in snapshots],
        "layers": [header.layers[place] for place in kernels],
        **{name: _collect_norms(norms[:, :, column]) for column, name in enumerate(("weights", "gradients", "ratios"))},
        "relus": list(header.relus),
        "dead": np.stack([snapshot.dead for snapshot in snapshots]).astype(float).round(4).tolist(),
        "probe": header.probe,
        "shape": list(snapshots[-1].filters.shape),
        "filters": [_encode_bytes(snapshot.filters) for snapshot in snapshots],
        "rate": [_round_finite(snapshot.learning_rate) for snapshot in snapshots],
        "images": [rates.get(snapshot.epoch) for snapshot in snapshots],
        "memory": [snapshot.memory for snapshot in snapshots],
        "gpu": [_round_finite(snapshot.gpu) for snapshot in snapshots],
    }


def _round_shares(probabilities: np.ndarray) -> list[float]:
    """Three digits of each; 0 for all of a model that no longer answers with numbers."""
    shares: list[float] = np.nan_to_num(probabilities.astype(float)).round(3).ravel().tolist()
    return shares


def _collect_norms(values: np.ndarray) -> list[list[float | None]]:
    return [[_round_finite(value) for value in row] for row in values.tolist()]


def _round_finite(value: float) -> float | None:
    """Four digits of it; JSON knows neither infinity nor what is no number."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _encode_bytes(filters: np.ndarray) -> str:
    """Filter by filter, each row by row, three bytes a weight."""
    each = np.moveaxis(np.nan_to_num(filters), -1, 0)
    largest = np.abs(each).max(axis=(1, 2, 3), keepdims=True, initial=1e-12)
    return b64encode((128 + 127 * each / largest).round().astype(np.uint8).tobytes()).decode()
