"""Whether stored predictions still fit their dataset: decisions about its pictures change labels and splits."""

from core.data.datasets import Dataset
from core.data.index import Part
from core.evaluation.evaluate import Predictions
from core.inference.class_names import match_names


def count_outdated(predictions: Predictions, dataset: Dataset, split: Part) -> int:
    """The pictures that were relabelled, left out of the split or added to it since the evaluation.

    The predictions may spell the classes as the model does: `Cats` and `cats` are one class.
    """
    known = match_names(predictions.classes, dataset.classes)
    names = predictions.classes if known is None else [dataset.classes[place] for place in known]
    pictures = dataset.list_pictures(split=None if split == "all" else split)
    now = {(record.path, str(record.label)) for record in pictures}
    then = {(path, names[label]) for path, label in zip(predictions.paths, predictions.labels.tolist(), strict=True)}
    return len({path for path, _label in now ^ then})
