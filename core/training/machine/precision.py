"""Which precision trains faster here: measured on a few steps, not guessed.

Measuring takes about half a minute on two cores, and mixed precision halves the time of a step at best. So it is left
out where a whole training takes less than it could save.

Whether the two compute alike is asked of the same weights, before a step is taken. After a handful of steps the losses
differ by chance more than by precision; what they come to at the end of a training is measured over several seeds by
`benchmarks/bf16.py`: the same.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np
from pydantic import BaseModel, ConfigDict, RootModel

from core import files, workspace
from core.cancel import CancelToken
from core.jobs.phases import Phases
from core.networks.architecture import Architecture
from core.specs.training_spec import TrainingSpec
from core.training.keras.build import use_policy
from core.training.keras.compiling import compile_model
from core.training.machine.devices import Device
from core.training.targets import encode_targets

COST = 30.0  # seconds of a first measurement on two cores
BEST_SAVING = 0.5  # of the time of a training
FULL = "float32"
RULE = "by the first loss"  # what was chosen by another rule is measured again
STEPS = 3
BATCH = 8
AGREE_WITHIN = 0.05  # relative difference of the losses of the same weights; bfloat16 keeps 8 bits, which is 0.4 %


class PolicyChoice(BaseModel):
    """The chosen policy, and the measurements of both trials."""

    policy: str
    trials: list[dict[str, str | float]]


class Measured(RootModel[dict[str, PolicyChoice]]):
    """`precision.json`: the choices made on this machine, by device, architecture, picture size and Keras."""

    model_config = ConfigDict(ser_json_inf_nan="constants")  # a loss may be no finite number


@dataclass(frozen=True)
class Trial:
    """A few steps under one policy: seconds a step (median), the loss of the first weights, and after the last step."""

    policy: str
    seconds: float
    first_loss: float
    loss: float


@dataclass(frozen=True)
class Sample:
    """What is tried: a network on a device, with pictures uint8 (n, size, size, 3) and their labels (n,)."""

    spec: TrainingSpec
    architecture: Architecture
    classes: int
    device: Device
    images: np.ndarray
    labels: np.ndarray

    @property
    def key(self) -> str:
        """What a choice is remembered by: the machine's device, the architecture and the size of the pictures."""
        what = f"{self.architecture.name} {self.architecture.image_size}"
        return f"{self.device.name} {what} keras {keras.__version__} {RULE}"


def choose_policy(sample: Sample, expected: float | None, phases: Phases, cancel: CancelToken) -> str:
    """The spec's policy; `auto` takes the faster of float32 and mixed precision, if both compute alike.

    The choice is remembered, so that it is measured once.

    Args:
        sample: what is tried.
        expected: seconds that the training is expected to take, None if nothing tells.
        phases: told that it is measured, and how far that is.
        cancel: asked between two steps.

    """
    if sample.spec.precision != "auto":
        return sample.spec.precision
    path = workspace.current().site / "precision.json"
    known = _read(path) or Measured({})
    if sample.key in known.root:
        return known.root[sample.key].policy
    if expected is not None and expected * BEST_SAVING < COST:
        return FULL
    trials = _try_both(sample, phases, cancel)
    known.root[sample.key] = PolicyChoice(policy=choose_faster(*trials), trials=[asdict(trial) for trial in trials])
    files.write_atomically(path, known.model_dump_json(indent=1))
    return known.root[sample.key].policy


@files.none_if_damaged
def _read(path: Path) -> Measured | None:
    return files.read_json(path, Measured)


def choose_faster(full: Trial, mixed: Trial) -> str:
    """Mixed precision if it is faster, the same weights have the same loss, and steps keep it finite; else float32."""
    computes_alike = abs(mixed.first_loss - full.first_loss) <= AGREE_WITHIN * abs(full.first_loss)
    trains = computes_alike and bool(np.isfinite(mixed.loss))
    return mixed.policy if trains and mixed.seconds < full.seconds else full.policy


def _try_both(sample: Sample, phases: Phases, cancel: CancelToken) -> tuple[Trial, Trial]:
    phases.enter("measuring")
    total = 2 * (1 + STEPS)
    full = _try(FULL, sample, lambda step: phases.progress(step, total), cancel)
    mixed = _try(sample.device.mixed_policy, sample, lambda step: phases.progress(1 + STEPS + step, total), cancel)
    return full, mixed


def _try(policy: str, sample: Sample, progress: Callable[[int], None], cancel: CancelToken) -> Trial:
    keras.utils.set_random_seed(sample.spec.seed)
    with use_policy(policy):
        model = compile_model(sample.spec, sample.architecture, sample.classes, total_steps=STEPS)
    seconds = []
    loss = float("nan")
    labels = encode_targets(sample.labels[:BATCH], sample.classes)
    first_loss = float(model.test_on_batch(sample.images[:BATCH], labels, return_dict=True)["loss"])
    for step in range(1 + STEPS):  # the first one traces the graph and does not count
        progress(step)
        cancel.raise_if_cancelled()
        started = time.perf_counter()
        loss = float(model.train_on_batch(sample.images[:BATCH], labels, return_dict=True)["loss"])
        seconds.append(time.perf_counter() - started)
    return Trial(policy, float(np.median(seconds[1:])), first_loss, loss)
