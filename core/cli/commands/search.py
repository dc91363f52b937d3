"""`search`: look for better settings within a budget of minutes, and say how far to trust what was found."""

from argparse import Namespace
from pathlib import Path

from core.cli.arguments import Parser, parse_number, parse_whole_number
from core.cli.following import follow, report_end
from core.cli.output import print_json, print_pairs
from core.cli.search_report import print_report
from core.cli.spec_options import add_spec_options, is_named, read_requested_spec
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_, _
from core.search.trial_epochs import suggest_epochs
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import read_space, suggest_space
from core.tasks.networks import search as task

MOST = 10_000  # of minutes, and of trials
MOST_AT_ONCE, MOST_SEED = 64, 2**31 - 1


def add_arguments(parser: Parser) -> None:
    add_spec_options(parser, epochs=_("what suits the budget"))
    parser.add_argument(
        "--budget", metavar="MINUTES", type=parse_number, default=25.0, help=_("after which no trial begins")
    )
    parser.add_argument("--trials", metavar="N", type=parse_whole_number, help=_("the most that are begun"))
    parser.add_argument(
        "--parallel", metavar="N", type=parse_whole_number, default=1, help=_("how many are at work at once")
    )
    parser.add_argument("--space", metavar="FILE", help=_("what varies, in JSON; else what is worth trying"))
    parser.add_argument("--against", choices=("parameters", "seconds"), help=_("what else shall be small"))
    parser.add_argument("--sampler", choices=("tpe", "random"), default="tpe")
    parser.add_argument("--search-seed", metavar="N", type=parse_whole_number, default=0, help=_("of the sampler"))
    parser.add_argument("--detach", action="store_true", help=_("print the job at once and leave it at work"))
    parser.set_action(search)


def search(args: Namespace) -> int:
    if args.architecture is None and not args.spec:
        args.architecture = "compact"
    job = task.start(_read_request(args))
    if args.detach:
        print_json({"search": job.job_id}) if args.json else print_pairs({_("Search"): job.job_id})
        return 0
    state = follow(job)
    print_report(job, as_json=args.json)
    return report_end(state)


def _read_request(args: Namespace) -> SearchSpec:
    _check_limits(args)
    base = read_requested_spec(args)
    if not args.spec and not is_named(args, "epochs") and base.dataset in choices.list_names():
        found = suggest_epochs(base, choices.find_choice(base.dataset), args.budget)
        base = base.model_copy(update={"epochs": found})
    space = read_space(Path(args.space)) if args.space else suggest_space(base)
    return SearchSpec(
        base=base, space=space, minutes=args.budget, trials=args.trials, parallel=args.parallel,
        second=args.against or "none", sampler=args.sampler, seed=args.search_seed,
    )  # fmt: skip


def _check_limits(args: Namespace) -> None:
    for option, number, low, high in (
        ("trials", args.trials, 1, MOST),
        ("parallel", args.parallel, 1, MOST_AT_ONCE),
        ("search-seed", args.search_seed, 0, MOST_SEED),
    ):
        if number is not None and not low <= number <= high:
            raise InputError(
                N_("{option} is {number}. Choose a number from {low} to {high}."),
                option=f"--{option}", number=number, low=low, high=high,
            )  # fmt: skip
    if not 0 < args.budget <= MOST:
        raise InputError(
            N_("{option} is {number}. Choose a number above 0, and at most {high}."),
            option="--budget", number=f"{args.budget:g}", high=MOST,
        )  # fmt: skip
