"""`search`: look for better settings within a budget of minutes, and say how far to trust what was found."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.arguments import Parser, parse_number, parse_whole_number
from core.cli.following import follow, report_end
from core.cli.output import format_per_cent, print_json, print_lines, print_pairs, print_table
from core.cli.spec_options import add_spec_options, is_named, read_requested_spec
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_, _
from core.jobs.folder import JobFolder
from core.runs import folder
from core.search.findings import explain_best
from core.search.trial_epochs import suggest_epochs
from core.search.trials import SearchState, Trial, find_best, read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import read_space, suggest_space
from core.specs.setting_words import format_plain
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import search as task

MOST = 10_000  # of minutes, and of trials
STATES = {"running": N_("running"), "finished": N_("finished"), "stopped": N_("stopped"), "failed": N_("failed")}


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
    _report(job, as_json=args.json)
    return report_end(state)


def _read_request(args: Namespace) -> SearchSpec:
    base = read_requested_spec(args)
    if not args.spec and not is_named(args, "epochs") and base.dataset in choices.list_names():
        found = suggest_epochs(base, choices.find_choice(base.dataset), args.budget)
        base = base.model_copy(update={"epochs": found})
    space = read_space(Path(args.space)) if args.space else suggest_space(base)
    for option, number, least in (
        ("budget", args.budget, 0),
        ("trials", args.trials, 1),
        ("parallel", args.parallel, 1),
    ):
        if number is not None and not least <= number <= MOST:
            raise InputError(
                N_("{option} is {number}. Choose a number from {low} to {high}."),
                option=f"--{option}", number=number, low=least, high=MOST,
            )  # fmt: skip
    return SearchSpec(
        base=base, space=space, minutes=max(args.budget, 1e-3), trials=args.trials, parallel=min(args.parallel, 64),
        second=args.against or "none", sampler=args.sampler, seed=abs(args.search_seed) % 2**31,
    )  # fmt: skip


def _report(job: JobFolder, *, as_json: bool) -> None:
    request, state = job.read_spec(SearchSpec), read_state(job)
    if as_json:
        print_json(_to_json(job, request, state))
        return
    names = list(request.space.root)
    rows = [_row(trial, names) for trial in state.trials]
    print_table([_("Trial"), _("Run"), _("State"), _("Validation accuracy"), *names], rows)
    if best := find_best(state.trials):
        print_pairs({_("Best"): f"{best.run}  {format_per_cent(best.val_accuracy)}"})
        print_lines(explain_best(state, request.base))


def _row(trial: Trial, names: list[str]) -> list[object]:
    values = [format_plain(trial.values[name]) for name in names]
    return [trial.number + 1, trial.run, _(STATES[trial.state]), format_per_cent(trial.val_accuracy), *values]


def _to_json(job: JobFolder, request: SearchSpec, state: SearchState) -> dict[str, Any]:
    best, optimism = find_best(state.trials), state.optimism
    return {
        "search": job.job_id,
        "trials": [_trial_to_json(trial) for trial in state.trials],
        "best": _trial_to_json(best) if best else None,
        "optimism": optimism.model_dump() if optimism else None,
        "importance": {name: one.model_dump() for name, one in state.importance.items()},
        "why": [str(said) for said in explain_best(state, request.base)],
    }


def _trial_to_json(trial: Trial) -> dict[str, Any]:
    return {
        "run": trial.run, "spec": _read_spec(trial.run), "values": trial.values, "val_accuracy": trial.val_accuracy,
        "state": trial.state, "parameters": trial.parameters, "seconds": trial.seconds,
    }  # fmt: skip


def _read_spec(run: str) -> dict[str, Any] | None:
    """The spec of a trial's run; None of one that was removed."""
    try:
        spec: TrainingSpec = folder.find(run).read_training_spec()
    except InputError:
        return None
    return spec.model_dump(mode="json")
