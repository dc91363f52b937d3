"""A kind of work that counts, needs nothing, and does what a test asks; run as a module it is its worker."""

import sys
import threading
import time
from pathlib import Path

from pydantic import BaseModel

from core import workspace
from core.errors import InputError
from core.jobs import control, kind, launchers
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.launchers.local import LocalLauncher
from core.jobs.launchers.ray import RayLauncher
from core.jobs.life import read_current_state
from core.jobs.state import ACTIVE
from core.jobs.worker.command import serve
from tests.waiting import until

COMMAND = ("-m", "tests.core.jobs.tiny")


class Count(BaseModel):
    """Count to `steps`; `trouble` names the error that comes after the last one."""

    steps: int = 3
    trouble: str = ""


class Counted(BaseModel):
    """What was counted, in which workspace, and from when to when."""

    steps: int
    root: Path
    began: float
    ended: float


def work(context):
    began = time.time()
    context.phases.enter("counting")
    (context.scratch() / "half").write_text("done")
    for step in range(context.spec.steps):
        context.phases.progress(step + 1, context.spec.steps)
        context.cancel.raise_if_cancelled()
        threading.Event().wait(0.01)
    match context.spec.trouble:
        case "input":
            raise InputError("This cannot be counted.")
        case "fault":
            raise ZeroDivisionError("a fault of ours")
        case "memory":
            raise MemoryError
    root = workspace.current().root
    context.job.write_result(Counted(steps=context.spec.steps, root=root, began=began, ended=time.time()))


def tiny(launcher="local", lane="training"):
    return Kind(
        name=f"count-{launcher}-{lane}", title="Count", spec=Count, work="tests.core.jobs.tiny:work",
        launcher=launcher, lane=lane, can_pause=True,
    )  # fmt: skip


ALL = [tiny(launcher, lane) for launcher in launchers.BUILT_IN for lane in ("training", "data", "answers")]
FOR_EVER = Count(steps=1_000_000)


def register():
    kind.register(*ALL)
    launchers.register("local", LocalLauncher(COMMAND))
    launchers.register("ray", RayLauncher(COMMAND))


def start(spec=None, launcher="local", lane="training"):
    return control.start(tiny(launcher, lane), spec or Count(), "tiny")


def ended(job, within=60):
    until(lambda: read_current_state(job).state not in ACTIVE, within=within, what=f"the end of {job.job_id}")
    return read_current_state(job)


def in_state(job, state, within=60):
    until(lambda: read_current_state(job).state == state, within=within, what=f"{job.job_id} {state}")


if __name__ == "__main__":
    register()
    serve(JobFolder(Path(sys.argv[1])))
