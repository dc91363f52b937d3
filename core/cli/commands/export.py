"""`export`: a model as a file for other programs, checked against the model's own answers."""

from argparse import Namespace
from pathlib import Path

from core.cli.arguments import Parser
from core.cli.following import complete
from core.cli.output import print_json, print_lines, print_pairs
from core.errors import InputError
from core.export.format import explain_missing_rule
from core.export.formats import FORMATS, find_format
from core.i18n import N_, _
from core.inference.models import find_model
from core.jobs.folder import JobFolder
from core.tasks.models import export as task
from core.tasks.models.export import CheckedAnswers, ExportResult
from core.units import format_bytes


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    known = ", ".join(f"{one.name} ({_(one.title)})" for one in FORMATS)
    parser.add_argument("--format", required=True, choices=[one.name for one in FORMATS], help=known)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help=_("the folder that the file goes to"))
    parser.set_action(export)


def export(args: Namespace) -> None:
    model, chosen = find_model(args.model), find_format(args.format)
    job = task.start(model, chosen, args.out)
    exported = complete(job, lambda: _read_result(job))
    if args.json:
        print_json(exported.model_dump())
    else:
        _print(exported)
        print_lines(filter(None, [explain_missing_rule(model, chosen)]))


def _read_result(job: JobFolder) -> ExportResult:
    result = job.read_result(ExportResult)
    if result is None:
        raise InputError(N_("The job {job} was removed before its result was read. Export again."), job=job.job_id)
    return result


def _print(exported: ExportResult) -> None:
    print_pairs(
        {
            _("Model"): exported.model,
            _("File"): exported.path,
            _("Size"): format_bytes(exported.bytes),
            **(_describe_check(exported.checked) if exported.checked.pictures else {}),
        }
    )


def _describe_check(checked: CheckedAnswers) -> dict[str, object]:
    return {
        _("Pictures it was checked on"): checked.pictures,
        _("Largest difference of a probability"): f"{checked.largest_difference:.2g}",
        _("Pictures with another class"): checked.changed_decisions,
    }
