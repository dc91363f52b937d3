"""The argument that the work of every job receives.

    def work(context: JobContext[AddSpec]) -> None:
        context.phases.enter("decoding")
        for done, name in enumerate(names, start=1):
            context.cancel.raise_if_cancelled()      # blocks here while the job is paused
            ...                                      # intermediate files go to context.scratch()
            context.phases.progress(done, len(names))
        with context.cancel.finishing():             # short: a stop waits for its end
            ...
        context.job.write_result(AddResult(...))

When the function returns, the job is finished. `Cancelled` means stopped, even if a partial result was kept. An
`InputError` is a failure that its message tells the user how to fix; any other error is a bug.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from core.jobs.events import EventWriter
from core.jobs.folder import JobFolder
from core.jobs.kind import Spec
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn


@dataclass(frozen=True)
class JobContext(Generic[Spec]):
    """A running job. The current workspace is that of its owner."""

    job: JobFolder
    spec: Spec
    events: EventWriter
    phases: Phases
    cancel: Turn

    def scratch(self) -> Path:
        """Make a folder for intermediate files; it is removed when the job ends, however it ends."""
        self.job.scratch.mkdir(exist_ok=True)
        return self.job.scratch
