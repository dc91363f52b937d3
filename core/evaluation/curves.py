"""The learning curves of a training, and the other data that findings are computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.content.article_curve import ArticleCurve
from core.data import datasets, index
from core.errors import InputError
from core.files import none_if_damaged
from core.networks.architecture import Architecture
from core.networks.layers import BatchNormalization, Dropout, OnlyInTraining
from core.runs.folder import RunFolder
from core.runs.inside import Inside, LiveInside
from core.runs.progress import LiveProgress
from core.specs.network import describe_network, resolve_recipe
from core.specs.training_spec import TrainingSpec

NEWEST = 3  # epochs; many networks predict a single class in their first two epochs, and then learn


@dataclass(frozen=True)
class Curves:
    """Four curves with one number an epoch; the losses are empty if only accuracies were recorded.

    Attributes:
        classes: how many there are.
        validation_pictures: the number of validation pictures; 0 if unknown.
        hindrances: what makes training pictures harder than validation pictures: `dropout`, `augmentation`.
        normalised: whether the network has batch normalisation.
        confusions: the confusion matrices of the newest epochs, at most three.
        dead: for each layer that ends in a ReLU, its share of dead units in the first and the newest epoch.
        update_ratio: the median of update by weight norm over layers with kernels, in the epoch with the largest.
        labels: the names of the classes, if there are confusion matrices.

    """

    classes: int
    accuracy: Sequence[float]
    val_accuracy: Sequence[float]
    loss: Sequence[float] = ()
    val_loss: Sequence[float] = ()
    validation_pictures: int = 0
    hindrances: Sequence[str] = ()
    normalised: bool = False
    confusions: Sequence[np.ndarray] = ()
    dead: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    update_ratio: float | None = None
    labels: Sequence[str] = ()

    @property
    def epochs(self) -> int:
        return len(self.accuracy)


def read_curves(run: RunFolder) -> Curves | None:
    """The curves of a run, read from its files; None before its first epoch is done."""
    inside = none_if_damaged(LiveInside(run.inside).update)()
    return gather_curves(run, LiveProgress(run).update().epochs, inside)


def gather_curves(run: RunFolder, epochs: Sequence[Mapping[str, Any]], inside: Inside | None) -> Curves | None:
    """The curves of a run from epochs and recordings that the caller has read already."""
    spec, classes = run.spec(), len(run.classes())
    if not (epochs and classes):
        return None
    columns: dict[str, Any] = {
        name: [float(epoch[name]) for epoch in epochs] for name in ("accuracy", "val_accuracy", "loss", "val_loss")
    }
    return Curves(
        classes=classes,
        **columns,
        validation_pictures=_count_validation_pictures(run, spec, inside),
        **_describe_layers(spec, describe_network(spec, classes)),
        **(summarize_inside(inside) if inside else {}),
    )


def build_article_curves(recorded: ArticleCurve) -> Curves:
    """The recorded run of the article's program: cats and dogs, dropout, no losses."""
    return Curves(
        classes=2,
        accuracy=recorded.accuracy,
        val_accuracy=recorded.val_accuracy,
        validation_pictures=int(recorded.settings.get("validation_photos", 0)),
        hindrances=("dropout",),
    )


def summarize_inside(inside: Inside) -> dict[str, Any]:
    """The fields of `Curves` that come from recordings of the inside."""
    first, newest = inside.snapshots[0], inside.snapshots[-1]
    kernels = [kind != "BatchNormalization" for kind in inside.header.kinds]
    ratios = np.stack([snapshot.layers[kernels, 2] for snapshot in inside.snapshots])
    return {
        "confusions": [snapshot.confusion for snapshot in inside.snapshots[-NEWEST:]],
        "dead": {
            name: (float(first.dead[place]), float(newest.dead[place]))
            for place, name in enumerate(inside.header.relus)
        },
        "update_ratio": float(np.median(ratios, axis=1).max()) if ratios.size else None,
        "labels": inside.header.classes,
    }


def _count_validation_pictures(run: RunFolder, spec: TrainingSpec, inside: Inside | None) -> int:
    """The number at the start of the training, if the run has recorded it; else that of the dataset now."""
    if inside:
        return int(inside.snapshots[-1].confusion.sum())
    if learned := none_if_damaged(index.load_copy)(run.path):
        return sum(record.usable and record.split == "val" for record in learned)
    try:
        manifest = datasets.load(spec.dataset).manifest
    except InputError:  # the dataset is gone, but the curves can still be shown
        return 0
    return manifest.splits.get("val", 0)


def _describe_layers(spec: TrainingSpec, architecture: Architecture) -> dict[str, Any]:
    layers = [node.layer for node in architecture.nodes]
    blended = not spec.head_only and bool(resolve_recipe(spec).mixup)  # mixup is done in the batches, not by a layer
    hindered = {
        "dropout": any(isinstance(layer, Dropout) and layer.rate for layer in layers),
        "augmentation": blended or any(isinstance(layer, OnlyInTraining) for layer in layers),
    }
    return {
        "hindrances": [name for name, there in hindered.items() if there],
        "normalised": any(isinstance(layer, BatchNormalization) for layer in layers),
    }
