"""How large the network of a run is, and how many pictures its training shows it: what its budget is made of."""

from core.data import index
from core.files import none_if_damaged
from core.networks.budget.budget import Budget, compute_budget
from core.runs.folder import RunFolder
from core.specs.network import describe_learning


def compute_run_budget(run: RunFolder) -> Budget:
    """The budget of a run's network at its own size of pictures, without augmentation.

    Raises:
        InputError: the run's spec or its classes cannot be read.

    """
    spec = run.read_training_spec()
    classes = max(2, len(run.read_classes()))  # unknown before the dataset was opened
    return compute_budget(describe_learning(spec, classes))


def count_shown_pictures(run: RunFolder) -> int | None:
    """How many pictures the training goes through: every epoch all of them, and a head alone each of them once.

    A head learns from features, which are computed once a picture. None while it is not known what the run learns from.
    """
    records = none_if_damaged(index.load_copy)(run.path) or ()
    pictures = sum(record.usable and record.split == "train" for record in records)
    if not pictures:
        return None
    spec = run.read_training_spec()
    return pictures if spec.head_only else pictures * spec.epochs
