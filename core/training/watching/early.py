"""Ends a training whose epochs no longer get better."""

from typing import Any

import keras

from core.training.watching.recorder import Recorder


class EarlyStopping(keras.callbacks.Callback):
    """Ends the training after `patience` epochs without a better one; what is better is for the recorder to say.

    It stands behind the recorder in the list of callbacks and keeps no state of its own, so a resumed training ends
    where it would have ended. A patience of 0 never ends it.
    """

    def __init__(self, recorder: Recorder, patience: int) -> None:
        super().__init__()
        self._recorder = recorder
        self._patience = patience

    @property
    def reached(self) -> bool:
        """Whether the best epoch is that far behind."""
        best = self._recorder.best_epoch
        return bool(self._patience) and best is not None and self._recorder.epochs_done - best >= self._patience

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self.reached:
            self.model.stop_training = True
