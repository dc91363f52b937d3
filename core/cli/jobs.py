"""The worker's entry: `worker FOLDER`, or a spare that waits for one."""

from argparse import Namespace
from pathlib import Path

import core.tasks  # noqa: F401 - so that every kind of work is known
from core.jobs.folder import JobFolder
from core.jobs.launchers import spare
from core.jobs.launchers.local import serve


def worker(args: Namespace) -> None:
    job = JobFolder(Path(args.run)) if args.run else spare.wait_for_job(args.warm_up)
    if job:
        serve(job)
