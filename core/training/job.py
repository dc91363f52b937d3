"""Train, keep the best weights, write the model, and judge it once on the test split."""

from dataclasses import dataclass

import keras

from core.data.batches import Batches
from core.data.cache import Decoded
from core.data.datasets import Dataset
from core.evaluation.evaluate import evaluate
from core.models.architecture import Architecture, parameters, summarize
from core.models.export import finished, save
from core.runs.events import EventWriter
from core.runs.folder import RunFolder
from core.runs.state import Metrics, Result, Seconds
from core.training.compiling import compiled
from core.training.devices import Device, training_device
from core.training.early import EarlyStopping
from core.training.feeding import KerasBatches
from core.training.network import network
from core.training.phases import Phases
from core.training.precision import choose_policy
from core.training.recorder import Recorder
from core.training.spec import TrainingSpec
from core.training.stopping import StopRequested, Wishes


@dataclass(frozen=True)
class Job:
    """All that one training works with."""

    run: RunFolder
    spec: TrainingSpec
    dataset: Dataset
    pictures: Decoded
    architecture: Architecture
    device: Device
    policy: str

    @property
    def classes(self) -> int:
        return len(self.dataset.classes)


def train(
    run: RunFolder, dataset: Dataset, pictures: Decoded, events: EventWriter, phases: Phases, wishes: Wishes
) -> None:
    """Everything after decoding. A wish to stop ends the training; what was learned till then is kept and judged.

    Raises:
        StopRequested: the wish came before there was anything to keep.

    """
    phases.enter("measuring")
    job = _job(run, dataset, pictures)
    phases.enter("training")
    with job.device.scope():
        model, recorder = _fit(job, events, wishes)
    phases.enter("exporting")
    save(finished(model, job.architecture), run.keras_model, run.onnx_model)
    phases.enter("evaluating")
    metrics = evaluate(run, dataset, "test").summary if pictures.of("test").size else None
    run.write_result(_result(job, recorder, metrics, phases))


def _job(run: RunFolder, dataset: Dataset, pictures: Decoded) -> Job:
    spec = run.spec()
    device = training_device(spec.device)
    architecture = network(spec, len(dataset.classes))
    images, labels = Batches(pictures, "train", spec.batch_size, seed=spec.seed)[0]
    with device.scope():
        policy = choose_policy(spec, architecture, len(dataset.classes), device, images, labels)
    return Job(run, spec, dataset, pictures, architecture, device, policy)


def _fit(job: Job, events: EventWriter, wishes: Wishes) -> tuple[keras.Model, Recorder]:
    """The model with the weights of its best epoch; with those of the moment if no epoch was completed."""
    spec = job.spec
    keras.utils.set_random_seed(spec.seed)
    keras.mixed_precision.set_global_policy(job.policy)
    training = KerasBatches.for_training(spec, job.pictures)
    validation = KerasBatches.for_validation(spec, job.pictures)
    model = compiled(spec, job.architecture, job.classes, spec.epochs * len(training))
    recorder = Recorder(events, wishes, job.run.best_weights, spec.batch_size, training.images)
    _tell_setup(job, events, len(training))
    try:
        model.fit(
            training,
            validation_data=validation,
            epochs=spec.epochs,
            callbacks=_callbacks(job, recorder),
            shuffle=False,
            verbose=0,
        )
    except StopRequested:
        if not recorder.steps_done:
            raise
    if recorder.best_epoch is not None:
        model.load_weights(job.run.best_weights)
    return model, recorder


def _callbacks(job: Job, recorder: Recorder) -> list[keras.callbacks.Callback]:
    """Everyone who takes part in the training, in the order in which they are called; the recorder is the first."""
    return [recorder, EarlyStopping(recorder, job.spec.early_stopping)]


def _tell_setup(job: Job, events: EventWriter, steps: int) -> None:
    events.write(
        "setup",
        epochs=job.spec.epochs,
        steps=steps,
        batch_size=job.spec.batch_size,
        device=job.device.name,
        precision_policy=job.policy,
    )


def _result(job: Job, recorder: Recorder, metrics: Metrics | None, phases: Phases) -> Result:
    counted = parameters(summarize(job.architecture))
    return Result(
        metrics=metrics,
        best_epoch=recorder.best_epoch,
        best_val_accuracy=recorder.best_val_accuracy,
        epochs=recorder.epochs_done,
        stopped_early=EarlyStopping(recorder, job.spec.early_stopping).reached,
        parameters=counted.trainable + counted.frozen,
        seconds=Seconds(
            total=phases.seconds(),
            decode=phases.seconds("preparing", "decoding"),
            train=phases.seconds("training"),
            evaluate=phases.seconds("evaluating"),
        ),
        images_per_second=recorder.images_per_second,
        precision_policy=job.policy,
        device=job.device.name,
    )
