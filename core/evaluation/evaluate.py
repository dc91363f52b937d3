"""Judge a run's model on one split of a dataset, and keep what it said of every picture."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core import files
from core.backbone.examples import Examples, examples
from core.backbone.head import Head
from core.backbone.onnx_form import is_ready
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Split
from core.data.pixels.cache import Decoded, open_decoded
from core.errors import InputError
from core.evaluation.metrics import Report, report
from core.i18n import N_
from core.inference import imagenet
from core.inference.imagenet import Pretrained
from core.inference.session import BATCH, Classifier
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress, stage, tell
from core.runs.folder import RunFolder
from core.units import readable_names

NOT_FINITE = N_(
    "The weights have grown beyond all bounds, so that the model no longer answers with numbers. Train another with a "
    "learning rate ten times lower, with clipped gradients, or in float32."
)


ARRAYS = ("classes", "paths", "labels", "probabilities")


@dataclass(frozen=True)
class Predictions:
    """What a model said of the pictures of one split.

    `paths` are relative to the dataset's pictures; `labels` (n,) are numbers into `classes`; `probabilities` are
    (n, classes).
    """

    classes: tuple[str, ...]
    paths: tuple[str, ...]
    labels: np.ndarray
    probabilities: np.ndarray

    def report(self) -> Report:
        return report(self.classes, self.labels, self.probabilities)

    def cell(self, true: int, predicted: int) -> np.ndarray:
        """The places of the pictures of one class that were taken for another (or the same), the surest first."""
        said = self.probabilities.argmax(axis=1)
        places = np.flatnonzero((self.labels == true) & (said == predicted))
        return places[np.argsort(-self.probabilities[places, predicted], kind="stable")]


def judgeable(run: RunFolder) -> list[str]:
    """The datasets that a model can be judged on: its own, and those with classes that it knows."""
    there = {one.name: list(one.manifest.classes) for one in datasets.summaries() if one.manifest}
    if isinstance(run, Pretrained):
        return [name for name, classes in there.items() if imagenet.groups(classes) is not None]
    own, known = run.spec().dataset, run.classes()
    return list(dict.fromkeys([own, *(name for name, classes in there.items() if classes == known)]))


def evaluate(
    run: RunFolder,
    dataset: Dataset,
    split: Split,
    progress: Progress | None = None,
    pictures: Decoded | None = None,
) -> Report:
    """Predict every picture of the split and write the predictions into the run's folder.

    `progress(done, total)` runs once from nothing to all: the first half is decoding, where there is any to do.
    `pictures` are the dataset's at the size of the model, where they are open already.

    Raises:
        InputError: the split is empty, the dataset has other classes than the model, or what the model says are no
            numbers.

    """
    found = _predictions(run, dataset, split, progress, pictures)
    if not np.isfinite(found.probabilities).all():
        raise InputError(NOT_FINITE)
    _save(found, _path(run, dataset.name, split))
    return found.report()


def _predictions(
    run: RunFolder, dataset: Dataset, split: Split, progress: Progress | None, pictures: Decoded | None
) -> Predictions:
    if isinstance(run, Pretrained):
        return _by_groups(dataset, split, progress)
    classes = tuple(run.classes())
    if tuple(dataset.classes) != classes:
        raise InputError(
            N_("The model of {run} knows {known}; {dataset} has {classes}. Choose a dataset with the same classes."),
            run=run.run_id, known=readable_names(classes), dataset=dataset.name,
            classes=readable_names(dataset.classes),
        )  # fmt: skip
    head, backbone = Head.load(run.head), run.spec().backbone
    if head is None or backbone is None or not is_ready(backbone):
        return _by_model(run, dataset, split, progress, pictures)
    return _by_head(head, backbone, dataset, split, progress)


def _by_model(
    run: RunFolder, dataset: Dataset, split: Split, progress: Progress | None, pictures: Decoded | None
) -> Predictions:
    """From decoded pixels, through the whole network."""
    classes = tuple(dataset.classes)
    model = Classifier(run.onnx_model, classes)
    if pictures is None:
        pictures = open_decoded(dataset, model.image_size, progress=stage(progress, 0, 2))
    chosen = pictures.of(split)
    if not chosen.size:
        raise _empty(dataset, split)
    parts, predicting = [], stage(progress, 1, 2)
    for start in range(0, chosen.size, BATCH):
        parts.append(model.probabilities(pictures.images[chosen[start : start + BATCH]]))
        tell(predicting, min(start + BATCH, chosen.size), chosen.size)
    paths = tuple(pictures.paths[number] for number in chosen)
    return Predictions(classes, paths, pictures.labels[chosen], np.concatenate(parts))


def _by_head(head: Head, backbone: Backbone, dataset: Dataset, split: Split, progress: Progress | None) -> Predictions:
    """From the backbone's features, which may be known already, through the last layer alone."""
    seen = _examples(dataset, split, progress, backbone)
    return Predictions(tuple(dataset.classes), seen.paths, seen.labels, head.probabilities(seen.rows))


def _examples(dataset: Dataset, split: Split, progress: Progress | None, backbone: Backbone = EMBEDDED) -> Examples:
    records = dataset.pictures(split=split)
    if not records:
        raise _empty(dataset, split)
    return examples(dataset, records, backbone, progress=progress)


def _by_groups(dataset: Dataset, split: Split, progress: Progress | None) -> Predictions:
    """Without any training: ImageNet's probabilities, added up for each class of the dataset."""
    parts = imagenet.groups(dataset.classes)
    if parts is None:
        raise imagenet.no_groups(dataset.name, dataset.classes)
    seen = _examples(dataset, split, progress)
    return Predictions(tuple(dataset.classes), seen.paths, seen.labels, imagenet.zero_shot(seen.rows, parts))


def _empty(dataset: Dataset, split: Split) -> InputError:
    return InputError(N_("The split {split} of {dataset} has no pictures."), split=split, dataset=dataset.name)


@files.none_if_damaged
def load(run: RunFolder, dataset: str, split: str) -> Predictions | None:
    """Read the predictions on a split; None if the run was not judged on it, or has to be again: they are damaged."""
    kept = files.read_arrays(_path(run, dataset, split), ARRAYS)
    if kept is None:
        return None
    classes, paths, labels, probabilities = (kept[name] for name in ARRAYS)
    return Predictions(tuple(classes.tolist()), tuple(paths.tolist()), labels, probabilities)


def _path(run: RunFolder, dataset: str, split: str) -> Path:
    return run.evaluation / dataset / f"{split}.npz"


def _save(found: Predictions, path: Path) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    values = (np.array(found.classes), np.array(found.paths), found.labels, found.probabilities)
    files.write_arrays(path, dict(zip(ARRAYS, values, strict=True)))
