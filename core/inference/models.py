"""All models of a workspace, and finding one by its name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from core import recent
from core.errors import InputError
from core.inference import imagenet_model, run_model
from core.inference.imported import imported_model
from core.inference.model import Model


class ModelSource(Protocol):
    """Finds the models of one kind; the module of each kind is one."""

    def find(self, name: str) -> Model | None:
        """The model of that name, ready or not; None if it is not of this kind."""

    def list_ready(self) -> Iterator[Model]:
        """The models that can predict now, the newest first."""


OTHERS: Sequence[ModelSource] = (imported_model, imagenet_model)


def find_model(name: str) -> Model:
    """The model that the address or the command line names: a run, `last` for the newest one, `imagenet`,
    or an imported one.

    Raises:
        InputError: there is none of that name.

    """
    found = (source.find(name) for source in OTHERS)
    return next((model for model in found if model), None) or run_model.find(name)


def load_model(name: str) -> Model:
    """The model of that name, loaded: whoever needs its answers asks here, so that all say the same of a broken one.

    Raises:
        InputError: there is none of that name, it has no model yet, or a file of it is damaged.

    """
    model = find_model(name)
    model.load()
    return model


def list_models() -> Iterator[Model]:
    """Every model that can predict now: those of runs, the newest first, then the built-in ones."""
    for source in (run_model, *OTHERS):
        yield from source.list_ready()


def choose_first(models: Mapping[str, Model]) -> str:
    """The name of the model to begin with: the one that was opened last, else the best in its test, else the first.

    The best has the highest lower end of its interval: all of 3 pictures is less than nearly all of 2,000.
    """
    tested = {name: surely for name, model in models.items() if (surely := _find_sure_accuracy(model)) is not None}
    return recent.last("model", models) or max(tested, key=tested.__getitem__, default=next(iter(models)))


def _find_sure_accuracy(model: Model) -> float | None:
    try:
        return model.accuracy_interval[0] if model.accuracy_interval else model.accuracy
    except InputError:
        return None
