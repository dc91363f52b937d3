"""`datasets add | list | show | check | mend | export | remove`."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.arguments import Parser, Verbs, parse_settings
from core.cli.output import print_json, print_lines, print_pairs, print_table
from core.data import datasets
from core.data.datasets import Dataset, Summary
from core.data.index import PART_NAMES, SPLITS
from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.units import format_bytes, join_names

if TYPE_CHECKING:
    from core.curation.checks.check import Problem
    from core.curation.health import Health
    from core.data.intake.layout.choices import LayoutChoices
    from core.jobs.folder import JobFolder
    from core.tasks.datasets.export_dataset import DatasetExportResult


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, N_("all datasets"))
    verbs.add("show", show, N_("one dataset: its classes and splits, and what was refused"), "name")
    verbs.add("check", check, N_("run every check, and list the problems that they find"), "name").describe_later(
        _list_checks
    )
    mending = verbs.add("mend", mend, N_("leave out copies that spoil the figures, and blank pictures"), "name")
    mending.add_argument("--undo", action="store_true", help=_("take the last change of the decisions back"))
    exporting = verbs.add("export", export, N_("write the decided dataset as folders, one a split and class"), "name")
    exporting.add_argument("--out", required=True, type=Path, metavar="DIR", help=_("an empty or a new folder"))
    exporting.add_argument("--zip", action="store_true", help=_("write NAME.zip into that folder instead"))
    verbs.add("remove", remove, N_("delete a dataset; pictures that were used in place stay"), "name")
    addition = verbs.add(
        "add", add, N_("add a folder, an archive, a built-in (sketches, digits) or a published set"), "source"
    )
    addition.add_argument("--name", required=True)
    addition.add_argument("--copy", action="store_true", help=_("copy the pictures instead of using them in place"))
    addition.add_argument("--reading", metavar="NAME", help=_("how to read the folders, if several ways are possible"))
    addition.add_argument("--labels", metavar="FILE", help=_("a CSV or JSON file that says the class of each picture"))
    addition.add_argument("--path-column", metavar="NAME", help=_("the column of --labels that names the pictures"))
    addition.add_argument("--label-column", metavar="NAME", help=_("the column of --labels that names their classes"))
    addition.add_argument(
        "--join-capitals", action="store_true", help=_("make one class of names that differ in capitals or spaces")
    )
    addition.add_argument("--names-encoding", metavar="NAME", help=_("how a zip's file names are encoded, such as gbk"))
    addition.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=_("an option of a built-in"))


def _list_checks() -> str:
    """What `check` runs, as the registry has it."""
    # Imported here: NumPy and Pillow take a while to load, and only this help needs them.
    from core.curation.checks import CHECKS

    return _("run every check: {checks}").format(checks=", ".join(_(check.title) for check in CHECKS))


def add(args: Namespace) -> None:
    # Imported here: a list of datasets needs neither jobs nor what adds them.
    from core.cli.following import complete
    from core.jobs import folder
    from core.tasks.datasets import add_dataset

    before = {job.job_id for job in folder.list_jobs()}
    job = add_dataset.start(
        args.source, args.name, copy=args.copy, options=parse_settings(args.set), choices=_read_choices(args)
    )
    if job.job_id in before:
        print(_("It was begun before and goes on where it stopped: job {job}.").format(job=job.job_id), file=sys.stderr)
    added = complete(job, lambda: datasets.load(job.read_spec(add_dataset.AddRequest).name))
    _print(added, as_json=args.json)


def _read_choices(args: Namespace) -> "LayoutChoices":
    from core.data.intake.layout.choices import LayoutChoices

    # A path of this shell's folder; else it is looked for among the pictures.
    labels = str(Path(args.labels).absolute()) if args.labels and Path(args.labels).is_file() else args.labels
    return LayoutChoices(
        reading=args.reading, labels=labels, path_column=args.path_column, label_column=args.label_column,
        join_capitals=args.join_capitals, names_encoding=args.names_encoding,
    )  # fmt: skip


def list_all(args: Namespace) -> None:
    found = datasets.summarize_all()
    if args.json:
        print_json({"datasets": [_summarize(summary) for summary in found]})
        return
    rows = (
        (one["name"], one["images"], join_names(one["classes"]), one["problem"] or "") for one in map(_summarize, found)
    )
    print_table(
        [_("Dataset"), _("Pictures"), _("Classes"), _("Problem")], rows,
        empty=_("There are no datasets yet. How to add one: python -m core datasets add --help"),
    )  # fmt: skip


def show(args: Namespace) -> None:
    _print(datasets.load(args.name), as_json=args.json)


def check(args: Namespace) -> None:
    # Imported here: NumPy and Pillow take a while to load, and a list of datasets needs neither.
    from core.cli.following import complete
    from core.curation.health import judge
    from core.tasks.datasets import check_dataset

    dataset = datasets.load(args.name)
    found = complete(check_dataset.start_all(dataset), lambda: _load_found(dataset))
    problems = [problem for some in found.values() for problem in some]
    health = judge(dataset, problems)
    if args.json:
        print_json(
            {
                **_summarize(Summary(dataset.name, dataset.manifest)),
                "version": dataset.version,
                "problems": _list_problems(dataset, problems),
                "health": {"score": health.score, "notes": health.notes},
            }
        )
        return
    _print_health(health)
    print()
    for title, some in found.items():
        if some:
            print(_(title))
            print_lines(one.reason for one in some)
            print()
    print(_("{n} problems among {images} pictures.").format(n=len(problems), images=dataset.manifest.images))


def _load_found(dataset: Dataset) -> "dict[str, Sequence[Problem]]":
    """What every check has just found, by the check's title."""
    from core.curation import check_results
    from core.curation.checks import CHECKS

    found = {}
    for check in CHECKS:
        problems = check_results.load(dataset, check.name)
        if problems is None:
            raise InputError(N_("{name} was changed while it was checked. Check it again."), name=dataset.name)
        found[check.title] = problems
    return found


