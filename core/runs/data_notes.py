"""What has to be said beside the figures of a run: of its pictures, and of a training that had hardly begun."""

from collections.abc import Sequence

from core.curation import data_state
from core.curation.current_state import load_state
from core.curation.data_state import DataState
from core.data import datasets, index
from core.data.datasets import Dataset
from core.errors import InputError
from core.files import none_if_damaged
from core.i18n import N_, Message
from core.runs.folder import RunFolder

NO_EPOCH = N_(
    "The training was stopped before its first epoch was over: its model answers, but not as a trained one would."
)


def keep_data_state(run: RunFolder, dataset: Dataset) -> None:
    """Write into the run's folder what is known of its dataset as the training begins."""
    data_state.write(run.path, load_state(dataset))


def read_data_state(run: RunFolder) -> DataState | None:
    """What was known as the training began; of an earlier run what its copy of the index tells; None if all is gone."""
    if (kept := data_state.read(run.path)) is not None:
        return kept
    try:
        dataset, learned = datasets.load(run.read_training_spec().dataset), none_if_damaged(index.load_copy)(run.path)
        if learned is None:
            return load_state(dataset)
        # Imported here: a list of runs needs neither NumPy nor Pillow where all is known.
        from core.curation.leaks import compute_state

        return compute_state(dataset, learned)
    except InputError:  # the dataset or the spec is gone or damaged, and who asks for them says so
        return None


def explain_training(run: RunFolder) -> Sequence[Message]:
    """One sentence if the training ended before anything could be said of its model."""
    result = none_if_damaged(run.read_training_result)()
    return (Message(NO_EPOCH),) if result and not result.epochs else ()


def explain_data(run: RunFolder) -> Sequence[Message]:
    """A sentence for each thing that makes the figures of the run worth less than they seem."""
    state = read_data_state(run)
    return [*explain_training(run), *(state.explain() if state else ())]
