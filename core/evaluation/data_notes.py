"""What has to be said beside the figures of an evaluation: of its pictures, and of a training that had hardly begun."""

from collections.abc import Sequence

from core.curation import data_state
from core.curation.current_state import load_state
from core.curation.data_state import DataState
from core.data import datasets, index
from core.data.datasets import Dataset
from core.data.index import Part, Record
from core.errors import InputError
from core.files import none_if_damaged
from core.i18n import N_, Message
from core.inference.model import Model, TrainingPictures
from core.runs.data_notes import explain_training
from core.runs.folder import RunFolder
from core.runs.trained_head import has_learned_validation

SEEN = N_("The model was trained on {pictures} of these pictures: the figures are too good.")

ALL_SEEN = N_("The model was trained on these pictures, so it does better on them than on new ones.")
SOME_SEEN = N_(
    "Among these are the pictures that the model was trained on, so it does better on them than on new ones."
)

LEARNED_SINCE = N_(
    "{pictures} of these pictures validated the model, which has learned them since. Its answers to them here are "
    "those from before."
)


def explain_data(model: Model, name: str, split: Part) -> list[Message]:
    """A sentence for each thing that makes the figures of a model on a split worth less than they seem."""
    begun = explain_training(RunFolder(model.training.folder)) if model.training else ()
    return [*begun, *_explain_pictures(model, name, split)]


def explain_moved(model: Model, name: str, split: Part, paths: Sequence[str]) -> list[Message]:
    """How many of the pictures in a split of the model's own dataset it has learned, when they were in another split.

    `paths` are those that were predicted.
    """
    if model.training is None or model.training.dataset != name or split not in ("val", "test"):
        return []
    learned = {record.path for record in _read_learned(model.training) if record.split == "train"}
    return _count(SEEN, sum(path in learned for path in paths))


def explain_answers(model: Model, name: str, paths: Sequence[str]) -> list[Message]:
    """Where the predictions of these pictures of a dataset are not what the model says now, a sentence that says so."""
    if model.training is None or not has_learned_validation(RunFolder(model.training.folder)):
        return []
    learned = _read_learned(model.training)
    validated = {record.sha256 for record in learned if record.split == "val"}
    try:
        records = learned if model.training.dataset == name else datasets.load(name).list_pictures()
    except InputError:  # the page or the command says that it is gone or damaged
        return []
    known = {record.path for record in records if record.sha256 in validated}
    return _count(LEARNED_SINCE, sum(path in known for path in paths))


def _read_learned(training: TrainingPictures) -> list[Record]:
    """The pictures as they were when the model was trained; none where that is not known."""
    return [record for record in none_if_damaged(index.load_copy)(training.folder) or () if record.usable]


def _count(text: str, n: int) -> list[Message]:
    return [Message(text, {"pictures": f"{n:,}"})] if n else []


def _explain_pictures(model: Model, name: str, split: Part) -> list[Message]:
    own = model.training is not None and model.training.dataset == name
    if own and model.training and (kept := data_state.read(model.training.folder)) is not None:
        return [*_explain_trained(split), *_explain(kept, split)]
    try:
        dataset = datasets.load(name)
        state = load_state(dataset)
    except InputError:  # the page or the command says that it is gone or damaged
        return []
    return (
        [*_explain_trained(split), *_explain(state, split)]
        if own
        else [*_explain_seen(model, dataset, split), *_explain_labels(state)]
    )


def explain_accuracy(model: Model) -> list[Message]:
    """A sentence for each thing that makes the test accuracy of a trained model worth less than it seems."""
    try:
        return explain_data(model, model.training.dataset, "test") if model.training and model.accuracy else []
    except InputError:  # the page or the command says what is damaged
        return []


def _explain_trained(split: Part) -> list[Message]:
    """Of the model's own dataset."""
    texts = {"train": ALL_SEEN, "all": SOME_SEEN}
    return [Message(texts[split])] if split in texts else []


def _explain(state: DataState, split: Part) -> list[Message]:
    """On training pictures nothing leaks, and no test picture is missed."""
    return state.explain() if split == "test" else state.model_copy(update={"absent": []}).explain()


def _explain_labels(state: DataState) -> list[Message]:
    """Of a dataset that the model was not trained on the splits mean nothing to it."""
    return state.model_copy(update={"leaks": 0}).explain()


def _explain_seen(model: Model, dataset: Dataset, split: Part) -> list[Message]:
    """Files that the model was trained on in another dataset."""
    if model.training is None:
        return []
    seen = {record.sha256 for record in _read_learned(model.training) if record.split == "train"}
    pictures = dataset.list_pictures(split=None if split == "all" else split)
    return _count(SEEN, sum(record.sha256 in seen for record in pictures))
