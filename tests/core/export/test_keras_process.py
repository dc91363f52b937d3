"""A Keras file that Keras cannot read ends in a sentence, and the log has the cause."""

import logging

import numpy as np
import pytest

from core.cancel import Cancelled, CancelWhen
from core.errors import InputError
from core.export.keras_process import ask_keras


@pytest.mark.slow
def test_a_damaged_file_is_a_sentence(tmp_path, caplog):
    path = tmp_path / "model.keras"
    path.write_bytes(b"no model")
    with caplog.at_level(logging.WARNING, "glassbox"), pytest.raises(InputError, match="Train again, or export"):
        ask_keras(path, np.zeros((1, 32, 32, 3), np.uint8))
    assert "model.keras cannot be asked" in caplog.text


def test_a_process_that_is_not_wanted_any_more_is_ended(tmp_path):
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        ask_keras(tmp_path / "model.keras", np.zeros((1, 32, 32, 3), np.uint8), CancelWhen(lambda: next(asked)))
    assert next(asked, None) is None
