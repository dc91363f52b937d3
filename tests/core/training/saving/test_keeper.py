"""What the keeper writes can always be gone on with."""

import keras
import numpy as np
import pytest

from core.cancel import Cancelled
from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.networks.catalogue import describe
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.keras.compiling import compile_model
from core.training.saving import checkpoint
from core.training.saving.keeper import Keeper
from core.training.watching.recorder import Recorder
from tests.core.jobs.worker.test_turn import Worker

SPEC = TrainingSpec(dataset="tiny", image_size=32, batch_size=8)


class StopAfter(keras.callbacks.Callback):
    """Someone presses Stop after so many steps."""

    def __init__(self, steps, run):
        super().__init__()
        self.steps, self.run = steps, run

    def on_epoch_begin(self, epoch, logs=None):
        self.on_train_batch_end(-1)

    def on_train_batch_end(self, batch, logs=None):
        if batch + 1 == self.steps:
            self.run.write_request("stop")


@pytest.fixture
def feed():
    pictures = Decoded(
        images=np.zeros((24, 32, 32, 3), np.uint8),
        labels=np.tile(np.arange(2, dtype=np.int32), 12),
        splits=np.array(["train"] * 24),
        paths=tuple(f"{number}.png" for number in range(24)),
        classes=("cat", "dog"),
    )
    return KerasBatches(Batches(pictures, "train", 8, seed=0), 2)


def model():
    return compile_model(SPEC, describe("article", 32, 2), 2, total_steps=3)


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_training_stopped_after_any_step_leaves_what_a_new_worker_takes_up(feed, steps):
    with Worker() as worker:
        worker.turn.begin()
        recorder = Recorder(worker.events, feed, worker.turn.read_clock)
        keeper = Keeper(worker.run, worker.turn, worker.events, feed, recorder, [recorder], dict)
        with worker.turn.saving(keeper.save_now), pytest.raises(Cancelled):
            model().fit(feed, callbacks=[StopAfter(steps, worker.run), recorder, keeper], shuffle=False, verbose=0)
        saved = checkpoint.read(worker.run.saved)
        assert (saved is None) == (steps == 0)
        if saved:
            fresh = model()
            checkpoint.build(fresh, feed)
            saved.put_model(fresh)
            assert int(fresh.optimizer.iterations) == saved.facts["step"] == steps
