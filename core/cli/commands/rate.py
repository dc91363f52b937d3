"""`rate`: the learning rate that a range test suggests."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.cli.following import uninterrupted, wait_for_end
from core.cli.output import format_bar, print_json, print_pairs, print_progress
from core.cli.progress import translate_phase
from core.cli.spec_options import add_spec_options, read_requested_spec
from core.errors import InputError
from core.i18n import _
from core.jobs import control
from core.tasks.networks.rate_test import RateTest, RateTestState

POLL_SECONDS = 0.2


def add_arguments(parser: Parser) -> None:
    add_spec_options(parser)
    parser.set_action(suggest)


def suggest(args: Namespace) -> None:
    seen = _follow(RateTest.start(read_requested_spec(args)))
    if seen.error:
        raise InputError(seen.error.text, **seen.error.values)
    if args.json:
        points = {"rates": [point.rate for point in seen.points], "losses": [point.loss for point in seen.points]}
        print_json({"suggestion": seen.suggestion, **points})
        return
    nothing = _("none: the loss never fell")
    print_pairs({_("Steps"): len(seen.points), _("Suggested learning rate"): seen.suggestion or nothing})


def _follow(test: RateTest) -> RateTestState:
    """What came of the test, of which nothing else is kept."""
    try:
        while not (seen := test.wait(POLL_SECONDS)).over:
            print_progress(f"{translate_phase(seen.phase)}  {format_bar(seen.share)} {seen.share:4.0%}")
    except KeyboardInterrupt:
        with uninterrupted():
            test.stop()
            wait_for_end(test.job)
            control.remove(test.job)
        raise
    print_progress("")
    if not seen.error:  # else its log may say more
        control.remove(test.job)
    return seen
