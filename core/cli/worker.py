"""`worker [FOLDER]`: do the work of a job, or load what takes long and wait for one. Started by the app alone."""

from argparse import Namespace
from pathlib import Path

import core.tasks  # noqa: F401 - so that every kind of work is known
from core.cli.arguments import Parser
from core.jobs.folder import JobFolder
from core.jobs.launchers import spare
from core.jobs.worker.command import serve


def add_arguments(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--warm-up", metavar="FUNCTION", default="")
    parser.set_defaults(action=_run, logs=True)


def _run(args: Namespace) -> None:
    job = JobFolder(args.folder) if args.folder else spare.wait_for_job(args.warm_up)
    if job:
        serve(job)
