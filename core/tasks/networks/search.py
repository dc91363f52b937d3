"""A search for better settings as a job: one coordinator, whose trials are runs like others."""

from core import quota
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.specs.network import describe_network
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import check_space

SEARCH = Kind(
    name="search",
    title=N_("Search"),
    spec=SearchSpec,
    work="core.search.coordinator:work",
    needs=Needs(memory=300 << 20),
    can_pause=True,
    package="tensorflow",
)


def start(spec: SearchSpec) -> JobFolder:
    """Put a search in the queue.

    Raises:
        InputError: the dataset is not there or has too few pictures, the space does not suit the network, or a trial
            may be more than the owner may ask for.

    """
    quota.current().check_training(epochs=_find_most(spec, "epochs"), image_size=_find_most(spec, "image_size"))
    choice = choices.find_choice(spec.base.dataset)
    if spec.base.head_only:
        raise InputError(
            N_(
                "A head alone has no settings to search: it is trained until it has converged. Fine-tune it instead"
                " (--trainable top)."
            )
        )
    if not choice.training or not choice.validation:
        raise InputError(
            N_("The dataset {name} has no validation pictures to compare trials on. Search on another."),
            name=spec.base.dataset,
        )
    check_space(spec.base, spec.space)
    describe_network(spec.base, choice.classes)
    return control.start(SEARCH, spec, spec.base.dataset)


def _find_most(spec: SearchSpec, name: str) -> int:
    """The largest whole number that a trial may have there."""
    varied = spec.space.root.get(name)
    values = (*varied.choices, varied.high) if varied else ()
    asked: int = getattr(spec.base, name)
    return max([asked, *(int(value) for value in values if isinstance(value, int | float))])
