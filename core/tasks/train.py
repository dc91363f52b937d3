"""Training a classifier: a run, and all that a person may ask of it before there is one."""

from core.data.intake import choices
from core.jobs import control, queue
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.kind import TRAIN, kind_for
from core.specs.training_spec import TrainingSpec

__all__ = ["TRAIN", "get_ready", "start"]


def start(spec: TrainingSpec) -> RunFolder:
    """Make a run and put it in the queue; it outlives whoever asked for it.

    Raises:
        InputError: there is no such dataset.

    """
    choices.choice(spec.dataset)
    run = folder.create(spec)
    queue.submit(run)
    return run


def get_ready(spec: TrainingSpec) -> None:
    """Somebody looks at a form that asks for this: what can be loaded beforehand is, if it is worth it."""
    control.prepare(kind_for(spec))
