"""`jobs list | show | resume | cancel | remove`: all that takes a while, trainings among them."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from core.cli.arguments import Parser, Verbs
from core.cli.output import escape_line, format_moment, format_per_cent, print_json, print_pairs, print_table
from core.cli.progress import translate_phase, translate_state
from core.errors import InputError
from core.i18n import N_, _
from core.jobs.folder import JobFolder
from core.tasks import overview

NAMES = {  # of what is told of a job
    "job": N_("Job"), "kind": N_("Kind"), "title": N_("Title"), "state": N_("State"), "owner": N_("Owner"),
    "created": N_("Started"), "ended": N_("Ended"), "place": N_("Place in the queue"), "progress": N_("Done"),
    "reason": N_("Reason"), "problem": N_("Problem"),
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, N_("all jobs, the newest first"))
    verbs.add("show", show, N_("one job and how far it is; `last` is the newest"), "job")
    verbs.add("resume", resume, N_("go on with a job whose worker was interrupted, or with a run"), "job")
    verbs.add("cancel", cancel, N_("end a job; nothing half done is left, and of a run the best weights"), "job")
    verbs.add(
        "remove", remove, N_("delete a job that has ended, with what it found; trainings of a search stay"), "job"
    )


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
                _translate_state(job),
                _format_progress(job["progress"]),
                format_moment(job["created"]),
            )
            for job in described
        ),
        empty=_("There are no jobs yet."),
    )


def show(args: Namespace) -> None:
    """A job; of a search also what it has found so far."""
    from core.cli.search_report import print_report, to_json  # what lists jobs needs nothing of it
    from core.search.searches import is_search

    job = overview.find(args.job)
    if not is_search(job):
        _print(job, as_json=args.json)
    elif args.json:
        print_json({**overview.describe(job), "found": to_json(job)})
    else:
        _print(job, as_json=False)
        print_report(job, as_json=False)


def cancel(args: Namespace) -> None:
    job = overview.find(args.job)
    overview.cancel(job)
    _print(job, as_json=args.json)


def remove(args: Namespace) -> None:
    job = overview.find(args.job)
    overview.remove(job)
    if args.json:
        print_json({"removed": job.job_id})


def resume(args: Namespace) -> None:
    job = overview.find(args.job)
    overview.resume(job)
    _print(job, as_json=args.json)


def _describe_all() -> Iterator[dict[str, Any]]:
    """Every job in plain data; of a damaged one its problem goes to standard error, and the others go on.

    A worker on call that nobody asked any more is left out: it has left nothing.
    """
    for job in overview.list_jobs():
        with suppress(InputError):  # somebody has just removed it
            described = overview.describe(job)
            if described["problem"]:
                print(escape_line(described["problem"]), file=sys.stderr)
            if not (described["on_call"] and described["state"] in ("finished", "stopped")):
                yield described


def _print(job: JobFolder, *, as_json: bool) -> None:
    described = overview.describe(job)
    if as_json:
        print_json(described)
        return
    shown = described | {
        "state": _translate_state(described),
        "title": described["title"] and _(described["title"]),
        "progress": _format_progress(described["progress"]),
        "on_call": "",  # its state says so
    }
    for time in ("created", "ended"):
        shown[time] = format_moment(described[time])
    print_pairs({_(NAMES[name]): value for name, value in shown.items() if value})


def _translate_state(job: Mapping[str, Any]) -> str:
    waits = job["on_call"] and job["state"] == "running"
    return _("waits for questions") if waits else translate_state(job["state"])


def _format_progress(progress: dict[str, Any] | None) -> str:
    if not progress:
        return ""
    share = format_per_cent(progress["done"] / progress["total"]) if progress["total"] else ""
    return f"{translate_phase(progress['phase'])} {share}".strip()
