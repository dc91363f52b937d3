"""What a search has found, for people and for programs."""

from typing import Any

from core.cli.output import format_per_cent, print_json, print_lines, print_pairs, print_table
from core.errors import InputError
from core.i18n import N_, _
from core.jobs.folder import JobFolder
from core.runs import folder
from core.search.findings import explain_best
from core.search.trials import Trial, find_best, read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.setting_words import format_plain
from core.specs.training_spec import TrainingSpec

STATES = {"running": N_("running"), "finished": N_("finished"), "stopped": N_("stopped"), "failed": N_("failed")}


def print_report(job: JobFolder, *, as_json: bool) -> None:
    """Its trials, the best of them and why; with `as_json` one object."""
    if as_json:
        print_json(to_json(job))
        return
    request, state = job.read_spec(SearchSpec), read_state(job)
    names = list(request.space.root)
    rows = [_row(trial, names) for trial in state.trials]
    print_table([_("Trial"), _("Run"), _("State"), _("Validation accuracy"), *names], rows)
    print_lines(f"{trial.run}: {trial.reason}" for trial in state.trials if trial.reason)
    if best := find_best(state.trials):
        print_pairs({_("Best"): f"{best.run}  {format_per_cent(best.val_accuracy)}"})
        print_lines(explain_best(state, request.base))


def _row(trial: Trial, names: list[str]) -> list[object]:
    values = [format_plain(trial.values[name]) for name in names]
    return [trial.number + 1, trial.run, _(STATES[trial.state]), format_per_cent(trial.val_accuracy), *values]


def to_json(job: JobFolder) -> dict[str, Any]:
    """The same as plain values."""
    request, state = job.read_spec(SearchSpec), read_state(job)
    best, optimism, earlier = find_best(state.trials), state.optimism, state.earlier
    return {
        "search": job.job_id,
        "trials": [_trial_to_json(trial) for trial in state.trials],
        "best": _trial_to_json(best) if best else None,
        "optimism": optimism.model_dump() if optimism else None,
        "earlier": earlier.model_dump() if earlier else None,
        "importance": {name: one.model_dump() for name, one in state.importance.items()},
        "why": [str(said) for said in explain_best(state, request.base)],
    }


def _trial_to_json(trial: Trial) -> dict[str, Any]:
    return {
        "run": trial.run, "spec": _read_spec(trial.run), "values": trial.values, "val_accuracy": trial.val_accuracy,
        "state": trial.state, "reason": str(trial.reason) if trial.reason else None, "parameters": trial.parameters,
        "seconds": trial.seconds,
    }  # fmt: skip


def _read_spec(run: str) -> dict[str, Any] | None:
    """The spec of a trial's run; None of one that was removed."""
    try:
        spec: TrainingSpec = folder.find(run).read_training_spec()
    except InputError:
        return None
    return spec.model_dump(mode="json")
