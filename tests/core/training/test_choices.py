"""Real workers with everything switched on: the same spec and seed end in the same weights, and early where asked."""

import keras
import numpy as np
import pytest

from core.data import datasets
from core.models.augmentation import Augmentation
from core.runs import control
from core.runs.events import EventReader
from core.runs.life import current_state
from core.runs.state import ACTIVE
from core.training.spec import TrainingSpec
from tests.waiting import until

EVERYTHING = TrainingSpec(
    dataset="tiny",
    architecture="compact",
    image_size=32,
    epochs=60,
    batch_size=8,
    seed=11,
    optimizer="sgd",
    learning_rate=0.05,
    nesterov=True,
    schedule="one_cycle",
    weight_decay=0.001,
    clip_norm=1.0,
    label_smoothing=0.05,
    class_weights="balanced",
    early_stopping=2,
    dropout=0.3,
    augmentation=Augmentation(
        flip=True, rotation=10, zoom=0.1, crop=0.4, shift=0.1, contrast=0.2, brightness=0.1, colour=0.1, erasing=0.1,
        mixup=0.2,
    ),
    device="cpu",
    precision="float32",
)  # fmt: skip


def worked(spec):
    run = control.start(spec)
    until(lambda: current_state(run).state not in ACTIVE, within=240, what=f"the end of {run.run_id}")
    assert current_state(run).state == "finished", run.log.read_text()
    return run


def told(run):
    """What the epochs were, without how long they took."""
    epochs = [event for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    return [{name: epoch[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")} for epoch in epochs]


@pytest.mark.slow
def test_the_same_spec_and_seed_give_the_same_model():
    datasets.add("sketches", "tiny", options={"count": 60, "size": 32})
    one, other = worked(EVERYTHING), worked(EVERYTHING)
    assert told(one) == told(other)
    first, second = (keras.saving.load_model(run.keras_model).get_weights() for run in (one, other))
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    assert one.result().metrics == other.result().metrics
    result = one.result()
    assert result.stopped_early
    assert result.epochs == len(told(one)) == result.best_epoch + 2
    assert result.device.startswith("CPU")
