"""Train a network, keep its best weights, write the model, and evaluate it once on the test split."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import keras
import numpy as np
from keras.callbacks import CallbackList

from core.backbone.head import Head
from core.cancel import Cancelled
from core.data.datasets import Dataset
from core.data.intake import choices
from core.data.pixels.cache import Decoded
from core.errors import InputError
from core.evaluation.evaluate import NOT_FINITE
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.networks.architecture import Architecture, count_parameters, summarize
from core.runs import expected_time
from core.runs.folder import RunFolder
from core.runs.result import Metrics, Result, Seconds
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.head.head_first import fit_pretrained_head
from core.training.judge import judge
from core.training.keras.compiling import compile_model
from core.training.keras.model_files import build_prediction_model, save
from core.training.keras.streaming import stream
from core.training.keras.transplant import put_head
from core.training.machine.devices import Device, choose_device
from core.training.machine.others import Others
from core.training.machine.precision import Sample, choose_policy
from core.training.saving import checkpoint
from core.training.saving.checkpoint import SavedTraining
from core.training.saving.keeper import Keeper
from core.training.stages import read_measured_batch
from core.training.watching.best_epoch import choose_judged
from core.training.watching.early import EarlyStopping
from core.training.watching.inspection import Inspector
from core.training.watching.recorder import Recorder


@dataclass(frozen=True)
class Setup:
    """The inputs of a training; `saved` is the checkpoint of an earlier worker.

    `head` initialises the last layer of a pretrained network, in place of random weights.
    """

    run: RunFolder
    spec: TrainingSpec
    dataset: Dataset
    pictures: Decoded
    architecture: Architecture
    device: Device
    policy: str
    saved: SavedTraining | None
    head: Head | None

    @property
    def classes(self) -> int:
        return len(self.dataset.classes)


@dataclass(frozen=True)
class Feeds:
    """The batches of the training and the validation split."""

    training: KerasBatches
    validation: KerasBatches


@dataclass(frozen=True)
class Trained:
    """The trained model; `whole` is false if a request to stop ended the training."""

    model: keras.Model
    recorder: Recorder
    whole: bool


def train_network(setup: Setup, events: EventWriter, phases: Phases, turn: Turn) -> None:
    """Train, write the model and evaluate it.

    Raises:
        Cancelled: a request to stop has ended the training; the best model so far, if any, is written, and evaluated
            if it has learned for an epoch. Of a trial of a search nothing is written.
        InputError: the weights are not finite.

    """
    phases.enter("training")
    others = Others()
    with setup.device.scope():
        trained = _fit(setup, events, phases, turn)
    if setup.spec.trial_of and not trained.whole:
        raise Cancelled  # a trial that was stopped is not worth the time of its export: its slot is wanted
    with turn.finishing():
        phases.enter("exporting")
        save(build_prediction_model(trained.model, setup.architecture), setup.run.keras_model, setup.run.onnx_model)
        metrics = _judge(setup, trained.recorder, phases, turn)
        result = _build_result(setup, trained.recorder, metrics, phases)
        setup.run.write_result(result)
        expected_time.record_pace(setup.spec, setup.classes, *_count_pictures(setup), result, others.measure_share())
    if not trained.whole:
        raise Cancelled


def prepare(run: RunFolder, dataset: Dataset, pictures: Decoded, phases: Phases, turn: Turn) -> Setup:
    """Choose the device and the precision, and read the checkpoint of an earlier worker.

    Raises:
        Cancelled, Suspended: see `Turn`.

    """
    spec = run.read_training_spec()
    device = choose_device(spec.device)
    architecture = describe_network(spec, len(dataset.classes))
    saved = checkpoint.read(run.saved)
    if saved:
        phases.begin_with(saved.facts["seconds"])
        policy = saved.facts["policy"]
    else:
        sample = Sample(spec, architecture, len(dataset.classes), device, *read_measured_batch(spec, pictures))
        expected = expected_time.estimate_seconds(spec, choices.summarize(dataset))
        with device.scope():
            policy = choose_policy(sample, expected, phases, turn)
    head = None if saved else fit_pretrained_head(spec, dataset, phases, turn)
    return Setup(run, spec, dataset, pictures, architecture, device, policy, saved, head)


def _fit(setup: Setup, events: EventWriter, phases: Phases, turn: Turn) -> Trained:
    """The model with the weights of its best epoch; with its current weights if no epoch was completed."""
    feeds = _open_feeds(setup)
    model = _build_model(setup, feeds)
    recorder = Recorder(events, feeds.training, turn.read_clock, choose_judged(setup.spec))
    callbacks = _create_callbacks(setup, recorder)
    keeper = Keeper(
        setup.run, turn, events, feeds.training, recorder, callbacks, partial(_collect_facts, setup, phases)
    )
    if setup.saved:
        keeper.begin_with(setup.saved)
    if events.continued:
        recorder.write_resumed(keeper.epoch, keeper.step)
    _write_setup(setup, events, feeds)
    with turn.saving(keeper.save_now):
        everyone = CallbackList([*callbacks, keeper], add_history=True, model=model, epochs=setup.spec.epochs)
        whole = _run_epochs(setup, model, feeds, everyone, keeper)
    keeper.finish()
    if recorder.best_epoch is not None:
        checkpoint.put_weights(setup.run.find_best_weights(recorder.best_epoch), model)
    elif not recorder.steps_done:
        raise Cancelled
    if not all(np.isfinite(weights).all() for weights in model.get_weights()):
        raise InputError(NOT_FINITE)
    return Trained(model, recorder, whole)


def _open_feeds(setup: Setup) -> Feeds:
    return Feeds(
        KerasBatches.for_training(setup.spec, setup.pictures), KerasBatches.for_validation(setup.spec, setup.pictures)
    )


def _build_model(setup: Setup, feeds: Feeds) -> keras.Model:
    """The model with its initial weights, or those of the checkpoint."""
    keras.utils.set_random_seed(setup.spec.seed)
    keras.mixed_precision.set_global_policy(setup.policy)
    model = compile_model(setup.spec, setup.architecture, setup.classes, setup.spec.epochs * len(feeds.training))
    if setup.saved:
        checkpoint.build(model, feeds.validation)
        setup.saved.put_model(model)
    elif setup.head:
        put_head(model, setup.head.kernel, setup.head.bias)
    return model


def _create_callbacks(setup: Setup, recorder: Recorder) -> list[keras.callbacks.Callback]:
    """The callbacks of the training, in the order in which Keras calls them; the recorder comes first."""
    stopping = EarlyStopping(recorder, setup.spec.early_stopping)
    return [recorder, Inspector(setup.run.inside, setup.pictures, setup.spec.seed), stopping]


def _collect_facts(setup: Setup, phases: Phases) -> dict[str, Any]:
    """What a later worker needs beside the state of the training."""
    return {"policy": setup.policy, "seconds": phases.compute_spent()}


def _write_setup(setup: Setup, events: EventWriter, feeds: Feeds) -> None:
    events.write(
        "setup",
        epochs=setup.spec.epochs,
        steps=feeds.training.steps,
        batch_size=setup.spec.batch_size,
        device=setup.device.name,
        precision_policy=setup.policy,
    )


def _run_epochs(setup: Setup, model: keras.Model, feeds: Feeds, everyone: CallbackList, keeper: Keeper) -> bool:
    """Train from the keeper's epoch and step to the end; false if a request to stop ended it earlier."""
    try:
        if keeper.step:
            _end_epoch(model, feeds, everyone, keeper)
        if not keeper.over:
            _fit_epochs(model, feeds, everyone, keeper, setup.spec.epochs)
    except Cancelled:
        return False
    return True


