"""The callback that saves a training and puts it back, so that none of it is lost."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, runtime_checkable

import keras
import numpy as np

from core.jobs.events import EventWriter
from core.jobs.worker.turn import Turn
from core.runs.folder import RunFolder
from core.training.feeding import KerasBatches
from core.training.saving.background import Background
from core.training.saving.checkpoint import SavedTraining, take_metrics, take_model, write, write_weights
from core.training.watching.recorder import Logs, Recorder

AT_LEAST_EVERY = 60.0  # seconds


@runtime_checkable
class Remembers(Protocol):
    """A callback that must not forget: what `state` gives, in JSON values, comes back to `restore` in a new process.

    `restore` is called after every callback's `on_train_begin` and `on_epoch_begin`.
    """

    def state(self) -> dict[str, Any]: ...

    def restore(self, state: dict[str, Any]) -> None: ...


class Keeper(keras.callbacks.Callback):
    """Saves the training after every epoch, at least every minute, and before the worker rests or ends.

    It must be the last of the callbacks, so that what it saves is what all the others know; the `recorder` is one of
    them. The copy is made between two steps, and written beside the next ones: the events that led to it first, then
    the best weights if they are new. `facts` are more facts to save, asked for at the moment.
    """

    def __init__(
        self,
        run: RunFolder,
        turn: Turn,
        events: EventWriter,
        feed: KerasBatches,
        recorder: Recorder,
        callbacks: Sequence[keras.callbacks.Callback],
        facts: Callable[[], dict[str, Any]],
    ) -> None:
        super().__init__()
        self._run = run
        self._turn = turn
        self._events = events
        self._feed = feed
        self._recorder = recorder
        self._remembering = {type(one).__name__: one for one in callbacks if isinstance(one, Remembers)}
        self._facts = facts
        self._background = Background()
        self._to_restore: dict[str, Any] = {}
        self._to_put: SavedTraining | None = None
        self._metrics: dict[str, np.ndarray] | None = None
        self._saved_at = time.monotonic()
        self._due = False
        self.epoch = 0
        self.step = 0
        self.over = False

    def begin_with(self, saved: SavedTraining) -> None:
        """Go on from there: the model's part is put back already, the rest when Keras has made its own beginning."""
        self.epoch, self.step, self.over = (saved.facts[name] for name in ("epoch", "step", "over"))
        self._to_put = saved
        self._to_restore = saved.facts["callbacks"]
        self._restore()

    def begin_again(self) -> None:
        """Go on from here, though Keras makes a new beginning."""
        self._to_restore = self._states()

    def _states(self) -> dict[str, Any]:
        return {name: one.state() for name, one in self._remembering.items()}

    def _restore(self) -> None:
        for name, state in self._to_restore.items():
            self._remembering[name].restore(state)

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._feed.begin(epoch, self.step)
        self._restore()
        if self._to_put is not None and self.step:
            self._to_put.put_metrics(self.model)
        self._to_put, self._to_restore = None, {}
        self._turn.raise_if_cancelled()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        self.step = self._feed.first_step + batch + 1
        self._between_steps()

    def on_test_begin(self, logs: Logs = None) -> None:
        self._metrics = take_metrics(self.model)  # those of the training, which the validation now overwrites

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._between_steps()

    def on_test_end(self, logs: Logs = None) -> None:
        self._metrics = None

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self.epoch, self.step = epoch + 1, 0
        self.over = bool(self.model.stop_training)
        self._due = True
        if self._recorder.best_epoch == self.epoch:
            self._background.wait()  # these weights are worth keeping, and the next step changes them
        self._between_steps()

    def _between_steps(self) -> None:
        late = time.monotonic() - self._saved_at > AT_LEAST_EVERY
        if (self._due or late) and self._background.free:
            self._save()
        self._turn.raise_if_cancelled()

    def save_now(self) -> None:
        """Come back when this moment is on the disk; not before the first step, when nothing is there to be lost.

        Keras has not made the optimiser's variables then, so such a file could not be gone on with.
        """
        if not (self.epoch or self.step):
            return
        self._background.wait()
        self._save()
        self._background.wait()

    def finish(self) -> None:
        """Come back when the end is on the disk, which an earlier moment may still have been written to."""
        self._background.wait()
        if self._due:
            self.save_now()

    def _save(self) -> None:
        self._due, self._saved_at = False, time.monotonic()
        self._events.flush()
        metrics = take_metrics(self.model) if self._metrics is None else self._metrics
        facts = {"epoch": self.epoch, "step": self.step, "over": self.over, "callbacks": self._states()}
        snapshot = SavedTraining({**take_model(self.model), **metrics}, facts | self._facts())
        self._background.start(partial(self._write, snapshot, self._recorder.best_epoch))

    def _write(self, snapshot: SavedTraining, best_epoch: int | None) -> None:
        """Save it, in the background; the weights of what was the best before can go only at the end."""
        self._events.sync()
        self._run.checkpoint.mkdir(exist_ok=True)
        if _is_of_epoch(snapshot, best_epoch):
            write_weights(self._run.find_best_weights(snapshot.facts["epoch"]), snapshot)
        write(self._run.saved, snapshot)
        for epoch in range(1, best_epoch or 0):
            self._run.find_best_weights(epoch).unlink(missing_ok=True)


def _is_of_epoch(snapshot: SavedTraining, epoch: int | None) -> bool:
    """Whether the snapshot was taken right at the end of that epoch."""
    return (snapshot.facts["epoch"], snapshot.facts["step"]) == (epoch, 0)
