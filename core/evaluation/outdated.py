"""Whether stored predictions still fit their dataset: decisions about its pictures change labels and splits."""

from core.data.datasets import Dataset
from core.data.index import Part
from core.evaluation.evaluate import Predictions


def count_outdated(predictions: Predictions, dataset: Dataset, split: Part) -> int:
    """The pictures that were relabelled, left out of the split or added to it since the evaluation."""
    pictures = dataset.list_pictures(split=None if split == "all" else split)
    now = {(record.path, str(record.label)) for record in pictures}
    then = {
        (path, predictions.classes[label])
        for path, label in zip(predictions.paths, predictions.labels.tolist(), strict=True)
    }
    return len({path for path, _label in now ^ then})
