"""A look at a network before its training: one batch through it, and a few pictures learned by heart."""

from core.data.intake import choices
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.networks.design.first_batch import FirstBatch
from core.runs.kind import ENVIRONMENT
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec

CHECK_DESIGN = Kind(
    name="check_design",
    title=N_("Look before training"),
    spec=TrainingSpec,
    work="core.training.first_batch:work",
    package="tensorflow",
    needs=Needs(memory=1 << 30),
    environment=ENVIRONMENT,
)


def start(spec: TrainingSpec) -> JobFolder:
    """Put the look in the queue.

    Raises:
        InputError: there is no such dataset, or a block of the design does not fit.

    """
    describe_network(spec, choices.find_choice(spec.dataset).classes)
    return control.start(CHECK_DESIGN, spec, spec.dataset)


def read_result(job: JobFolder) -> FirstBatch | None:
    """What was found; None if it was not finished."""
    return job.read_result(FirstBatch)
