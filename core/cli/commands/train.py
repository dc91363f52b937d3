"""`train`: start a run and follow it to its end, or leave it at work with `--detach`."""

import sys
import time
from argparse import Namespace
from contextlib import suppress

from core.cli.arguments import Parser
from core.cli.commands.runs import print_run
from core.cli.following import report_end
from core.cli.output import format_per_cent, print_progress
from core.cli.progress import format_progress
from core.cli.spec_options import add_spec_options, read_requested_spec, tell_without_effect
from core.i18n import _
from core.jobs.state import ACTIVE, StateName
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress, Progress
from core.runs.report import describe
from core.tasks import train as task

POLL_SECONDS = 0.2


def add_arguments(parser: Parser) -> None:
    add_spec_options(parser)
    parser.add_argument("--detach", action="store_true", help=_("print the run at once and leave it at work"))
    parser.set_action(train)


def train(args: Namespace) -> int:
    spec = read_requested_spec(args)
    tell_without_effect(args, spec)
    run = task.start(spec)
    if args.detach:
        print_run(describe(run), as_json=args.json)
        return 0
    _follow(run)
    print_run(describe(run), as_json=args.json)
    return report_end(read_current_state(run))


def _follow(run: RunFolder) -> None:
    """Show how far the run is until it has ended; Ctrl-C stops it, and a second one leaves without waiting."""
    live = LiveProgress(run)
    try:
        _show_until_end(run, live)
    except KeyboardInterrupt:
        control.stop(run)
        print_progress("")
        print(_("Stopping after this step; the best weights are then kept and evaluated."), file=sys.stderr)
        with suppress(KeyboardInterrupt):
            _show_until_end(run, live)
    print_progress("")


def _show_until_end(run: RunFolder, live: LiveProgress) -> None:
    while (state := read_current_state(run)).state in ACTIVE:
        print_progress(_format_progress(live.update(), state.state))
        time.sleep(POLL_SECONDS)


def _format_progress(progress: Progress, state: StateName) -> str:
    told = progress.summarize()
    text = format_progress(told, state)
    if told.phase != "training" or not progress.batches["loss"]:
        return text
    loss, accuracy = progress.batches["loss"][-1], progress.batches["accuracy"][-1]
    return f"{text}  {_('Loss')} {loss:.4f}  {_('Accuracy')} {format_per_cent(accuracy)}"
