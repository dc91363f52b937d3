"""Start, follow and stop a learning-rate range test."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core import quota
from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import control
from core.jobs.events import Event, EventReader
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.jobs.life import read_current_state
from core.jobs.state import ACTIVE
from core.runs.kind import ENVIRONMENT
from core.specs.rates import STEPS, Point, suggest_rate
from core.specs.training_spec import TrainingSpec

RATE_TEST = Kind(
    name="rate_test",
    title=N_("Test of learning rates"),
    spec=TrainingSpec,
    work="core.training.rate_test:work",
    needs=Needs(memory=1 << 30),
    environment=ENVIRONMENT,
    package="tensorflow",
)
GONE = N_("The test of learning rates was killed, perhaps for lack of memory. Choose a smaller batch and try again.")
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class RateTestState:
    """The state of a test: `phase` is `queued`, `fetching`, `decoding`, `loading` or `measuring`."""

    phase: str = "queued"
    points: tuple[Point, ...] = ()
    error: Message | None = None
    over: bool = False
    stopped: bool = False

    @property
    def share(self) -> float:
        """How much of the test is done, 0 to 1."""
        return 1.0 if self.over else len(self.points) / STEPS

    @property
    def suggestion(self) -> float | None:
        """The rate that the whole test suggests; None before its end, without it, or where the loss never fell."""
        return suggest_rate(self.points) if self.over and not (self.stopped or self.error) else None


class RateTest:
    """Follows a test, for any number of readers; its last state is kept when its files are gone.

    Usage:
        test = RateTest.start(spec)
        seen = test.read()
    """

    def __init__(self, job: JobFolder) -> None:
        self.job = job
        self.spec = job.read_spec(TrainingSpec)
        self._seen = RateTestState()
        self._reader = EventReader(job.events)
        self._lock = threading.Lock()

    @classmethod
    def start(cls, spec: TrainingSpec) -> "RateTest":
        """Put a test in the queue.

        Raises:
            InputError: its images are larger than the owner may ask for, or no minutes of training are left.

        """
        quota.current().check_training(image_size=spec.image_size)
        return cls(control.start(RATE_TEST, spec, spec.architecture))

    def read(self) -> RateTestState:
        """Read the current state; a test that was asked to stop counts as over."""
        with self._lock:
            if not self._seen.over:
                self._update()
            return self._seen

    def wait(self, seconds: float | None = None) -> RateTestState:
        """Wait for the test's end, or that many seconds, and return its state."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not (seen := self.read()).over and (deadline is None or time.monotonic() < deadline):
            time.sleep(POLL_SECONDS)
        return seen

    def stop(self) -> None:
        """Stop the test; the points measured so far are kept."""
        control.cancel(self.job)

    def _update(self) -> None:
        try:
            state = read_current_state(self.job, lambda _memory_was_full: Message(GONE))
        except InputError as error:
            self._seen = replace(self._seen, over=True, error=error.message)
            return
        self._seen = replace(
            _add_events(self._seen, self._reader.read()),
            over=state.state not in ACTIVE or state.state == "stopping",
            stopped=state.state in ("stopping", "stopped"),
            error=state.reason,
        )


def _add_events(seen: RateTestState, events: Iterable[Event]) -> RateTestState:
    """The state after these events."""
    points = list(seen.points)
    phase = seen.phase
    for event in events:
        match event["kind"]:
            case "point":
                points.append(Point(event["rate"], event["loss"]))
                phase = "measuring"
            case "phase":
                phase = event["phase"]
    return replace(seen, phase=phase, points=tuple(points))
