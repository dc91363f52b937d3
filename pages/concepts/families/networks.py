"""Which networks have a budget: published ones, Transformers, and the designs and runs of this workspace."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from core.errors import InputError
from core.i18n import _
from core.networks import catalogue
from core.networks.backbones import EMBEDDED
from core.networks.budget.budget import Budget, compute_budget
from core.networks.budget.sizes import Size, measure_pictures, measure_transformer
from core.networks.budget.transformers import TRANSFORMERS
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.runs import folder
from core.runs.foretold.work import compute_run_budget, count_shown_pictures
from core.specs.designs.store import list_designs, list_versions, load_design
from pages.shared.caches import cache_data

OWN = "design:"  # before the name of a design of this workspace
RUN = "run:"  # before the name of a run
PUBLISHED = tuple(name for name in STARTS if name != "nothing")
BATCH = 32
OWN_SIZE, OWN_CLASSES = 224, 2
IMAGENET_EXAMPLES = 1.28e6 * 90  # pictures of ImageNet, and how often each is seen
OWN_EXAMPLES = 2000 * 10.0


@dataclass(frozen=True)
class Measuring:
    """The function that measures a network, and what it takes: for the screen, and for its notebook."""

    function: Callable[..., Size]
    arguments: Mapping[str, Any]

    def measure(self) -> Size:
        return self.function(**self.arguments)


def list_networks() -> list[str]:
    """All names, the newest run first among the runs."""
    own = [*(OWN + name for name in list_designs()), *(RUN + run.run_id for run in folder.list_runs())]
    return [*PUBLISHED, EMBEDDED.name, *TRANSFORMERS, *own]


def title_network(name: str) -> str:
    if name in TRANSFORMERS:
        return TRANSFORMERS[name].title
    if name in STARTS:
        return _(STARTS[name].title)
    if name.startswith(OWN):
        return _("Your design: {name}").format(name=name.removeprefix(OWN))
    if name.startswith(RUN):
        return _("Your run: {name}").format(name=name.removeprefix(RUN))
    return catalogue.translate_title(name)


def describe(name: str) -> Measuring:
    """A network as it is measured.

    Raises:
        InputError: the files of the design or run cannot be read.

    """
    if name.startswith(OWN):
        own = name.removeprefix(OWN)
        return _describe_design(own, max(list_versions(own), default=None))
    if name.startswith(RUN):
        return _describe_run(name.removeprefix(RUN), _is_opened(name))
    return _describe_known(name)


def count_examples(name: str) -> float:
    """How many pictures or tokens the training of a network sees, unless the reader says otherwise."""
    if name in TRANSFORMERS:
        return TRANSFORMERS[name].seen
    if name.startswith(RUN):
        return float(_count_shown(name.removeprefix(RUN), _is_opened(name)) or OWN_EXAMPLES)
    return OWN_EXAMPLES if name in ("article", "compact") or name.startswith(OWN) else IMAGENET_EXAMPLES


def _is_opened(name: str) -> bool:
    """Whether a run's training has begun; before, it is not known what it learns from."""
    with suppress(InputError):
        return bool(folder.find(name.removeprefix(RUN)).read_classes())
    return False


@cache_data(max_entries=64)
def _count_shown(run_id: str, opened: bool) -> int | None:
    with suppress(InputError):
        return count_shown_pictures(folder.find(run_id)) if opened else None
    return None


@cache_data(max_entries=64)
def _describe_run(run_id: str, opened: bool) -> Measuring:
    run = folder.find(run_id)
    return _take(compute_run_budget(run), run.read_training_spec().batch_size)


@cache_data(max_entries=64)
def _describe_design(name: str, version: int | None) -> Measuring:
    return _take(compute_budget(lower(load_design(name, version), OWN_SIZE, OWN_CLASSES).architecture))


@cache_data(max_entries=64)
def _describe_known(name: str) -> Measuring:
    if name in TRANSFORMERS:
        return Measuring(measure_transformer, {"shape": TRANSFORMERS[name]})
    if name == EMBEDDED.name:
        return _take(compute_budget(catalogue.describe(name, EMBEDDED.image_size, 1000)))
    start = STARTS[name]
    size, classes = start.image_size or OWN_SIZE, start.classes or OWN_CLASSES
    return _take(compute_budget(lower(start.build(), size, classes).architecture))


def _take(budget: Budget, batch_size: int = BATCH) -> Measuring:
    return Measuring(measure_pictures, {"budget": budget, "batch_size": batch_size})
