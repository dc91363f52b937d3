"""The whole of a training at one moment, as one file: what Keras's own `save_weights` keeps, and what it leaves out.

A resumed training continues to the last bit only if the states of the random generators (augmentation, dropout), the
optimiser's moments and the running means of the epoch are those of the moment, so all of them are in it. The order of
the pictures follows from the seed and the epoch.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core import files
from core.errors import InputError
from core.i18n import N_
from core.training.feeding import KerasBatches
from core.training.saving import arrays

FACTS = "facts"
DAMAGED = N_("{path} is damaged. Delete it, and the run begins with its first epoch again.")
DAMAGED_WEIGHTS = N_(
    "The best weights are lost: {path} is damaged. Delete {folder}, and the run begins with its first epoch again."
)


@dataclass(frozen=True)
class SavedTraining:
    """`arrays` are the variables of the model, the optimiser and the metrics; `facts` is all else, in JSON values.

    Among the facts are `epoch` (how many are done) and `step` (how many are done in the next one).
    """

    arrays: dict[str, np.ndarray]
    facts: dict[str, Any]

    def put_model(self, model: keras.Model) -> None:
        """Give the model and its optimiser their variables back."""
        self._put({**_named("model", model.variables), **_named("optimizer", model.optimizer.variables)})

    def put_metrics(self, model: keras.Model) -> None:
        """Give the metrics their running means back; Keras begins every epoch by setting them to nothing."""
        self._put(_named("metrics", model.metrics_variables))

    def _put(self, variables: dict[str, Any]) -> None:
        for name, variable in variables.items():
            if name not in self.arrays or self.arrays[name].shape != tuple(variable.shape):
                raise InputError(N_("The training was saved by another version of this program, and this one cannot "
                                    "go on with it. Train another with the same settings."))  # fmt: skip
            variable.assign(self.arrays[name])


def build(model: keras.Model, feed: KerasBatches) -> None:
    """Have Keras make the variables of the optimiser and the metrics, which it else makes in the first step."""
    model.optimizer.build(model.trainable_variables)
    feed.begin(0, feed.steps - 1)
    model.evaluate(feed, verbose=0)
    feed.begin(0)


def take_model(model: keras.Model) -> dict[str, np.ndarray]:
    """Copies of the variables of the model and its optimiser."""
    _sync(model)
    return _copy({**_named("model", model.variables), **_named("optimizer", model.optimizer.variables)})


def take_metrics(model: keras.Model) -> dict[str, np.ndarray]:
    """Copies of the variables of the metrics."""
    _sync(model)
    return _copy(_named("metrics", model.metrics_variables))


def _sync(model: keras.Model) -> None:
    """Under JAX the variables lag behind until they are asked for."""
    sync = getattr(model, "jax_state_sync", None)
    if sync is not None:
        sync()


def _named(group: str, variables: list[Any]) -> dict[str, Any]:
    return {f"{group}.{number}": variable for number, variable in enumerate(variables)}


def _copy(variables: dict[str, Any]) -> dict[str, np.ndarray]:
    arrays = {name: keras.ops.convert_to_numpy(variable) for name, variable in variables.items()}
    return {name: array if array.flags.owndata else array.copy() for name, array in arrays.items()}


def write_weights(path: Path, snapshot: SavedTraining) -> None:
    """Keep the model of a moment by itself, without what only a training needs."""
    with files.replacing(path) as file:
        arrays.write(file, {name: array for name, array in snapshot.arrays.items() if name.startswith("model.")})


def put_weights(path: Path, model: keras.Model) -> None:
    """Give the model the weights that `write_weights` has kept.

    Raises:
        InputError: the file is damaged.

    """
    SavedTraining(_read(path, DAMAGED_WEIGHTS, folder=str(path.parent)), {})._put(_named("model", model.variables))


def _read(path: Path, text: str, **values: str) -> dict[str, np.ndarray]:
    with files.damage_errors(path, text, **values), path.open("rb") as file:
        return arrays.read(file)


def read(path: Path) -> SavedTraining | None:
    """What was saved; None if nothing was.

    Raises:
        InputError: the file is damaged.

    """
    if not path.exists():
        return None
    kept = _read(path, DAMAGED)
    with files.damage_errors(path, DAMAGED):
        facts = json.loads(kept.pop(FACTS).tobytes())
    return SavedTraining(kept, facts)


def write(path: Path, snapshot: SavedTraining) -> None:
    """Replace what was saved; a loss of power leaves the old file or the new one."""
    path.parent.mkdir(exist_ok=True)
    files.sweep(path.parent)
    facts = np.frombuffer(json.dumps(snapshot.facts).encode(), dtype=np.uint8)
    with files.replacing(path) as file:
        arrays.write(file, {FACTS: facts, **snapshot.arrays})
