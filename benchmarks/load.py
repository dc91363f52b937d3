"""Many people at once on one hosted server, with a training at work: how long an answer takes, and what it holds.

    python -m benchmarks.load [--sessions 50] [--rounds 10] [--many 200] [--without-training]

The bars: p95 of an answer below 300 ms with 50 sessions on two cores and a training at work; the web process below
1 GB, and back within 10 % after they leave; 200 sessions without an error. Each session is a person of their own, who
opens a page and then changes something on it again and again, with a second of reading between. The client, which
decodes all that it is sent, runs on the same cores.
"""

import argparse
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from benchmarks.temporary import temporary_folder
from core import workspace
from core.hosting.owners import name_guest
from core.runs import control
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.browser.hosted.hosted_app import hosted_app
from tests.browser.running_app import App
from tests.hosted_walk import make_headers
from tests.pages.server.visit import Visitor
from tests.waiting import until

PAGES = ("learning", "activations", "losses", "optimizers", "backprop", "predict", "runs", "datasets")
READING = 1.0  # seconds between an answer and the next change
OPENING = 5.0  # seconds in which all of them come
LIMITS = {"LIMITS__GUEST__SESSIONS": "5", "LIMITS__ADDRESS__SESSIONS": "500", "SESSIONS": "500"}


class Person(threading.Thread):
    """Opens a page, and has it answer so many times; keeps how long each took, and what went wrong."""

    def __init__(self, app: App, number: int, rounds: int) -> None:
        super().__init__()
        self.app, self.number, self.rounds = app, number, rounds
        self.opened: list[float] = []
        self.answers: list[float] = []
        self.error: Exception | None = None
        self.headers = make_headers(str(number))

    def run(self) -> None:
        dice = random.Random(self.number)
        time.sleep(dice.uniform(0, OPENING))
        try:
            with Visitor(self.app, PAGES[self.number % len(PAGES)], headers=self.headers) as visitor:
                self.opened.append(_measure(visitor.run))
                for _round in range(self.rounds):
                    time.sleep(dice.uniform(0.5, 1.5) * READING)
                    self.answers.append(_measure(visitor.run))
        except Exception as error:
            self.error = error


def _measure(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def have_come(app: App, sessions: int, rounds: int) -> list[Person]:
    """Let so many people come, and go."""
    people = [Person(app, number, rounds) for number in range(sessions)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return people


def read_memory(app: App) -> float:
    """Megabytes of the web process."""
    return psutil.Process(app.pid).memory_info().rss / 2**20


def tell(people: list[Person], memory: float) -> None:
    opened = sorted(seconds for person in people for seconds in person.opened)
    answers = sorted(seconds for person in people for seconds in person.answers)
    errors = [person.error for person in people if person.error]
    print(f"{len(people)} sessions: {len(errors)} errors, web process {memory:.0f} MB at most")
    for name, seconds in (("first page", opened), ("answer", answers)):
        if len(seconds) > 1:
            p95 = statistics.quantiles(seconds, n=20)[-1]
            print(f"  {name}: median {statistics.median(seconds) * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms")
    for error in errors[:3]:
        print(f"  {error!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--many", type=int, default=200)
    parser.add_argument("--without-training", action="store_true")
    asked = parser.parse_args()
    with (
        temporary_folder() as folder,
        hosted_app(folder / "home", GUESTS="train", **LIMITS) as app,
    ):
        have_come(app, 2, 1)  # what is loaded once
        with _training(app, wanted=not asked.without_training):
            before = read_memory(app)
            people, most = _watch_memory(app, lambda: have_come(app, asked.sessions, asked.rounds))
        tell(people, most)
        _tell_rest(app, before)
        if asked.many:
            people, most = _watch_memory(app, lambda: have_come(app, asked.many, 1))
            tell(people, most)
            _tell_rest(app, before)


def _watch_memory(app: App, action: Callable[[], list[Person]]) -> tuple[list[Person], float]:
    """What the action returns, and the most memory that the web process had meanwhile."""
    over, most = threading.Event(), [read_memory(app)]

    def watch() -> None:
        while not over.wait(0.5):
            most[0] = max(most[0], read_memory(app))

    watcher = threading.Thread(target=watch)
    watcher.start()
    done = action()
    over.set()
    watcher.join()
    return done, most[0]


def _tell_rest(app: App, before: float) -> None:
    """What is held when nobody is there any more."""
    deadline = time.monotonic() + 180
    while read_memory(app) > 1.1 * before and time.monotonic() < deadline:
        time.sleep(1)
    print(f"  before {before:.0f} MB, after they left {read_memory(app):.0f} MB ({read_memory(app) / before:.2f})")


@contextmanager
def _training(app: App, *, wanted: bool) -> Iterator[None]:
    """Inside, a training is at work."""
    owner = name_guest("trainer")
    with workspace.using(workspace.Workspace(app.home / "owners" / owner, app.home, owner)):
        run = train.start(TrainingSpec(dataset="sketches", epochs=1000)) if wanted else None
        if run:
            until(lambda: run.read_state().state == "running")
    yield
    if run:
        with workspace.using(workspace.Workspace(app.home / "owners" / owner, app.home, owner)):
            control.stop(run)


if __name__ == "__main__":
    main()
