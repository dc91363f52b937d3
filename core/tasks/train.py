"""Training a classifier as a job: start a run, or prepare for one."""

from core import quota
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_
from core.jobs import control, queue
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.foretold.promise import foretell, keep_promise
from core.runs.kind import TRAIN, choose_kind
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec

__all__ = ["TRAIN", "prepare", "start"]


def start(spec: TrainingSpec) -> RunFolder:
    """Create a run and put it in the queue; it outlives the caller.

    Raises:
        InputError: there is no such dataset, it has no training pictures, a block of the design does not fit, or it is
            more than the owner may ask for.

    """
    quota.current().check_training(
        epochs=None if spec.head_only else spec.epochs, image_size=None if spec.head_only else spec.image_size
    )
    choice = choices.find_choice(spec.dataset)
    if not choice.training:
        raise InputError(
            N_(
                "The dataset {name} has no training pictures, only a test split to evaluate models on. Train on "
                "another."
            ),
            name=spec.dataset,
        )
    describe_network(spec, choice.classes)
    promise = foretell(spec, choice)
    run = folder.create(spec)
    keep_promise(run, promise)
    queue.submit(run)
    return run


def prepare(spec: TrainingSpec) -> None:
    """Load what the run needs while its form is still open, if that is worth it."""
    control.prepare(choose_kind(spec))