def _list_problems(dataset: Dataset, problems: "Sequence[Problem]") -> list[dict[str, str]]:
    """As JSON; `mend` is there where `datasets mend` would do something about it."""
    from core.curation.deciding.mend import find_surplus

    surplus = set(find_surplus(dataset))
    return [
        _to_json(problem) | ({"mend": "leave_out"} if surplus & {problem.path, problem.other} else {})
        for problem in problems
    ]


def _to_json(problem: "Problem") -> dict[str, str]:
    other = {"other": problem.other} if problem.other else {}
    return {"kind": problem.kind, "path": problem.path, "reason": str(problem.reason), **other}


def mend(args: Namespace) -> None:
    # Imported here: a list of datasets needs none of it.
    from core.curation.deciding.decide import undo
    from core.curation.deciding.mend import mend as mend_dataset

    before = _judge(datasets.load(args.name))
    paths = list(undo(args.name).before) if args.undo else mend_dataset(args.name)
    mended = datasets.load(args.name)
    health = _judge(mended)
    if args.json:
        told = {"before": before.score, "score": health.score, "notes": health.notes}
        done = "undone" if args.undo else "left_out"
        print_json({"name": args.name, done: paths, "images": mended.manifest.images, "health": told})
        return
    print_lines(paths)
    print(_format_undone(len(paths)) if args.undo else _format_left_out(len(paths)))
    if paths:
        print(_("Health: {before} → {score} of 100").format(before=before.score, score=health.score))


def _format_left_out(n: int) -> str:
    return ngettext("{n} picture was left out.", "{n} pictures were left out.", n).format(n=n)


def _format_undone(n: int) -> str:
    text = ngettext("The decision about {n} picture was undone.", "The decisions about {n} pictures were undone.", n)
    return text.format(n=n)


def export(args: Namespace) -> None:
    # Imported here: a list of datasets needs neither jobs nor what exports them.
    from core.cli.following import complete
    from core.tasks.datasets import export_dataset

    dataset = datasets.load(args.name)
    job = export_dataset.start(dataset, "zip" if args.zip else "folders", args.out)
    exported = complete(job, lambda: _read_export(job))
    if args.json:
        about = _summarize(Summary(dataset.name, dataset.manifest))
        print_json({**about, "path": exported.path, "bytes": exported.bytes, "renamed": exported.renamed})
    else:
        _print_export(dataset, exported)


def _read_export(job: "JobFolder") -> "DatasetExportResult":
    from core.tasks.datasets.export_dataset import DatasetExportResult

    result = job.read_result(DatasetExportResult)
    if result is None:
        raise InputError(N_("The job {job} was removed before its result was read. Export again."), job=job.job_id)
    return result


def _print_export(dataset: Dataset, exported: "DatasetExportResult") -> None:
    print_pairs(
        {
            _("Dataset"): dataset.name,
            _("File"): exported.path,
            _("Size"): format_bytes(exported.bytes),
            _("Pictures"): exported.pictures,
        }
    )
    renamed = _("The class {label} has the folder {folder}, since not every system takes its name.")
    print_lines(renamed.format(label=label, folder=folder) for label, folder in exported.renamed.items())


def remove(args: Namespace) -> None:
    datasets.remove(args.name)
    if args.json:
        print_json({"removed": args.name})


def _summarize(summary: Summary) -> dict[str, Any]:
    manifest = summary.manifest
    return {
        "name": summary.name,
        "images": manifest.images if manifest else 0,
        "classes": {label: sum(splits.values()) for label, splits in manifest.counts.items()} if manifest else {},
        "splits": manifest.splits if manifest else {},
        "problem": str(summary.problem) if summary.problem else None,
    }


def _judge(dataset: Dataset) -> "Health":
    """By what is known without opening a picture."""
    # Imported here: NumPy and Pillow take a while to load, and a list of datasets needs neither.
    from core.curation.health import judge
    from core.curation.known import find_known

    return judge(dataset, find_known(dataset))


def _describe(dataset: Dataset) -> dict[str, Any]:
    health = _judge(dataset)
    return {
        **_summarize(Summary(dataset.name, dataset.manifest)),
        "version": dataset.version,
        "health": {"score": health.score, "notes": health.notes},
        "problems": [
            {"kind": record.kind, "path": record.path, "reason": str(record.reason)} for record in dataset.problems
        ],
    }


def _print(dataset: Dataset, *, as_json: bool) -> None:
    if as_json:
        print_json(_describe(dataset))
        return
    print_pairs({_("Dataset"): dataset.name, _("Pictures"): dataset.manifest.images})
    _print_health(_judge(dataset))
    print()
    print_table([_("Class"), *(_(PART_NAMES[split]) for split in SPLITS)], _list_rows(dataset))
    print_lines(record.reason for record in dataset.problems)


def _print_health(health: "Health") -> None:
    print(_("Health: {score} of 100").format(score=health.score))
    print_lines(health.notes)


def _list_rows(dataset: Dataset) -> Iterator[list[object]]:
    """A class and how many pictures of it each split has."""
    for label, counts in dataset.counts.items():
        yield [label, *(counts[split] for split in SPLITS)]
