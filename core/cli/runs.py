"""`runs list | show | pause | resume | stop | remove`, and `worker`."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from core.cli.output import one_line, per_cent, print_json, print_pairs, print_table
from core.errors import InputError
from core.evaluation.curves import of_run
from core.evaluation.findings import findings
from core.i18n import _
from core.runs import control, folder
from core.runs.report import describe


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
                run["state"],
                run["spec"]["dataset"],
                run["spec"]["architecture"],
                run["epochs"],
                per_cent((run["metrics"] or {}).get("accuracy")),
                f"{datetime.fromtimestamp(run['created']):%Y-%m-%d %H:%M}",
            )
            for run in described
        ),
    )


def _readable() -> Iterator[dict[str, Any]]:
    """Every run in plain data; of a damaged one its problem goes to standard error, and the others go on."""
    for run in folder.all_runs():
        try:
            yield describe(run)
        except InputError as error:
            print(one_line(error), file=sys.stderr)


def show(args: Namespace) -> None:
    run = folder.find(args.run)
    curves = of_run(run)
    print_run(
        describe(run) | {"findings": [one.plain() for one in findings(curves)] if curves else []}, as_json=args.json
    )


def stop(args: Namespace) -> None:
    run = folder.find(args.run)
    control.stop(run)
    print_run(describe(run), as_json=args.json)


def pause(args: Namespace) -> None:
    run = folder.find(args.run)
    control.pause(run)
    print_run(describe(run), as_json=args.json)


def resume(args: Namespace) -> None:
    run = folder.find(args.run)
    control.resume(run)
    print_run(describe(run), as_json=args.json)


def remove(args: Namespace) -> None:
    run = folder.find(args.run)
    control.remove(run)
    if args.json:
        print_json({"removed": run.run_id})


def worker(args: Namespace) -> None:
    # Imported here: Keras takes seconds to load, and only the worker needs it.
    from core.training.machine.spare import wait_for_run
    from core.training.worker import work

    run = folder.find(args.run) if args.run else wait_for_run()
    if run:
        work(run)


def print_run(run: dict, *, as_json: bool) -> None:  # type: ignore[type-arg]
    if as_json:
        print_json(run)
        return
    flat = {name: value for name, value in run.items() if not isinstance(value, dict | list) and value is not None}
    for part in ("metrics", "seconds"):
        flat |= {f"{part}.{name}": f"{value:.4g}" for name, value in (run[part] or {}).items()}
    flat |= {finding["kind"]: finding["message"] for finding in run.get("findings", [])}
    print_pairs(flat)
