"""The learning curves of a training, and the other data that findings are computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.content.recorded.article_curve import ArticleCurve
from core.evaluation.evaluate import load
from core.evaluation.evidence import data_facts
from core.evaluation.evidence.data_facts import DataFacts
from core.evaluation.evidence.mirroring import Mirrored, find_mirrored
from core.files import DamagedFileError
from core.networks.architecture import Architecture
from core.networks.layers import BatchNormalization, Dropout, OnlyInTraining
from core.runs.folder import RunFolder
from core.runs.inside import DAMAGED, Inside, LiveInside, has_begun
from core.runs.progress import LiveProgress
from core.specs.network import describe_network, resolve_recipe
from core.specs.training_spec import TrainingSpec

NEWEST = 3  # epochs; many networks predict a single class in their first two epochs, and then learn
CONFUSED = 0.35  # of the pictures of two classes that are taken for the other one: they are hardly told apart
FEWEST_CONFUSED = 10  # of those pictures


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
        spec: what was asked for; remedies that it has already are not offered.
        drawn: whether a program drew the pictures, so that they are no photos.
        training_pictures: of each class; empty if unknown.
        test: the confusion matrix of the test pictures; None if they were not evaluated.
        leaks: how many pictures are in more than one split; None if unknown.
        conflicts: how many pictures are under two labels.
        suspects: how many labels a check doubts; None if none was made.
        picture_side: the median shorter side of the pictures in pixels; 0 if unknown.
        mirrored: two classes that the training mirrors into one another.
        best_epoch: whose weights are kept; None if that is the epoch with the highest validation accuracy.

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
    spec: TrainingSpec = field(default_factory=TrainingSpec)
    drawn: bool = False
    training_pictures: Sequence[int] = ()
    test: np.ndarray | None = None
    leaks: int | None = None
    conflicts: int = 0
    suspects: int | None = None
    picture_side: int = 0
    mirrored: Mirrored | None = None
    best_epoch: int | None = None

    @property
    def epochs(self) -> int:
        return len(self.accuracy)

    @property
    def kept_epoch(self) -> int:
        """Whose weights are kept, from 1: the best; of a head the last, which has converged."""
        if self.spec.head_only:
            return self.epochs
        return self.best_epoch or self.val_accuracy.index(max(self.val_accuracy)) + 1

    @property
    def kept(self) -> float:
        """The validation accuracy of the kept weights."""
        return self.val_accuracy[self.kept_epoch - 1]

    @property
    def kept_loss(self) -> float:
        """The validation loss of the kept weights, of equally good epochs the lowest; there have to be losses."""
        if self.spec.head_only or self.best_epoch:
            return self.val_loss[self.kept_epoch - 1]
        pairs = zip(self.val_accuracy, self.val_loss, strict=True)
        return min(loss for accuracy, loss in pairs if accuracy == self.kept)


def read_curves(run: RunFolder) -> Curves | None:
    """The curves of a run, read from its files; None before its first epoch is done.

    Raises:
        DamagedFileError: the recording of the inside is damaged, or its epochs are gone; without it other things would
            be found than with it.

    """
    epochs, inside = LiveProgress(run).update().epochs, LiveInside(run.inside).update()
    if inside is None and has_begun(run.inside) and len(epochs) > 1:  # the first one may be on its way to the disk
        raise DamagedFileError(run.inside, DAMAGED)
    return gather_curves(run, epochs, inside)


def gather_curves(run: RunFolder, epochs: Sequence[Mapping[str, Any]], inside: Inside | None) -> Curves | None:
    """The curves of a run from epochs and recordings that the caller has read already."""
    spec, labels = run.read_training_spec(), run.read_classes()
    if not (epochs and labels):
        return None
    columns: dict[str, Any] = {
        name: [float(epoch[name]) for epoch in epochs] for name in ("accuracy", "val_accuracy", "loss", "val_loss")
    }
    facts, recorded = data_facts.read_facts(run, spec.dataset), summarize_inside(inside) if inside else {}
    test = _read_test_confusion(run, spec)
    confusions = [*recorded.get("confusions", ()), *([] if test is None else [test])]
    return Curves(
        classes=len(labels),
        **columns,
        **_describe_layers(spec, describe_network(spec, len(labels))),
        **recorded | {"labels": labels},
        spec=spec,
        drawn=facts.drawn,
        validation_pictures=int(recorded["confusions"][-1].sum()) if recorded else facts.validation_pictures,
        training_pictures=[facts.training_pictures.get(label, 0) for label in labels],
        test=test,
        leaks=facts.leaks,
        conflicts=facts.conflicts,
        suspects=facts.suspects,
        picture_side=facts.picture_side,
        mirrored=_find_mirrored(spec, facts, confusions[-1], labels) if confusions else None,
        best_epoch=max((place for place, epoch in enumerate(epochs, start=1) if epoch.get("best")), default=None),
    )


def _read_test_confusion(run: RunFolder, spec: TrainingSpec) -> np.ndarray | None:
    """Of the run's own test split, as it was evaluated last."""
    predictions = load(run.evaluation, spec.dataset, "test")
    return predictions.get_report().confusion if predictions and len(predictions.labels) else None


def _find_mirrored(
    spec: TrainingSpec, facts: DataFacts, confusion: np.ndarray, labels: Sequence[str]
) -> Mirrored | None:
    """Looked for where pictures are mirrored and two classes are hardly told apart: it opens pictures."""
    if spec.head_only or not resolve_recipe(spec).flip or facts.dataset is None:
        return None
    pair = find_confused_pair(confusion)
    return find_mirrored(facts.dataset, labels[pair[0]], labels[pair[1]]) if pair else None


def find_confused_pair(confusion: np.ndarray) -> tuple[int, int] | None:
    """The two classes that are taken for one another most; None if all are told apart."""
    worst, found = CONFUSED, None
    for first in range(len(confusion)):
        for second in range(first + 1, len(confusion)):
            both = confusion[np.ix_([first, second], [first, second])]
            share = 1 - both.trace() / max(both.sum(), 1)
            if both.sum() >= FEWEST_CONFUSED and share >= worst:
                worst, found = share, (first, second)
    return found


def build_article_curves(recorded: ArticleCurve) -> Curves:
    """The recorded run of the article's program: cats and dogs, dropout, no losses."""
    return Curves(
        classes=2,
        accuracy=recorded.accuracy,
        val_accuracy=recorded.val_accuracy,
        validation_pictures=int(recorded.settings.get("validation_photos", 0)),
        hindrances=("dropout",),
        spec=TrainingSpec(dataset="cats-vs-dogs", image_size=224),
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
