"""Which precision trains faster here and as well: measured on a few steps, not guessed."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np
from pydantic import BaseModel, ConfigDict, RootModel

from core import files, workspace
from core.cancel import CancelToken
from core.networks.architecture import Architecture
from core.specs.training_spec import TrainingSpec
from core.training.feeding import targets
from core.training.keras.build import under
from core.training.keras.compiling import compile_model
from core.training.machine.devices import Device

STEPS = 3
BATCH = 8
AGREE_WITHIN = 0.1  # share by which the losses after a few steps may differ for two policies to train alike


class PolicyChoice(BaseModel):
    """The policy that was chosen, and what both trials measured."""

    policy: str
    trials: list[dict[str, str | float]]


class Measured(RootModel[dict[str, PolicyChoice]]):
    """`precision.json`: the choices made on this machine, by device, architecture, picture size and Keras."""

    model_config = ConfigDict(ser_json_inf_nan="constants")  # a loss may be no finite number


@dataclass(frozen=True)
class Trial:
    """A few steps under one policy: seconds a step (median), and the loss after the last one."""

    policy: str
    seconds: float
    loss: float


def choose_policy(
    spec: TrainingSpec,
    architecture: Architecture,
    classes: int,
    device: Device,
    images: np.ndarray,
    labels: np.ndarray,
    cancel: CancelToken,
) -> str:
    """The spec's policy; `auto` takes the faster of float32 and mixed precision, if both losses agree.

    The choice is kept for the machine, the architecture and the size of the pictures, so that it is measured once.
    `cancel` is asked between two steps.
    """
    if spec.precision != "auto":
        return spec.precision
    path = workspace.current().site / "precision.json"
    known = _read(path) or Measured({})
    key = f"{device.name} {architecture.name} {architecture.image_size} keras {keras.__version__}"
    if key not in known.root:
        trials = [
            _try(policy, spec, architecture, classes, images[:BATCH], labels[:BATCH], cancel)
            for policy in ("float32", device.mixed_policy)
        ]
        known.root[key] = PolicyChoice(policy=faster(*trials), trials=[asdict(trial) for trial in trials])
        files.write_atomically(path, known.model_dump_json(indent=1))
    return known.root[key].policy


@files.none_if_damaged
def _read(path: Path) -> Measured | None:
    return files.read_json(path, Measured)


def faster(full: Trial, mixed: Trial) -> str:
    """Mixed precision only where it is faster and its loss is finite and near the other's."""
    trains_alike = np.isfinite(mixed.loss) and abs(mixed.loss - full.loss) <= AGREE_WITHIN * abs(full.loss)
    return mixed.policy if trains_alike and mixed.seconds < full.seconds else full.policy


def _try(
    policy: str,
    spec: TrainingSpec,
    architecture: Architecture,
    classes: int,
    images: np.ndarray,
    labels: np.ndarray,
    cancel: CancelToken,
) -> Trial:
    keras.utils.set_random_seed(spec.seed)
    with under(policy):
        model = compile_model(spec, architecture, classes, total_steps=STEPS)
    seconds = []
    loss = float("nan")
    for _step in range(STEPS + 1):  # the first one traces the graph and does not count
        cancel.raise_if_cancelled()
        started = time.perf_counter()
        loss = float(model.train_on_batch(images, targets(labels, classes), return_dict=True)["loss"])
        seconds.append(time.perf_counter() - started)
    return Trial(policy, float(np.median(seconds[1:])), loss)
