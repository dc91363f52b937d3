"""Many people at once on one hosted server, with a training at work: how long an answer takes, and what it holds.

    python -m benchmarks.load [--sessions 50] [--rounds 10] [--many 200] [--presses 30] [--reading 1]
        [--without-training]

The bars: p95 of an answer below 300 ms with 50 sessions on two cores and a training at work; the web process below
1 GB, and back within 10 % after they leave; 200 sessions without an error; of 30 people who press Train within one
second none is lost, all are in fair order, and each sees their place.

Each session is a person of their own. Most open a page and then move its sliders, or have it drawn again where it has
none, with a second of reading between (`--reading`): ten clicks as fast as one can look at each. Every fifth watches
the training, whose page asks for news every second. The client, which decodes all that it is sent, runs on the same
cores.
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
from core.jobs.line.order import sort_fairly
from core.jobs.line.tickets import read_waiting, read_working
from core.runs import control
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.browser.hosted.hosted_app import hosted_app
from tests.browser.running_app import App
from tests.hosted_walk import make_headers
from tests.pages.server.visit import Visitor
from tests.waiting import until

PAGES = ("learning", "activations", "losses", "optimizers", "backprop", "predict", "runs", "datasets")
WATCHERS = 5  # every so manieth person watches the training
TRAINER = "trainer"
READING = 1.0  # seconds between an answer and the next change, about
OPENING = 5.0  # seconds in which all of them come
LIMITS = {"LIMITS__GUEST__SESSIONS": "100", "LIMITS__ADDRESS__SESSIONS": "500", "SESSIONS": "500"}


class Person(threading.Thread):
    """Opens a page, and has it answer so many times; keeps how long each took, and what went wrong."""

    def __init__(self, app: App, number: int, rounds: int, watched: str = "", reading: float = READING) -> None:
        super().__init__()
        self.app, self.number, self.rounds, self.reading = app, number, rounds, reading
        self.opened: list[float] = []
        self.answers: list[float] = []
        self.news: list[float] = []
        self.error: Exception | None = None
        self.watched = watched if number % WATCHERS == 0 else ""

    def run(self) -> None:
        self.dice = random.Random(self.number)
        time.sleep(self.dice.uniform(0, OPENING))
        try:
            if self.watched:
                self._watch()
            else:
                self._read()
        except Exception as error:
            self.error = error

    def _read(self) -> None:
        page = PAGES[self.number % len(PAGES)]
        with Visitor(self.app, page, headers=make_headers(str(self.number))) as visitor:
            self.opened.append(_measure(visitor.run))
            for _round in range(self.rounds):
                time.sleep(self.dice.uniform(0.5, 1.5) * self.reading)
                self.answers.append(_measure(lambda: visitor.move_slider(self.dice)))

    def _watch(self) -> None:
        with Visitor(self.app, "train", f"run={self.watched}", headers=make_headers(TRAINER)) as visitor:
            self.opened.append(_measure(visitor.run))
            for _round in range(self.rounds):
                time.sleep(1.0)
                self.news.append(_measure(visitor.repeat))


def _measure(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def have_come(app: App, sessions: int, rounds: int, watched: str = "", reading: float = READING) -> list[Person]:
    """Let so many people come, and go; some of them watch the run of that name."""
    people = [Person(app, number, rounds, watched, reading) for number in range(sessions)]
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
    news = sorted(seconds for person in people for seconds in person.news)
    errors = [person.error for person in people if person.error]
    print(f"{len(people)} sessions: {len(errors)} errors, web process {memory:.0f} MB at most")
    for name, seconds in (("first page", opened), ("answer", answers), ("news of the training", news)):
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
    parser.add_argument("--reading", type=float, default=READING)
    parser.add_argument("--presses", type=int, default=30)
    parser.add_argument("--without-training", action="store_true")
    asked = parser.parse_args()
    with (
        temporary_folder() as folder,
        hosted_app(folder / "home", None, GUESTS="train", **LIMITS) as app,
    ):
        with _training(app, wanted=not asked.without_training) as watched:
            have_come(app, 2 * len(PAGES), 1, watched)  # what is loaded once: every page, and that of the training
            before = read_memory(app)
            people, most = _watch_memory(
                app, lambda: have_come(app, asked.sessions, asked.rounds, watched, asked.reading)
            )
        tell(people, most)
        _tell_rest(app, before)
        if asked.many:
            people, most = _watch_memory(app, lambda: have_come(app, asked.many, 1))
            tell(people, most)
            _tell_rest(app, before)
        if asked.presses:
            press_train(app, asked.presses)


def press_train(app: App, people: int) -> None:
    """Have so many guests ask for a training within one second, as the form does, and look at the line."""
    workspaces = [_enter(app, f"press {number}") for number in range(people)]
    runs: dict[int, RunFolder] = {}

    def press(number: int) -> None:
        with workspace.using(workspaces[number]):
            runs[number] = train.start(TrainingSpec(dataset="sketches", epochs=10))

    began = time.perf_counter()
    threads = [threading.Thread(target=press, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
        time.sleep(1 / people)
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    with workspace.using(workspace.Workspace(app.home, app.home)):
        folder = workspace.current().queue
        line, working = sort_fairly(read_waiting(folder), read_working(folder)), read_working(folder)
    fair = line == sorted(line, key=lambda ticket: ticket.arrived)  # of each person there is one
    told = sum(_tells_place(app, number, run) for number, run in runs.items())
    print(f"{people} pressed Train: {len(line)} wait and {len(working)} work after {took:.1f} s, in fair order: {fair}")
    print(f"  {told} pages tell how many come before")
    for number, run in runs.items():
        with workspace.using(workspaces[number]):
            control.stop(run)


def _enter(app: App, name: str) -> workspace.Workspace:
    """The workspace of a guest who has opened a page."""
    with Visitor(app, "runs", headers=make_headers(name)) as visitor:
        visitor.run()
    owner = name_guest(name)
    return workspace.Workspace(app.home / "owners" / owner, app.home, owner)


def _tells_place(app: App, number: int, run: RunFolder) -> bool:
    with Visitor(app, "train", f"run={run.run_id}", headers=make_headers(f"press {number}")) as visitor:
        visitor.run()
        return any(b"before it" in element.SerializeToString() for element in visitor.elements)


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
def _training(app: App, *, wanted: bool) -> Iterator[str]:
    """Inside, a training is at work; its name."""
    owner = name_guest(TRAINER)
    with workspace.using(workspace.Workspace(app.home / "owners" / owner, app.home, owner)):
        run = train.start(TrainingSpec(dataset="sketches", epochs=1000)) if wanted else None
        if run:
            until(lambda: run.read_state().state == "running")
    yield run.run_id if run else ""
    if run:
        with workspace.using(workspace.Workspace(app.home / "owners" / owner, app.home, owner)):
            control.stop(run)


if __name__ == "__main__":
    main()
