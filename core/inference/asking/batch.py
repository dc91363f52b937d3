"""Pictures that one person asks a model about, and the answers so far: in memory alone, and gone with this object.

    batch = Batch(model)
    batch.ask({"1": Given("a.jpg", path), "2": Given("more.zip", zip_path)})
    batch.work()                       # in a job's thread, see `core.tasks.models.predict`
    batch.list_answers()               # by anyone, at any time

A job knows a batch by its id, since a job's spec lies on the disk and nothing of the pictures may.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4
from weakref import WeakValueDictionary

from core.cancel import NEVER, CancelToken
from core.inference.asking.questions import Given, Room, expand, name_apart
from core.inference.familiar import neighbours
from core.inference.model import Model
from core.inference.predict import Answer, predict_all
from core.parallel import Progress, tell


@dataclass
class _Entry:
    """What came under one key, and the answers to what it stands for; `left` is None before that is known."""

    given: Given
    answers: list[Answer] = field(default_factory=list)
    left: int | None = None

    @property
    def is_done(self) -> bool:
        return self.left == 0


class Batch:
    """Filled by one thread, read and changed by others."""

    def __init__(self, model: Model) -> None:
        self.batch_id = uuid4().hex
        self._model = model
        self._entries: dict[str, _Entry] = {}
        self._room = Room()
        self._lock = threading.Lock()
        _batches[self.batch_id] = self

    def ask(self, given: Mapping[str, Given]) -> None:
        """Ask about these and no others, by keys that stay the same; what was answered stays."""
        with self._lock:
            self._entries = {key: self._entries.get(key) or _Entry(one) for key, one in given.items()}

    def also_ask(self, given: Mapping[str, Given]) -> None:
        """Ask about these too."""
        with self._lock:
            self._entries |= {key: _Entry(one) for key, one in given.items() if key not in self._entries}

    def count_waiting(self) -> int:
        """How many of what was asked about have not been answered."""
        with self._lock:
            return sum(not entry.is_done for entry in self._entries.values())

    def count_answers(self) -> int:
        """How many pictures have been answered."""
        with self._lock:
            return sum(len(entry.answers) for entry in self._entries.values())

    def list_answers(self) -> list[Answer]:
        """The answers so far in the order in which they were asked for, each under a name of its own."""
        with self._lock:
            answers = [answer for entry in self._entries.values() for answer in entry.answers]
        questions = name_apart([answer.question for answer in answers])
        return [replace(answer, question=question) for answer, question in zip(answers, questions, strict=True)]

    def work(self, progress: Progress | None = None, cancel: CancelToken = NEVER) -> None:
        """Answer all that waits, what is asked meanwhile too; `progress(done, total)` counts pictures.

        Raises:
            InputError: the model cannot be loaded.
            Cancelled: `cancel` asked for it; the answers so far stay.

        """
        known = neighbours.find_held(self._model.training) if self._model.training else None
        while waiting := self._list_waiting():
            expanded = [(entry, expand(entry.given, self._room, cancel)) for entry in waiting]
            for entry, questions in expanded:
                entry.answers, entry.left = [], len(questions)
            entries = [entry for entry, questions in expanded for _ in questions]
            asked = [question for _, questions in expanded for question in questions]
            before = self.count_answers()
            for done, found in enumerate(predict_all(self._model, asked, known, cancel=cancel), 1):
                self._put(entries[done - 1], found)
                tell(progress, before + done, before + len(asked))

    def _list_waiting(self) -> list[_Entry]:
        with self._lock:
            return [entry for entry in self._entries.values() if not entry.is_done]

    def _put(self, entry: _Entry, found: Answer) -> None:
        with self._lock:
            entry.answers.append(found)
            entry.left = (entry.left or 0) - 1


_batches: WeakValueDictionary[str, Batch] = WeakValueDictionary()


def find(batch_id: str) -> Batch | None:
    """The batch, as long as somebody holds it."""
    return _batches.get(batch_id)
