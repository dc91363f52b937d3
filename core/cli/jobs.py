"""`jobs list | show | cancel`: all that takes a while, trainings among them."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from core.cli.arguments import Parser, Verbs
from core.cli.output import escape_line, format_per_cent, print_json, print_pairs, print_table
from core.errors import InputError
from core.i18n import _
from core.jobs.folder import JobFolder
from core.tasks import overview


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, "all jobs, the newest first")
    verbs.add("show", show, "one job and how far it is; `last` is the newest", "job")
    verbs.add("cancel", cancel, "end a job; nothing half done is left, and of a run the best weights", "job")


def list_all(args: Namespace) -> None:
    described = list(_describe_all())
    if args.json:
        print_json({"jobs": described})
        return
    print_table(
        [_("Job"), _("Kind"), _("State"), _("Done"), _("Started")],
        (
            (
                job["job"],
                _(job["title"]) if job["title"] else "",
                job["state"],
                _format_progress(job["progress"]),
                f"{datetime.fromtimestamp(job['created']):%Y-%m-%d %H:%M}",
            )
            for job in described
        ),
    )


def show(args: Namespace) -> None:
    _print(overview.find(args.job), as_json=args.json)


def cancel(args: Namespace) -> None:
    job = overview.find(args.job)
    overview.cancel(job)
    _print(job, as_json=args.json)


def _describe_all() -> Iterator[dict[str, Any]]:
    """Every job in plain data; of a damaged one its problem goes to standard error, and the others go on."""
    for job in overview.list_jobs():
        with suppress(InputError):  # somebody has just removed it
            described = overview.describe(job)
            if described["problem"]:
                print(escape_line(described["problem"]), file=sys.stderr)
            yield described


def _print(job: JobFolder, *, as_json: bool) -> None:
    described = overview.describe(job)
    if as_json:
        print_json(described)
        return
    shown = described | {
        "title": described["title"] and _(described["title"]),
        "progress": _format_progress(described["progress"]),
    }
    for time in ("created", "ended"):
        shown[time] = described[time] and f"{datetime.fromtimestamp(described[time]):%Y-%m-%d %H:%M:%S}"
    print_pairs({name: value for name, value in shown.items() if value})


def _format_progress(progress: dict[str, Any] | None) -> str:
    if not progress:
        return ""
    share = format_per_cent(progress["done"] / progress["total"]) if progress["total"] else ""
    return f"{progress['phase']} {share}".strip()
