"""Early stopping: end a training whose epochs no longer improve."""

from typing import Any

import keras

from core.training.watching.recorder import Recorder


class EarlyStopping(keras.callbacks.Callback):
    """Ends the training after `patience` epochs without a better one, as the recorder defines better.

    It comes after the recorder in the list of callbacks and has no state of its own, so a resumed training ends at the
    same epoch as an uninterrupted one. A patience of 0 turns it off.
    """

    def __init__(self, recorder: Recorder, patience: int) -> None:
        super().__init__()
        self._recorder = recorder
        self._patience = patience

    @property
    def reached(self) -> bool:
        """Whether there were `patience` epochs since the best one."""
        best = self._recorder.best_epoch
        return bool(self._patience) and best is not None and self._recorder.epochs_done - best >= self._patience

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self.reached:
            self.model.stop_training = True
