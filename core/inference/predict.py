"""Predict the class of pictures: decode each once, run the model on batches, and hand out the answers as they come.

    for found in predict_all(model, [Question("photo.jpg", path), ...], known):
        print(found.name, found.guesses[0] if found.guesses else found.problem)

Probabilities are the model's own here; what they come to is decided in `core.inference.verdicts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from core.backbone.features import Rows, load_backbone, run_backbone
from core.cancel import NEVER, CancelToken
from core.data.pixels.decode import Pixels, decode_and_show, decode_squares, read
from core.data.pixels.view import count_squares
from core.errors import InputError
from core.i18n import Message
from core.inference.familiar.familiarity import Familiarity
from core.inference.familiar.neighbours import Neighbours
from core.inference.model import BATCH, Model
from core.inference.previews import encode_preview
from core.parallel import in_order

PREVIEW = 240  # pixels of the longer side: sharp in a gallery on any screen, and 10 KB


@dataclass(frozen=True)
class Guess:
    """One class and its probability."""

    label: str
    probability: float


@dataclass(frozen=True)
class Question:
    """A picture to predict; error messages call it `name`. With a `problem` it is known to be none."""

    name: str
    source: Path | bytes
    problem: Message | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """The prediction for one picture, or the problem with the file.

    Attributes:
        question: the picture.
        classes: of the model.
        probabilities: (classes,) as the model computes them; None if the file cannot be read.
        preview: the picture upright as a JPEG of at most 240 pixels a side.
        familiarity: how like the training pictures it is; None if they are not known.
        problem: why the file cannot be read.

    """

    question: Question
    classes: tuple[str, ...] = ()
    probabilities: Rows | None = None
    preview: bytes = b""
    familiarity: Familiarity | None = None
    problem: Message | None = None

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def guesses(self) -> list[Guess]:
        """All classes, the most probable first."""
        return [] if self.probabilities is None else rank_guesses(self.classes, self.probabilities)


def rank_guesses(classes: Sequence[str], probabilities: Rows, most: int | None = None) -> list[Guess]:
    """The classes with their probabilities (classes,), the most probable first; at most so many."""
    order = np.argsort(-probabilities, kind="stable")[:most]
    return [Guess(classes[place], float(probabilities[place])) for place in order]


def predict(model: Model, source: Path | bytes, name: str) -> list[Guess]:
    """All classes of one picture, the most probable first. Error messages call the picture `name`.

    Raises:
        PictureError: the picture cannot be read.

    """
    squares = decode_squares(source, model.image_size, model.view, name=name)
    return rank_guesses(model.classes, model.compute_picture_probabilities(squares))


def answer(model: Model, questions: Sequence[Question]) -> list[Answer]:
    """The predictions for these pictures, in the same order; a file that cannot be read becomes one with a problem."""
    return list(predict_all(model, questions))


def predict_all(
    model: Model, questions: Sequence[Question], known: Neighbours | None = None, *, cancel: CancelToken = NEVER
) -> Iterator[Answer]:
    """The same, each as soon as it is there; with `known` they say how like the training pictures they are.

    Nothing is stored: neither the pictures nor their features.

    Raises:
        InputError: the model cannot be loaded.
        Cancelled: `cancel` asked for it.

    """
    reader = _Reader(model, known)
    read_pictures = in_order(reader.read, questions, cancel=cancel)
    while group := list(islice(read_pictures, BATCH)):
        yield from reader.complete(group)


@dataclass(frozen=True)
class _Seen:
    """What one thread finds in a file: its answer without probabilities, and what the batch needs of the pixels.

    Attributes:
        blank: the answer so far.
        squares: (squares, size, size, 3); None where the features take their place.
        features: (width,) that the model's head takes.
        similar_features: (width,) that the training pictures are compared by.

    """

    blank: Answer
    squares: Pixels | None = None
    features: Rows | None = None
    similar_features: Rows | None = None


class _Reader:
    """Reads pictures for one model: what a thread does of each, then what is done of a batch."""

    def __init__(self, model: Model, known: Neighbours | None) -> None:
        self._model = model
        self._known = known
        self._size = model.image_size  # raises here what is wrong with the model
        self._view = model.view
        self._head = model.head

    def read(self, question: Question) -> _Seen:
        if question.problem:
            return _Seen(Answer(question, problem=question.problem))
        try:
            data = read(question.source, question.name)
            squares, shown = decode_and_show(data, question.name, self._size, self._view, enough=PREVIEW // 2)
            features = self._compute_features(squares)
            return _Seen(
                Answer(question, self._model.classes, preview=encode_preview(shown, PREVIEW)),
                None if features is not None else squares,
                features,
                self._compute_similar_features(data, question.name, squares, features),
            )
        except InputError as error:
            return _Seen(Answer(question, problem=error.message))

    def _compute_features(self, squares: Pixels) -> Rows | None:
        """The features that the head takes, if the model is one on a pretrained network."""
        return None if self._head is None else run_backbone(load_backbone(self._head[0]), squares)

    def _compute_similar_features(self, data: bytes, name: str, squares: Pixels, features: Rows | None) -> Rows | None:
        """Those that are compared with the training pictures' own, as these were seen; None if nothing is compared."""
        if self._known is None:
            return None
        backbone, view = self._known.backbone, self._known.view
        if (view, backbone.image_size) != (self._view, self._size):
            squares = decode_squares(data, backbone.image_size, view, name=name)
        elif features is not None and self._head is not None and self._head[0] == backbone:
            return features
        return run_backbone(load_backbone(backbone), squares)

    def complete(self, group: Sequence[_Seen]) -> Iterator[Answer]:
        """The answers to these pictures, in their order."""
        good = [seen for seen in group if seen.blank.problem is None]
        found = iter(zip(self._compute_probabilities(good), self._measure_familiarity(good), strict=True))
        for seen in group:
            if seen.blank.problem is not None:
                yield seen.blank
            else:
                probabilities, familiarity = next(found)
                yield replace(seen.blank, probabilities=probabilities, familiarity=familiarity)

    def _compute_probabilities(self, good: Sequence[_Seen]) -> Sequence[Rows]:
        """Of each picture, (classes,)."""
        if not good:
            return []
        if self._head is not None:
            rows = np.stack([seen.features for seen in good if seen.features is not None])
            return list(self._head[1].compute_probabilities(rows))
        squares = [seen.squares for seen in good if seen.squares is not None]
        if count_squares(self._view) > 1:
            return [self._model.compute_picture_probabilities(one) for one in squares]
        return list(self._model.compute_probabilities(np.concatenate(squares)))

    def _measure_familiarity(self, good: Sequence[_Seen]) -> Sequence[Familiarity | None]:
        if self._known is None or not good:
            return [None] * len(good)
        return self._known.measure_all(
            np.stack([seen.similar_features for seen in good if seen.similar_features is not None])
        )
