"""`datasets add | list | show | check | remove`."""

from argparse import Namespace
from typing import Any

from core.cli.arguments import Parser, Verbs, parse_settings
from core.cli.output import print_json, print_lines, print_pairs, print_table, progress_line
from core.curation import checks
from core.curation.checks import Problem
from core.data import datasets
from core.data.datasets import Dataset, Summary
from core.data.index import SPLITS
from core.data.intake import adding
from core.i18n import _
from core.units import readable_names


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, "all datasets")
    verbs.add("show", show, "one dataset: its classes and splits, and what was refused", "name")
    verbs.add("check", check, "doubles, the same picture in two splits or under two labels", "name")
    verbs.add("remove", remove, "delete a dataset; pictures that were used in place stay", "name")
    adding = verbs.add("add", add, "add a folder, a zip, or a built-in: sketches, digits", "source")
    adding.add_argument("--name", required=True)
    adding.add_argument("--copy", action="store_true", help="copy the pictures instead of using them in place")
    adding.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="an option of a built-in")


def add(args: Namespace) -> None:
    dataset = adding.add(
        args.source,
        args.name,
        copy=args.copy,
        options=parse_settings(args.set),
        progress=lambda done, total: progress_line(f"{done / total:.0%}"),
    )
    progress_line("")
    _print(dataset, as_json=args.json)


def list_all(args: Namespace) -> None:
    found = datasets.summaries()
    if args.json:
        print_json({"datasets": [_summary(summary) for summary in found]})
        return
    rows = (
        (one["name"], one["images"], readable_names(one["classes"]), one["problem"] or "")
        for one in map(_summary, found)
    )
    print_table([_("Dataset"), _("Pictures"), _("Classes"), _("Problem")], rows)


def show(args: Namespace) -> None:
    _print(datasets.load(args.name), as_json=args.json)


def check(args: Namespace) -> None:
    dataset = datasets.load(args.name)
    found = checks.check(dataset, progress=lambda done, total: progress_line(f"{done}/{total}"))
    progress_line("")
    if args.json:
        print_json({**_summary(Summary(dataset.name, dataset.manifest)), "problems": [_plain(one) for one in found]})
        return
    print_lines(one.reason for one in found)
    print(_("{n} problems among {images} pictures.").format(n=len(found), images=dataset.manifest.images))


def _plain(problem: Problem) -> dict[str, str]:
    other = {"other": problem.other} if problem.other else {}
    return {"kind": problem.kind, "path": problem.path, "reason": str(problem.reason), **other}


def remove(args: Namespace) -> None:
    datasets.remove(args.name)
    if args.json:
        print_json({"removed": args.name})


def _summary(summary: Summary) -> dict[str, Any]:
    manifest = summary.manifest
    return {
        "name": summary.name,
        "images": manifest.images if manifest else 0,
        "classes": {label: sum(splits.values()) for label, splits in manifest.counts.items()} if manifest else {},
        "splits": manifest.splits if manifest else {},
        "problem": str(summary.problem) if summary.problem else None,
    }


def _described(dataset: Dataset) -> dict[str, Any]:
    return {
        **_summary(Summary(dataset.name, dataset.manifest)),
        "problems": [
            {"kind": record.kind, "path": record.path, "reason": str(record.reason)} for record in dataset.problems
        ],
    }


def _print(dataset: Dataset, *, as_json: bool) -> None:
    if as_json:
        print_json(_described(dataset))
        return
    print_pairs({_("Dataset"): dataset.name, _("Pictures"): dataset.manifest.images})
    print()
    print_table([_("Class"), *SPLITS], ([label, *counts.values()] for label, counts in dataset.counts.items()))
    print_lines(record.reason for record in dataset.problems)
