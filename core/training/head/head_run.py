"""A run that trains the head alone: features, a second of training, the model's files, one evaluation.

Nothing of it needs Keras but what is done once a machine, see `loading.py`; Keras is loaded while the features are
computed.
"""

import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet

from core.backbone.onnx_form import is_ready
from core.data.datasets import Dataset
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.networks.architecture import count_parameters, summarize
from core.runs import expected_time
from core.runs.folder import RunFolder
from core.runs.result import Metrics, Result, Seconds
from core.runs.trained_head import TrainedHead
from core.specs.network import describe_network
from core.training.head.fit import Fitted, count_epochs, fit, fit_again
from core.training.head.head_files import write_head_files
from core.training.head.keras_form import KerasForm
from core.training.head.loading import find_prepared, start_preparing
from core.training.judge import judge
from core.training.machine.others import Others
from core.training.machine.processor import read_processor_name
from core.training.stages import compute_head_examples

LOOK_EVERY = 0.2  # seconds between two checks for requests while Keras loads
PRECISION = "float32"


def train_head(run: RunFolder, dataset: Dataset, events: EventWriter, phases: Phases, turn: Turn) -> None:
    """Train, write and evaluate the head; so short a training is not saved halfway.

    Raises:
        Cancelled, Suspended: see `Turn`.

    """
    spec, classes = run.read_training_spec(), len(dataset.classes)
    assert spec.backbone is not None
    form = find_prepared(spec.device, spec.backbone)
    coming = None if form else start_preparing(spec.device, spec.backbone)
    if coming and not is_ready(spec.backbone):
        phases.enter("converting")
        _wait_for_keras(coming, turn)
    phases.enter("features")
    began, others = time.monotonic(), Others()
    pictures = compute_head_examples(dataset, spec.backbone, spec.view, progress=phases.progress, cancel=turn)
    rate = (len(pictures.training) + len(pictures.validation)) / max(time.monotonic() - began, 1e-3)
    if coming:
        phases.enter("loading")
        form = _wait_for_keras(coming, turn)
    assert form
    phases.enter("training")
    device = read_processor_name()
    events.write(
        "setup", epochs=count_epochs(len(pictures.training)), steps=1, batch_size=len(pictures.training),
        device=device, precision_policy=PRECISION,
    )  # fmt: skip
    fitted = fit(pictures.training, pictures.validation, classes, turn)
    head = TrainedHead(fit_again(pictures.together, fitted.strength, classes, turn), validated=fitted.head)
    with turn.finishing():
        _write_epochs(events, fitted, len(pictures.training))
        phases.enter("exporting")
        write_head_files(head, describe_network(spec, classes), form, run)
        metrics = judge(run, dataset, phases, turn)
        result = _build_result(run, classes, rate, fitted, metrics, phases, device)
        run.write_result(result)
        counts = len(pictures.training), len(pictures.validation)
        expected_time.record_pace(spec, classes, *counts, result, others.measure_share())


def _wait_for_keras(coming: "Future[KerasForm]", turn: Turn) -> KerasForm:
    while True:
        turn.raise_if_cancelled()
        try:
            return coming.result(timeout=LOOK_EVERY)
        except NotYet:
            continue


def _write_epochs(events: EventWriter, fitted: Fitted, images: int) -> None:
    """Write the epochs of the chosen head, which is known only at the end."""
    if events.continued:
        events.write("resumed", epoch=0, step=0)
    mine = fitted.chosen
    for number, epoch in enumerate(fitted.epochs, start=1):
        events.write(
            "epoch",
            epoch=number,
            loss=round(float(epoch.loss[mine]), 5),
            accuracy=round(float(epoch.accuracy[mine]), 5),
            val_loss=round(float(epoch.val_loss[mine]), 5),
            val_accuracy=round(float(epoch.val_accuracy[mine]), 5),
            seconds=round(epoch.seconds, 4),
            images_per_second=round(images / epoch.seconds, 1),
            best=number == len(fitted.epochs),
        )
    last = fitted.epochs[-1]
    events.write(
        "setup",
        strength=fitted.strength,
        strengths=[
            {"strength": strength, "val_loss": round(float(loss), 5), "val_accuracy": round(float(accuracy), 5)}
            for strength, loss, accuracy in zip(fitted.strengths, last.val_loss, last.val_accuracy, strict=True)
        ],
    )


def _build_result(
    run: RunFolder,
    classes: int,
    rate: float,
    fitted: Fitted,
    metrics: Metrics | None,
    phases: Phases,
    device: str,
) -> Result:
    counted = count_parameters(summarize(describe_network(run.read_training_spec(), classes)))
    return Result(
        metrics=metrics,
        best_epoch=len(fitted.epochs),
        best_val_accuracy=float(fitted.epochs[-1].val_accuracy[fitted.chosen]),
        epochs=len(fitted.epochs),
        parameters=counted.trainable + counted.frozen,
        seconds=Seconds(
            total=phases.sum_seconds(),
            decode=phases.sum_seconds("preparing", "features"),
            train=phases.sum_seconds("training"),
            evaluate=phases.sum_seconds("evaluating"),
        ),
        images_per_second=round(rate, 1),
        precision_policy=PRECISION,
        device=device,
    )
