"""The numbers of the screen “Recurrent networks” as tables."""

import pandas as pd

from core.concepts.recurrent.lessons import list_characters, list_sequences
from core.concepts.recurrent.text_training import UPDATES, TextHistory
from core.i18n import _


def steps_table(history: TextHistory, frame: int) -> pd.DataFrame:
    """One row a step of the first sequence."""
    training = history.training
    alphabet = list_characters(training.task, training.text)
    asked = history.lessons.y[:, 0]
    return pd.DataFrame(
        {
            _("step"): range(len(asked)),
            _("reads"): list(list_sequences(training.task, training.text)[0]),
            _("is asked for"): [alphabet[row.argmax()] if row.any() else "" for row in asked],
            _("answers"): [alphabet[place] for place in history.answers[frame]],
            _("probability of the right one"): history.right[frame],
            _("gradient of the last answer on the memory"): history.memories[frame],
        }
    )


def updates_table(history: TextHistory) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("update"): [frame * UPDATES for frame in range(len(history.losses))],
            _("loss"): history.losses,
            _("accuracy"): history.accuracies,
            _("length of the gradient"): history.lengths,
        }
    )
