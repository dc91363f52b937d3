"""How long a training is going to take on this machine, told before it begins.

The time grows with the multiplications that a network makes for a picture. How many a second a device makes in training
is recorded by every run that ends, for each architecture and way to train. Before the first one it is estimated: the
number of cores times what one of them does in such a training on a common server.
"""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from core import workspace
from core.data.intake.choices import Choice
from core.files import none_if_damaged, read_json, write_json
from core.networks.architecture import count_operations, summarize
from core.runs.result import Result
from core.specs.gpus import list_gpu_names
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec

BACKWARD = 2  # times the multiplications of the way forward
PROCESSOR = "processor"  # the device that is meant where nobody says which
START_SECONDS = {True: 4.0, False: 15.0}  # around the training itself: of a head alone, of a network
# Multiplications a second of one core of an Intel Xeon with AVX-512, from the trainings in docs/figures.md.
CORE_RATES = {"article": 18e9, "compact": 28e9}
HEAD_CORE_RATE, TUNED_CORE_RATE = 34e9, 14e9
TOO_FAST = 4.0  # times the estimate: a head's features were known from an earlier run


class Pace(BaseModel):
    """How fast trainings of one kind went: multiplications a second, and the seconds around the training itself."""

    model_config = ConfigDict(frozen=True)

    rate: float
    around: float


class _Paces(RootModel[dict[str, Pace]]):
    """`paces.json` of the site, by kind of training."""


def estimate_seconds(spec: TrainingSpec, choice: Choice) -> float | None:
    """Seconds from the start of a worker to the judged model; None where nothing tells, as on a GPU not yet used."""
    pace = _find_pace(spec) or _estimate(spec)
    if pace is None:
        return None
    return pace.around + _work(spec, choice.classes, choice.training, choice.validation, spec.epochs) / pace.rate


def record_pace(spec: TrainingSpec, classes: int, training: int, validation: int, result: Result) -> None:
    """Keep the pace of a run that has ended, for the next of its kind on this machine; one without an epoch has none.

    Args:
        spec: what was trained.
        classes: how many.
        training: how many pictures it was trained on.
        validation: how many each epoch was judged on.
        result: what it has written of itself.

    """
    seconds = result.seconds.decode if spec.head_only else result.seconds.train
    rate = _work(spec, classes, training, validation, result.epochs) / max(seconds, 1e-3)
    if rate <= 0:
        return
    guess = _estimate(spec)
    if spec.head_only and guess and rate > TOO_FAST * guess.rate:
        return
    path = workspace.current().site / "paces.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    paces = _read_paces() | {_kind(spec): Pace(rate=rate, around=max(result.seconds.total - seconds, 0.0))}
    write_json(path, _Paces(paces).model_dump())


def _work(spec: TrainingSpec, classes: int, training: int, validation: int, epochs: int) -> float:
    """Multiplications of a whole training; a head alone needs the features of each picture once."""
    once = count_operations(summarize(describe_network(spec, classes)))
    if spec.head_only:
        return once * (training + validation)
    return once * ((1 + BACKWARD) * training + validation) * epochs


def _kind(spec: TrainingSpec) -> str:
    # A head's features are computed by ONNX Runtime on the processor, whatever else there is.
    device = PROCESSOR if spec.head_only or spec.device == "cpu" or not list_gpu_names() else spec.device
    return f"{device} {spec.architecture} {spec.trainable if spec.backbone else 'all'}"


def _read_paces() -> dict[str, Pace]:
    paces = _read_file(workspace.current().site / "paces.json")
    return paces.root if paces else {}


@none_if_damaged
def _read_file(path: Path) -> _Paces | None:
    return read_json(path, _Paces)


def _find_pace(spec: TrainingSpec) -> Pace | None:
    """That of the last run of the same kind; of a head on a network not used yet, that of a head on another one."""
    paces = {kind: pace for kind, pace in _read_paces().items() if pace.rate > 0}
    of_heads = [pace for kind, pace in paces.items() if kind.startswith(PROCESSOR) and kind.endswith(" head")]
    return paces.get(_kind(spec)) or (of_heads[-1] if spec.head_only and of_heads else None)


def _estimate(spec: TrainingSpec) -> Pace | None:
    if not _kind(spec).startswith(PROCESSOR):
        return None
    rate = HEAD_CORE_RATE if spec.head_only else CORE_RATES.get(spec.architecture, TUNED_CORE_RATE)
    return Pace(rate=rate * (os.cpu_count() or 1), around=START_SECONDS[spec.head_only])
