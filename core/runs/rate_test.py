"""A learning-rate range test as whoever watches it sees it: started, followed, stopped; no files are kept of it."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from typing import Any

from core.i18n import N_, Message
from core.runs.launcher import ENVIRONMENT, ROOT
from core.specs.rates import STEPS, Point, suggestion
from core.specs.training_spec import TrainingSpec

GONE = N_("The test of learning rates was killed, perhaps for want of memory. Choose a smaller batch and try again.")


@dataclass(frozen=True)
class Seen:
    """What is known of a test: `phase` is `starting`, `decoding`, `loading` or `measuring`."""

    phase: str = "starting"
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
        return suggestion(self.points) if self.over and not (self.stopped or self.error) else None


class RateTest:
    """A test in a process of its own, which ends with its last step, with `stop`, or with the process that reads it.

    Usage:
        test = RateTest(spec)
        seen = test.seen()
    """

    def __init__(self, spec: TrainingSpec) -> None:
        self.spec = spec
        self._seen = Seen()
        self._stopped = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "core", "range-worker"],
            cwd=ROOT,
            env=ENVIRONMENT | os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._follow, name="range test", daemon=True)
        self._reader.start()

    def seen(self) -> Seen:
        """What is known now."""
        return self._seen

    def wait(self, seconds: float | None = None) -> Seen:
        """What is known at the test's end, or after so many seconds."""
        self._reader.join(seconds)
        return self._seen

    def stop(self) -> None:
        """End the test now; what was measured stays."""
        self._stopped = True
        self._process.terminate()
        self.wait()

    def _follow(self) -> None:
        try:
            with self._process as process:
                self._exchange(process)
            if process.returncode and not (self._stopped or self._seen.error):
                self._seen = replace(self._seen, error=Message(GONE))
        finally:
            self._seen = replace(self._seen, over=True, stopped=self._stopped)

    def _exchange(self, process: subprocess.Popen[str]) -> None:
        if process.stdin and process.stdout:
            process.stdin.write(self.spec.model_dump_json())
            process.stdin.close()
            for line in process.stdout:
                self._seen = _after(self._seen, json.loads(line))


def _after(seen: Seen, event: dict[str, Any]) -> Seen:
    """What is known after one more line of the worker."""
    match event["kind"]:
        case "point":
            point = Point(event["rate"], event["loss"])
            return replace(seen, phase="measuring", points=(*seen.points, point))
        case "error":
            return replace(seen, error=Message(event["text"], event["values"]))
        case _:
            return replace(seen, phase=event["phase"])
