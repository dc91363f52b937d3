"""`range-worker`: a test of learning rates, asked for on standard input. Started by the app, not by hand."""

from argparse import Namespace

from core.cli.arguments import Parser


def add_arguments(parser: Parser) -> None:
    parser.set_defaults(action=_work)


def _work(args: Namespace) -> None:
    # Imported here: Keras takes seconds to load.
    from core.training.range_worker import work

    work()
