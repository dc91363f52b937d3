"""What several sections of a card need to read: the run, its evaluation, its dataset; None for what is not there."""

from pathlib import Path

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Part
from core.errors import InputError
from core.evaluation.evaluate import Predictions, load
from core.inference.decision import read_decision
from core.inference.model import Model
from core.runs.folder import RunFolder

SPLIT: Part = "test"


def find_run(model: Model) -> RunFolder | None:
    """The run that trained the model, if it was trained in this workspace."""
    return RunFolder(model.training.folder) if model.training else None


def find_dataset(model: Model) -> Dataset | None:
    """The dataset that it was trained on, as it is now."""
    try:
        return datasets.load(model.training.dataset) if model.training else None
    except InputError:  # the card says that it is gone
        return None


def read_predictions(model: Model) -> Predictions | None:
    """What the model said of its own test pictures, answered by the rule that is kept with it.

    Raises:
        InputError: the rule is damaged.

    """
    found = load(model.evaluations, model.training.dataset, SPLIT) if model.training else None
    return found.apply(read_decision(model)) if found else None


def list_evaluations(model: Model) -> list[tuple[str, str]]:
    """The datasets and splits that it was evaluated on, by name."""
    folder: Path = model.evaluations
    return sorted((path.parent.name, path.stem) for path in folder.glob("*/*.npz"))
