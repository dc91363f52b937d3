"""The files through which a page and its worker talk. Each is written in one step, so none is ever read half."""

import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from core import files
from core.errors import InputError
from core.explain.desk.messages import Answer, Facts, Question
from core.parsing import retry_parsing

DESK = "desk"  # in the folder of a job
QUESTION, PICTURE, ANSWER = ".question.json", ".picture", ".answer.npz"
FACTS = "facts"  # the name of the text among the arrays of an answer
OLD_SECONDS = 120.0  # an answer that nobody has fetched for so long is not wanted any more


@retry_parsing
def _read_arrays(data: bytes) -> dict[str, np.ndarray]:
    found = np.load(io.BytesIO(data), allow_pickle=False)
    return {key: found[key] for key in found}


@files.none_if_damaged
def _read_question(path: Path) -> Question | None:
    return files.read_json(path, Question)


@dataclass(frozen=True)
class Asked:
    """A question as the worker finds it; `source` is its picture."""

    id: str
    question: Question
    source: Path


@dataclass(frozen=True)
class Desk:
    """A folder of questions and answers."""

    path: Path

    def put(self, question: Question, picture: bytes | None) -> str:
        """Ask; return the id under which the answer will be."""
        with files.disk_errors(self.path):
            self.path.mkdir(exist_ok=True)
        name = f"{time.time_ns():020}-{uuid4().hex[:8]}"
        if picture is not None:
            files.write_atomically(self.path / (name + PICTURE), picture)
        files.write_json(self.path / (name + QUESTION), question)
        return name

    def fetch(self, name: str) -> Answer | None:
        """The answer, which is removed; None if it is not there yet.

        Raises:
            InputError: the worker could not answer; the message says why.

        """
        path = self.path / (name + ANSWER)
        if not path.exists():
            return None
        with files.damage_errors(path):
            arrays = _read_arrays(path.read_bytes())
        path.unlink(missing_ok=True)
        facts = Facts.model_validate_json(str(arrays.pop(FACTS)))
        if facts.problem:
            raise InputError(facts.problem.text, **facts.problem.values)
        return Answer(facts.found, arrays)

    def forget(self, name: str) -> None:
        """Drop a question."""
        for kind in (QUESTION, PICTURE, ANSWER):
            (self.path / (name + kind)).unlink(missing_ok=True)

    def list_waiting(self) -> Iterator[Asked]:
        """The questions without an answer, the oldest first; one that cannot be read is dropped."""
        for path in sorted(self.path.glob("*" + QUESTION)):
            name = path.name.removesuffix(QUESTION)
            question = _read_question(path)
            if question is None:
                path.unlink(missing_ok=True)
            else:
                yield Asked(name, question, question.picture or self.path / (name + PICTURE))

    def answer(self, asked: Asked, facts: Facts, arrays: dict[str, np.ndarray]) -> None:
        """Write an answer, and remove its question."""
        buffer = io.BytesIO()
        np.savez(buffer, **{FACTS: np.array(json.dumps(facts.model_dump(mode="json"))), **arrays})  # type: ignore[arg-type]
        files.write_atomically(self.path / (asked.id + ANSWER), buffer.getvalue())
        (self.path / (asked.id + QUESTION)).unlink(missing_ok=True)
        (self.path / (asked.id + PICTURE)).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove answers that nobody has fetched."""
        for path in self.path.glob("*" + ANSWER):
            if time.time() - path.stat().st_mtime > OLD_SECONDS:
                path.unlink(missing_ok=True)
