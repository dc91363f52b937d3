"""The worker's side: answer one question after the other, keep what the next one may need, leave when none comes.

Networks stay loaded, and while nobody asks, the sessions that other methods need are opened. Where there are more
people than slots for such workers, one that has had its turn makes way: a class of thirty takes turns of seconds.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from core.errors import InputError
from core.explain.desk.desk import DESK, Asked, Desk
from core.explain.desk.messages import Arrays, Facts, Found
from core.explain.desk.request import ServeRequest
from core.explain.explain import Networks, explain
from core.explain.explanation import find_class
from core.explain.methods import METHODS
from core.explain.region import decode_as_seen
from core.explain.serving import inside_answers
from core.i18n import N_, Message
from core.inference.imported.process_limits import limit_process
from core.inference.models import find_model
from core.jobs import lanes, queue
from core.jobs.worker.context import JobContext

POLL_SECONDS = 0.01  # while questions come
DROWSY_SECONDS = 0.1  # between two looks when none has come for a while
AWAKE_SECONDS = 15.0
TURN_SECONDS = 5.0  # that a worker stays at least while others wait for its slot
LARGEST_FILE = 64 << 20  # bytes that a limited worker may write into one file; its answers take a few millions
UNEXPECTED = N_("The explanation has failed: {error}. The log of the job has the details.")
log = logging.getLogger("glassbox")


def work(context: JobContext[ServeRequest]) -> None:
    """Answer the questions on the job's desk until none has come for a while, or another worker is waited for."""
    if context.spec.limited:
        limit_process(LARGEST_FILE)
    desk, networks = Desk(context.job.path / DESK), Networks()
    context.phases.enter("answering")
    began = last = time.monotonic()
    while (idle := time.monotonic() - last) < context.spec.idle_seconds:
        context.cancel.raise_if_cancelled()
        if asked := next(desk.list_waiting(), None):
            with _deadline(context.spec):
                facts, arrays = answer(asked, networks)
            desk.answer(asked, facts, arrays)
            last = time.monotonic()
        elif _makes_way(began):
            return
        elif not networks.prepare_next():
            desk.sweep()
            time.sleep(POLL_SECONDS if idle < AWAKE_SECONDS else DROWSY_SECONDS)


def _makes_way(began: float) -> bool:
    return time.monotonic() - began > TURN_SECONDS and queue.is_awaited(lanes.ANSWERS)


@contextmanager
def _deadline(request: ServeRequest) -> Iterator[None]:
    """Inside, a limited worker ends if it takes longer than it may; whoever asked notices that it has gone."""
    if not request.limited:
        yield
        return
    timer = threading.Timer(request.question_seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def answer(asked: Asked, networks: Networks) -> tuple[Facts, Arrays]:
    """What was found, or the problem: no question ends the worker."""
    try:
        found, arrays = ANSWERS[asked.question.about](asked, networks)
        return Facts(found=found), arrays
    except InputError as error:
        return Facts(problem=error.message), {}
    except Exception as error:
        log.exception("%s cannot be answered", asked.question)
        return Facts(problem=Message(UNEXPECTED, {"error": f"{type(error).__name__}: {error}"})), {}


def _explain(asked: Asked, networks: Networks) -> Found:
    question = asked.question
    model = find_model(question.model)
    label, method = question.values["label"], METHODS[question.values["method"]]
    target = None if label is None else find_class(model, label)
    method = method.make_rough() if question.values["rough"] else method
    found = explain(networks.load(model), decode_as_seen(model, asked.source, question.name), method, target)
    complete = found.completeness
    facts = {
        "target": found.target,
        "logit": found.logit,
        "signed": found.signed,
        "completeness": None if complete is None else [complete.attributed, complete.expected],
        "randomised_similarity": found.randomised_similarity,
    }
    return facts, {"values": found.values, "probabilities": found.probabilities}


ANSWERS: Mapping[str, Callable[[Asked, Networks], Found]] = {
    "explain": _explain,
    "inside.layers": inside_answers.list_layers,
    "inside.maps": inside_answers.show_maps,
    "inside.pixel": inside_answers.explain_pixel,
    "inside.strongest": inside_answers.rank_pictures,
}
