"""`worker [FOLDER]`: do the work of a job, or load what takes long and wait for one. Started by the app alone."""

from argparse import Namespace
from pathlib import Path

from core.cli import jobs
from core.cli.arguments import Parser
from core.runs import folder


def add_arguments(parser: Parser) -> None:
    parser.add_argument("run", nargs="?")
    parser.add_argument("--warm-up")
    parser.set_defaults(action=_work)


def _work(args: Namespace) -> None:
    if args.warm_up or (args.run and Path(args.run).is_absolute()):
        jobs.worker(args)
        return
    # Imported here: Keras takes seconds to load.
    from core.training.machine.spare import wait_for_run
    from core.training.worker import work

    run = folder.find(args.run) if args.run else wait_for_run()
    if run:
        work(run)
