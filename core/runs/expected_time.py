"""How long a training is going to take on this machine, told before it begins.

The time grows with the multiplications that a network makes for a picture. How many a second a device makes in training
is recorded by every run that ends, for each architecture and way to train. Before the first one it is estimated: the
number of cores times what one of them does in such a training on a common server, and times how much faster or slower
than such a server this machine was in trainings of other kinds. Who tells an estimate says that it is none of its own
measurements: see `is_measured`.
"""

import os
from pathlib import Path
from statistics import median

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
HEAD = " head"  # how the kind of a training of a head alone ends
START_SECONDS = {True: 4.0, False: 15.0}  # around the training itself: of a head alone, of a network
# Multiplications a second of one core of an Intel Xeon with AVX-512, from the trainings in docs/figures.md.
CORE_RATES = {"article": 18e9, "compact": 28e9}
HEAD_CORE_RATE, TUNED_CORE_RATE = 34e9, 14e9
SOLID_SECONDS = 8.0
CROWDED = 0.15  # of the processors' time
TOO_FAST = 4.0  # times the estimate: a head's features were known from an earlier run


class Pace(BaseModel):
    """How fast trainings of one kind went: multiplications a second, and the seconds around the training itself.

    `seconds` is how long it was measured on a machine that others hardly used; earlier versions did not write it.
    """

    model_config = ConfigDict(frozen=True)

    rate: float
    around: float
    seconds: float = 0.0

    @property
    def is_solid(self) -> bool:
        """Whether it was measured for so long that what happens once in a training hardly counts."""
        return self.seconds >= SOLID_SECONDS


class _Paces(RootModel[dict[str, Pace]]):
    """`paces.json` of the site, by kind of training."""


def estimate_seconds(spec: TrainingSpec, choice: Choice) -> float | None:
    """Seconds from the start of a worker to the judged model; None where nothing tells, as on a GPU not yet used."""
    pace = _find_pace(spec) or _estimate(spec)
    if pace is None:
        return None
    return pace.around + _work(spec, choice.classes, choice.training, choice.validation, spec.epochs) / pace.rate


def is_measured(spec: TrainingSpec) -> bool:
    """Whether a training of this kind has ended on this machine; else its time is an estimate."""
    return _find_pace(spec) is not None


def record_pace(
    spec: TrainingSpec, classes: int, training: int, validation: int, result: Result, others: float = 0.0
) -> None:
    """Keep the pace of a run that has ended, for the next of its kind on this machine; one without an epoch has none.

    Args:
        spec: what was trained.
        classes: how many.
        training: how many pictures it was trained on.
        validation: how many each epoch was judged on.
        result: what it has written of itself.
        others: the share of the processors' time that went to other processes meanwhile, 0 to 1. Where that is much,
            the next training on its own replaces the pace, and this one replaces none of such a training.

    """
    seconds = result.seconds.decode if spec.head_only else result.seconds.train
    rate = _work(spec, classes, training, validation, result.epochs) / max(seconds, 1e-3)
    if rate <= 0:
        return
    if spec.head_only and rate > TOO_FAST * _guess_rate(HEAD):
        return
    counted = seconds if others < CROWDED else 0.0
    pace = Pace(rate=rate, around=max(result.seconds.total - seconds, 0.0), seconds=counted)
    before = _read_paces()
    known = before.get(_kind(spec))
    if known and known.is_solid and not pace.is_solid:
        return
    path = workspace.current().site / "paces.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, _Paces(before | {_kind(spec): pace}).model_dump())


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
    """By kind; those of which nothing follows are left out."""
    paces = _read_file(workspace.current().site / "paces.json")
    return {kind: pace for kind, pace in paces.root.items() if pace.rate > 0} if paces else {}


@none_if_damaged
def _read_file(path: Path) -> _Paces | None:
    return read_json(path, _Paces)


def _find_pace(spec: TrainingSpec) -> Pace | None:
    """That of the last run of the same kind; of a head on a network not used yet, that of a head on another one."""
    paces = _read_paces()
    of_heads = [pace for kind, pace in paces.items() if kind.startswith(PROCESSOR) and kind.endswith(HEAD)]
    return paces.get(_kind(spec)) or (of_heads[-1] if spec.head_only and of_heads else None)


def _estimate(spec: TrainingSpec) -> Pace | None:
    kind = _kind(spec)
    if not kind.startswith(PROCESSOR):
        return None
    return Pace(rate=_guess_rate(kind) * _compare_machine(), around=START_SECONDS[spec.head_only])


def _guess_rate(kind: str) -> float:
    """Multiplications a second in such a training, if a core of this machine is like one of a common server."""
    architecture = kind.split(" ")[1] if " " in kind.strip() else ""
    rate = HEAD_CORE_RATE if kind.endswith(HEAD) else CORE_RATES.get(architecture, TUNED_CORE_RATE)
    return rate * (os.cpu_count() or 1)


def _compare_machine() -> float:
    """How many times as fast as such a server this machine was in what was trained on its processor for a while."""
    ratios = [
        pace.rate / _guess_rate(kind)
        for kind, pace in _read_paces().items()
        if kind.startswith(PROCESSOR) and pace.is_solid
    ]
    return median(ratios) if ratios else 1.0
