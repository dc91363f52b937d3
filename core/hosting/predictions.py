"""One answer of a model, kept so that a link can show it: a small preview and the classes, nothing of the file."""

import secrets
from base64 import b64decode, b64encode
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core import workspace
from core.data.intake import limits
from core.errors import InputError
from core.files import read_json, write_json
from core.i18n import N_
from core.inference.model import Model
from core.inference.predict import Answer
from core.inference.verdicts import Verdict

FOLDER = "predictions"
MOST_CLASSES = 5
GONE = N_("This prediction is not there any more. Ask the model again.")


class Prediction(BaseModel):
    """What the model said of a picture; `guesses` are its classes with their probabilities, the most probable first.

    `answer` is that of the model's decision rule; None in what was kept before there was one, which is the first guess.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    classes: tuple[str, ...]
    guesses: tuple[tuple[str, float], ...]
    answer: tuple[str, float] | None = None
    is_sure: bool
    preview: str

    @property
    def picture(self) -> bytes:
        """The preview, a JPEG."""
        return b64decode(self.preview)


def keep(model: Model, answer: Answer, verdict: Verdict) -> str:
    """Keep an answer in the current workspace, and return the name that it has there."""
    name = secrets.token_hex(8)
    path = _find_path(name)
    limits.check_room(len(answer.preview), path.parent)
    guesses = tuple((model.translate(one.label), one.probability) for one in verdict.rank_guesses(MOST_CLASSES))
    kept = Prediction(
        model=model.title, classes=tuple(map(model.translate, model.classes)), guesses=guesses,
        answer=(model.translate(verdict.label), verdict.probability), is_sure=verdict.is_sure,
        preview=b64encode(answer.preview).decode(),
    )  # fmt: skip
    write_json(path, kept)
    return name


def load(name: str) -> Prediction:
    """The answer of that name in the current workspace.

    Raises:
        InputError: it is not there, or damaged.

    """
    found = read_json(_find_path(name), Prediction) if name.isalnum() else None
    if found is None:
        raise InputError(GONE)
    return found


def _find_path(name: str) -> Path:
    return workspace.current().root / FOLDER / f"{name}.json"
