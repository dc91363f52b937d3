"""What the work of a job gets to see.

    def work(context: JobContext[AddSpec]) -> None:
        context.phases.enter("decoding")
        for done, name in enumerate(names, start=1):
            context.cancel.raise_if_cancelled()      # rests here while a pause is asked for
            ...                                      # what is half done goes to context.scratch()
            context.phases.progress(done, len(names))
        with context.cancel.finishing():             # short: a stop waits for its end
            ...
        context.job.write_result(AddResult(...))

It returns when all is done: the job is finished. `Cancelled` means stopped, also where it has kept something; an
`InputError` is a failure that a person can mend, told in its sentence, and any other error is a fault of ours.
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
    """One job at work. The current workspace is that of its owner."""

    job: JobFolder
    spec: Spec
    events: EventWriter
    phases: Phases
    cancel: Turn

    def scratch(self) -> Path:
        """A folder on the disk of the owner's data, which is gone when the work ends, however it ends."""
        self.job.scratch.mkdir(exist_ok=True)
        return self.job.scratch