def _fit_epochs(model: keras.Model, feeds: Feeds, everyone: CallbackList, keeper: Keeper, end: int) -> None:
    feeds.training.begin(keeper.epoch, keeper.step)
    everyone.set_params(everyone.params | {"steps": len(feeds.training)})
    model.fit(
        stream(feeds.training),
        validation_data=stream(feeds.validation),
        initial_epoch=keeper.epoch,
        epochs=end,
        callbacks=everyone,
        shuffle=False,
        verbose=0,
    )


def _end_epoch(model: keras.Model, feeds: Feeds, everyone: CallbackList, keeper: Keeper) -> None:
    """Finish an epoch that was saved in its middle: as a shorter epoch, or its validation alone.

    It needs a `fit` of its own: if an epoch ends before Keras expects it, Keras starts one step too many, which
    advances the random generators.
    """
    epoch = keeper.epoch
    if keeper.step < feeds.training.steps:
        _fit_epochs(model, feeds, everyone, keeper, epoch + 1)
    else:
        everyone.on_train_begin()
        everyone.on_epoch_begin(epoch)
        logs = model.get_metrics_result()
        validated = model.evaluate(stream(feeds.validation), callbacks=everyone, return_dict=True, verbose=0)
        everyone.on_epoch_end(epoch, logs | {f"val_{name}": value for name, value in validated.items()})
    keeper.begin_again()


def _count_pictures(setup: Setup) -> tuple[int, int]:
    """Those of the training split and of the validation split."""
    return len(setup.pictures.select("train")), len(setup.pictures.select("val"))


def _judge(setup: Setup, recorder: Recorder, phases: Phases, turn: Turn) -> Metrics | None:
    """The test metrics; of a model that was stopped in its first epoch they would say nothing of what it can learn."""
    return judge(setup.run, setup.dataset, phases, turn, setup.pictures) if recorder.epochs_done else None


def _build_result(setup: Setup, recorder: Recorder, metrics: Metrics | None, phases: Phases) -> Result:
    counted = count_parameters(summarize(setup.architecture))
    return Result(
        metrics=metrics,
        best_epoch=recorder.best_epoch,
        best_val_accuracy=recorder.best_val_accuracy,
        best_val_balanced_accuracy=recorder.best_val_balanced_accuracy,
        epochs=recorder.epochs_done,
        stopped_early=EarlyStopping(recorder, setup.spec.early_stopping).reached,
        parameters=counted.trainable + counted.frozen,
        seconds=Seconds(
            total=phases.sum_seconds(),
            decode=phases.sum_seconds("preparing", "decoding"),
            train=phases.sum_seconds("training"),
            evaluate=phases.sum_seconds("evaluating"),
        ),
        images_per_second=recorder.images_per_second,
        precision_policy=setup.policy,
        device=setup.device.name,
    )
