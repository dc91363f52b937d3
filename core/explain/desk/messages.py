"""What is asked of the worker, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from core.i18n import Message

Arrays = dict[str, np.ndarray]
Found = tuple[dict[str, Any], Arrays]  # what an answer says, before it is written


class Question(BaseModel):
    """`<id>.question.json`.

    Attributes:
        about: which of `serve.ANSWERS` answers it.
        model: its name.
        picture: the picture's file; None if its bytes lie beside the question.
        name: what an error calls the picture.
        values: what else the answer depends on, such as the method.

    """

    model_config = ConfigDict(frozen=True)

    about: str
    model: str
    picture: Path | None
    name: str
    values: dict[str, Any] = {}


class Facts(BaseModel):
    """The part of an answer that is no array: what was found, or the problem."""

    found: dict[str, Any] = {}
    problem: Message | None = None


@dataclass(frozen=True)
class Answer:
    """What the worker found: `found` is plain JSON, `arrays` are large."""

    found: Mapping[str, Any]
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)
