"""`rate`: the learning rate that a range test suggests."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.cli.output import print_json, print_pairs, print_progress
from core.cli.spec_options import add_spec_options, read_requested_spec
from core.errors import InputError
from core.i18n import _
from core.jobs import control
from core.tasks.rate_test import RateTest, RateTestState

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
            print_progress(f"{seen.phase}  {seen.share:.0%}")
    except KeyboardInterrupt:
        test.stop()
        raise
    print_progress("")
    if not seen.error:  # else its log may say more
        control.remove(test.job)
    return seen
