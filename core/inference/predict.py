"""Predict the class of pictures: decode, run the model, rank the classes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.backbone.features import Rows
from core.data.pixels.decode import Pixels, decode_squares, read
from core.data.pixels.view import count_squares
from core.errors import InputError
from core.i18n import Message
from core.inference.model import BATCH, Model
from core.inference.previews import render_preview
from core.parallel import in_order


@dataclass(frozen=True)
class Guess:
    """One class and its predicted probability."""

    label: str
    probability: float


@dataclass(frozen=True)
class Question:
    """A picture to predict; error messages call it `name`."""

    name: str
    source: Path | bytes


@dataclass(frozen=True)
class Answer:
    """The prediction for one picture, all classes, the most probable first; or the problem with the file.

    `preview` is the picture upright as a JPEG.
    """

    question: Question
    guesses: tuple[Guess, ...] = ()
    preview: bytes = b""
    problem: Message | None = None

    @property
    def name(self) -> str:
        return self.question.name


def predict(model: Model, source: Path | bytes, name: str) -> list[Guess]:
    """All classes of one picture, the most probable first. Error messages call the picture `name`.

    Raises:
        PictureError: the picture cannot be read.

    """
    squares = decode_squares(source, model.image_size, model.view, name=name)
    return _rank_guesses(model, model.compute_picture_probabilities(squares))


def answer(model: Model, questions: Sequence[Question]) -> list[Answer]:
    """The predictions for these pictures, in the same order; a file that cannot be read becomes one with a problem."""
    seen = list(in_order(lambda question: _read_question(question, model), questions))
    good = [squares for _, squares in seen if squares is not None]
    said = iter(_compute_probabilities(model, good))
    return [_complete_answer(model, blank, None if squares is None else next(said)) for blank, squares in seen]


def _read_question(question: Question, model: Model) -> tuple[Answer, Pixels | None]:
    """The answer without its probabilities yet, and the decoded squares; None if the file cannot be read."""
    try:
        data = read(question.source, question.name)
        squares = decode_squares(data, model.image_size, model.view, name=question.name)
        return Answer(question, preview=render_preview(data, question.name)), squares
    except InputError as error:
        return Answer(question, problem=error.message), None


def _compute_probabilities(model: Model, pictures: Sequence[Pixels]) -> list[Rows]:
    """The probabilities of each picture from its squares, (squares, size, size, 3)."""
    if count_squares(model.view) > 1:
        return [model.compute_picture_probabilities(squares) for squares in pictures]
    batches = (np.concatenate(pictures[start : start + BATCH]) for start in range(0, len(pictures), BATCH))
    return [row for batch in batches for row in model.compute_probabilities(batch)]


def _complete_answer(model: Model, blank: Answer, probabilities: Rows | None) -> Answer:
    if probabilities is None:
        return blank
    return replace(blank, guesses=tuple(_rank_guesses(model, probabilities)))


def _rank_guesses(model: Model, probabilities: Rows) -> list[Guess]:
    guesses = [Guess(label, float(p)) for label, p in zip(model.classes, probabilities, strict=True)]
    return sorted(guesses, key=lambda guess: -guess.probability)
