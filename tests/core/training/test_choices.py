"""Real workers with everything switched on: the same spec and seed end in the same weights, and early where asked."""

import keras
import numpy as np
import pytest

from core.data.intake import adding
from core.jobs.events import EventReader
from core.tasks import train
from tests.specs import EVERYTHING
from tests.waiting import ended

EARLY = EVERYTHING.model_copy(update={"dataset": "tiny", "image_size": 32, "epochs": 60, "learning_rate": 0.05})


def worked(spec):
    run = train.start(spec)
    assert ended(run).state == "finished", run.log.read_text()
    return run


def told(run):
    """What the epochs were, without how long they took."""
    epochs = [event for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    return [{name: epoch[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")} for epoch in epochs]


@pytest.mark.slow
def test_the_same_spec_and_seed_give_the_same_model():
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    one, other = worked(EARLY), worked(EARLY)
    assert told(one) == told(other)
    first, second = (keras.saving.load_model(run.keras_model).get_weights() for run in (one, other))
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    assert one.read_training_result().metrics == other.read_training_result().metrics
    result = one.read_training_result()
    assert result.stopped_early
    assert result.epochs == len(told(one)) == result.best_epoch + EARLY.early_stopping
    assert result.device.startswith("CPU")
