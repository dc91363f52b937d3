"""Explanations as questions to a worker that stays alive: started at the first one, gone when none has come for long.

    found = explain_picture("last", Path("cat.jpg"), "cat.jpg", "gradcam")

There is one worker a workspace, whoever asks: pages and the command line find it in the queue. One that has died or
left is replaced and asked again, so that whoever asks notices nothing but the wait. Imported models have a worker of
their own, which runs within limits; one that ends it is not asked again.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.explain.desk.request import ServeRequest
from core.i18n import N_
from core.jobs import control, folder, lanes, life
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.jobs.state import ACTIVE
from core.tasks.watching import list_at_work

if TYPE_CHECKING:
    from core.explain.desk.messages import Answer, Question
    from core.explain.explanation import Explanation

EXPLAIN = Kind(
    name="explain",
    title=N_("Explanations"),
    spec=ServeRequest,
    work="core.explain.serving.serve:work",
    lane=lanes.ANSWERS,
    needs=Needs(memory=500 << 20),
    on_call=True,
)
POLL_SECONDS = 0.01
LOOK_SECONDS = 0.3  # between two looks whether the worker is alive
ATTEMPTS = 3  # workers that one question may outlive
FAILED = N_("The imported model {model} cannot be explained: it takes too long, or too much memory.")
DIED = N_("The worker ended each time it was asked this, probably because the memory was full. Close other programs.")

_starting = threading.Lock()


def ensure_worker(request: ServeRequest | None = None) -> JobFolder:
    """The worker of this workspace that is limited as the request says, started if there is none."""
    request = request or ServeRequest()
    with _starting:
        found = list_at_work(EXPLAIN, lambda other: other.limited == request.limited)
        if found:
            return found[0]
        _remove_ended()
        return control.start(EXPLAIN, request, "")


def prepare_worker(model: str) -> None:
    """Have the worker that answers about this model start while somebody still chooses."""
    ensure_worker(_request_for(model))


def _request_for(model: str) -> ServeRequest:
    from core.inference.imported import imported_model

    return ServeRequest(limited=imported_model.find(model) is not None)


def _remove_ended() -> None:
    """Remove the folders of earlier workers: nobody looks them up."""
    for job in folder.list_jobs():
        with suppress(InputError):
            if job.read_facts().kind == EXPLAIN.name and life.read_state(job).state not in ACTIVE:
                control.remove(job)


def ask(question: "Question", picture: bytes | None = None, sleep: Callable[[float], None] = time.sleep) -> "Answer":
    """The worker's answer; waits for it.

    Raises:
        InputError: the worker says why it cannot answer, or died of every attempt.

    """
    request, died = _request_for(question.model), 0
    while died < (1 if request.limited else ATTEMPTS):
        job = ensure_worker(request)
        if found := _wait(job, question, picture, sleep):
            return found
        died += not _has_left(job)
    raise InputError(FAILED, model=question.model) if request.limited else InputError(DIED)


def _wait(
    job: JobFolder, question: "Question", picture: bytes | None, sleep: Callable[[float], None]
) -> "Answer | None":
    """The answer; None if the worker has gone before it gave one."""
    from core.explain.desk.desk import DESK, Desk  # here and below: a list of jobs needs nothing of this

    desk = Desk(job.path / DESK)
    try:
        name = desk.put(question, picture)
    except (InputError, OSError):
        if job.path.exists():
            raise
        return None  # it has left, and another has cleared up after it
    looked = time.monotonic()
    while (found := desk.fetch(name)) is None:
        if time.monotonic() - looked > LOOK_SECONDS:
            looked = time.monotonic()
            if not _is_alive(job):
                return desk.fetch(name)
        sleep(POLL_SECONDS)
    return found


def _has_left(job: JobFolder) -> bool:
    """Whether the worker has gone by itself, just when it was asked."""
    with suppress(InputError):
        return life.read_current_state(job).state == "finished"
    return False


def _is_alive(job: JobFolder) -> bool:
    with suppress(InputError):
        return life.read_current_state(job).state in ACTIVE
    return False


def explain_picture(
    model: str, source: Path | bytes, name: str, method: str, label: str | None = None, *, rough: bool = False
) -> "Explanation":
    """Explain why the model gives a picture the class `label`, or the most probable one; a `rough` one comes sooner.

    Raises:
        InputError: there is no such model or class, or the picture cannot be read.

    """
    from core.explain.explanation import Explanation
    from core.explain.method import Completeness

    found = ask_about("explain", model, source, name, method=method, label=label, rough=rough)
    facts: dict[str, Any] = {**found.found, **found.arrays}
    complete = facts.pop("completeness")
    return Explanation(**facts, completeness=None if complete is None else Completeness(*complete))


def ask_about(about: str, model: str, source: Path | bytes, name: str, **values: Any) -> "Answer":
    """Ask the worker something about a picture.

    Raises:
        InputError: it cannot be answered; the message says why.

    """
    from core.explain.desk.messages import Question

    path = source.absolute() if isinstance(source, Path) else None
    question = Question(about=about, model=model, picture=path, name=name, values=values)
    return ask(question, None if isinstance(source, Path) else source)
