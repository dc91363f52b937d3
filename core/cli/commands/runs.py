"""`runs list | show | pause | resume | stop | repair | remove`."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from core.cli.arguments import Parser, Verbs
from core.cli.output import (
    escape_line,
    format_moment,
    format_per_cent,
    print_json,
    print_lines,
    print_pairs,
    print_table,
)
from core.errors import InputError
from core.files import DamagedFileError
from core.i18n import N_, _
from core.intervals import format_measured
from core.runs import control, folder
from core.runs.folder import RunFolder
from core.runs.report import describe, has_figure
from core.specs.training_spec import TrainingSpec
from core.tasks.words import STATES
from core.units import format_loss, format_score, format_seconds

EVEN = "balanced_accuracy"  # which only uneven classes have
SHARES = ("accuracy", EVEN, "precision", "recall", "f1")
NAMES = {  # of what is told of a run
    "run": N_("Run"), "state": N_("State"), "reason": N_("Reason"), "created": N_("Started"), "ended": N_("Ended"),
    "problem": N_("Problem"), "dataset_version": N_("Version of the dataset"), "epochs": N_("Epochs"),
    "best_epoch": N_("Best epoch"), "best_val_accuracy": N_("Best validation accuracy"),
    "best_val_balanced_accuracy": N_("Its balanced accuracy, by which it was chosen"),
    "stopped_early": N_("Stopped early"), "parameters": N_("Parameters"),
    "images_per_second": N_("Pictures a second"), "precision_policy": N_("Precision of the numbers"),
    "device": N_("Device"),
}  # fmt: skip
# Of a head the last epoch is kept, which has converged; there is no best one.
LAST = {"best_epoch": "", "best_val_accuracy": N_("Validation accuracy")}
ASKED = {"dataset": N_("Dataset"), "architecture": N_("Architecture")}
METRICS = {
    "accuracy": N_("Test accuracy"), "balanced_accuracy": N_("Balanced accuracy"), "precision": N_("Precision"),
    "recall": N_("Recall"), "f1": "F1", "loss": N_("Loss on the test pictures"), "n": N_("Test pictures"),
}  # fmt: skip
SECONDS = {
    "total": N_("It took in all"), "decode": N_("for the pictures"), "train": N_("for the training"),
    "evaluate": N_("for the test"),
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, N_("all runs, the newest first"))
    verbs.add("show", show, N_("one run; `last` is the newest"), "run")
    verbs.add("pause", pause, N_("save a run after this batch and let the next one work"), "run")
    verbs.add("resume", resume, N_("go on with a run that was paused, stopped or interrupted"), "run")
    verbs.add("stop", stop, N_("end a run after this batch; the best weights are kept"), "run")
    verbs.add("repair", repair, N_("rebuild a damaged state or result from what else was recorded"), "run")
    verbs.add("remove", remove, N_("delete a run and its files"), "run")


def list_all(args: Namespace) -> None:
    described = list(_readable())
    if args.json:
        print_json({"runs": described})
        return
    print_table(
        [_("Run"), _("State"), _("Dataset"), _("Architecture"), _("Epochs"), _("Test accuracy"), _("Started")],
        (
            (
                run["run"],
                _(STATES[run["state"]]),
                (run["spec"] or {}).get("dataset", ""),
                (run["spec"] or {}).get("architecture", ""),
                "" if run["epochs"] is None else run["epochs"],
                _format_accuracy(run),
                format_moment(run["created"]),
            )
            for run in described
        ),
        empty=_("There are no runs yet. How to train a network: python -m core train --help"),
    )
    print_lines(f"{run['run']}: {note}" for run in described if run["metrics"] for note in run["notes"])


def _format_accuracy(run: Mapping[str, Any]) -> str:
    """On the test pictures, with its interval; nothing before it is known."""
    metrics = run["metrics"]
    return format_measured(metrics["accuracy"], metrics["interval"]["accuracy"]) if metrics else ""


def _readable() -> Iterator[dict[str, Any]]:
    """Every run in plain data; of a damaged one its problem goes to standard error, and the others go on."""
    for run in folder.list_runs():
        with suppress(InputError):  # somebody has just removed it
            described = describe(run)
            if described["problem"]:
                print(escape_line(described["problem"]), file=sys.stderr)
            yield described


def show(args: Namespace) -> None:
    run = folder.find(args.run)
    described = describe(run)
    findings = _find_findings(run) if described["problem"] is None else None
    print_run(described | {"findings": findings}, as_json=args.json)


def _find_findings(run: RunFolder) -> list[dict[str, Any]] | None:
    """None where a part of what they are found in is damaged."""
    # Imported here: a list of runs needs none of what judges them.
    from core.evaluation.evidence.curves import read_curves
    from core.evaluation.findings import find_findings

    try:
        curves = read_curves(run)
    except DamagedFileError:
        return None
    return [one.to_json() for one in find_findings(curves)] if curves else []


def stop(args: Namespace) -> None:
    _change(args, control.stop)


def pause(args: Namespace) -> None:
    _change(args, control.pause)


def resume(args: Namespace) -> None:
    _change(args, control.resume)


def _change(args: Namespace, change: Callable[[RunFolder], object]) -> None:
    """Ask something of the run that is named, and print where it stands then."""
    run = folder.find(args.run)
    change(run)
    print_run(describe(run), as_json=args.json)


def repair(args: Namespace) -> None:
    # Imported here: a list of runs needs none of what rebuilds them.
    from core.evaluation.repair import repair as rebuild

    run = folder.find(args.run)
    repaired = rebuild(run)
    if args.json:
        print_json({"run": run.run_id, "repaired": repaired})
    elif repaired:
        print(_("Rebuilt: {files}").format(files=", ".join(repaired)))
    else:
        print(_("Nothing of this run is damaged that could be rebuilt."))


def remove(args: Namespace) -> None:
    run = folder.find(args.run)
    control.remove(run)
    if args.json:
        print_json({"removed": run.run_id})


def print_run(run: dict, *, as_json: bool) -> None:  # type: ignore[type-arg]
    if as_json:
        print_json(run)
        return
    print_pairs(_tabulate(run))
    print_lines(f"{one['message']} {one['advice']}".rstrip() for one in run.get("findings") or [])
    print_lines(run["notes"] if has_figure(run) or run["state"] == "stopped" else [])


def _tabulate(run: Mapping[str, Any]) -> dict[str, object]:
    """What is told of a run, under names for people; what is not known is left out."""
    spec, seconds = run["spec"] or {}, run["seconds"] or {}
    names = NAMES | LAST if spec and TrainingSpec(**spec).head_only else NAMES
    shown = {**run, **_format_facts(run)}
    return {
        **{_(title): shown[name] for name, title in names.items() if title and shown[name] not in (None, "")},
        **{_(title): spec[name] for name, title in ASKED.items() if name in spec},
        **{_(METRICS[name]): value for name, value in _format_metrics(run).items()},
        **{_(title): format_seconds(seconds[name]) for name, title in SECONDS.items() if name in seconds},
    }


def _format_facts(run: Mapping[str, Any]) -> dict[str, object]:
    """Those that a person reads otherwise than a program."""
    parameters, rate = run["parameters"], run["images_per_second"]
    return {
        "state": _(STATES[run["state"]]),
        "created": format_moment(run["created"]),
        "ended": format_moment(run["ended"]),
        "best_val_accuracy": format_per_cent(run["best_val_accuracy"]),
        "best_val_balanced_accuracy": format_per_cent(run["best_val_balanced_accuracy"]),
        "stopped_early": _("yes") if run["stopped_early"] else "",
        "parameters": "" if parameters is None else f"{parameters:,}",
        "images_per_second": "" if rate is None else f"{rate:,.1f}",
    }


def _format_metrics(run: Mapping[str, Any]) -> dict[str, object]:
    """As on the pages."""
    metrics = run["metrics"]
    if not metrics:
        return {}
    shares = {name: format_score(metrics[name]) for name in SHARES if (name, metrics[name]) != (EVEN, None)}
    counted = {"n": metrics["n"]} if metrics["n"] else {}
    return {**shares, "accuracy": _format_accuracy(run), "loss": format_loss(metrics["loss"]), **counted}
