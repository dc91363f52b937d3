"""`worker [RUN]`: do the work of a run, or load Keras and wait for one. Started by the app, not by hand."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.runs import folder


def add_arguments(parser: Parser) -> None:
    parser.add_argument("run", nargs="?")
    parser.set_defaults(action=_work)


def _work(args: Namespace) -> None:
    # Imported here: Keras takes seconds to load.
    from core.training.machine.spare import wait_for_run
    from core.training.worker import work

    run = folder.find(args.run) if args.run else wait_for_run()
    if run:
        work(run)
