"""`models list | import FILE --name NAME | remove NAME`: everything that can be named as a MODEL."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.arguments import Parser, Verbs
from core.cli.following import complete
from core.cli.output import print_json, print_lines, print_pairs, print_table
from core.errors import InputError
from core.evaluation.data_notes import explain_accuracy
from core.i18n import N_, _
from core.inference.imported import imported_model
from core.inference.model import Model
from core.inference.models import list_models
from core.intervals import format_measured
from core.jobs.folder import JobFolder
from core.tasks.models import import_model as task
from core.tasks.models.import_model import ImportResult
from core.units import join_names


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("list", list_all, N_("every model that can predict now"))
    importing = verbs.add("import", import_file, N_("take in a bundle that was exported elsewhere"), "file")
    importing.add_argument("--name", required=True, help=_("what the model is to be called here"))
    verbs.add("remove", remove, N_("delete an imported model; that of a run goes with its run"), "name")


def list_all(args: Namespace) -> None:
    described = [_describe(model) for model in list_models()]
    if args.json:
        print_json({"models": described})
        return
    print_table(
        [_("Model"), _("Title"), _("Classes"), _("Test accuracy")],
        (
            (one["model"], one["title"], one["classes"], format_measured(one["accuracy"], one["interval"]))
            for one in described
        ),
    )
    print_lines(f"{one['model']}: {note}" for one in described for note in one["notes"])


def _describe(model: Model) -> dict[str, Any]:
    """In plain data; what is damaged is None."""
    try:
        classes, accuracy, interval = len(model.classes), model.accuracy, model.accuracy_interval
    except InputError:
        classes, accuracy, interval = None, None, None
    imported = imported_model.find(model.id) is not None
    return {
        "model": model.id, "title": model.title, "classes": classes, "accuracy": accuracy, "interval": interval,
        "imported": imported,
        "notes": [str(note) for note in explain_accuracy(model)],
    }  # fmt: skip


def import_file(args: Namespace) -> None:
    job = task.start(Path(args.file), args.name)
    imported = complete(job, lambda: _read_result(job))
    if args.json:
        print_json(imported.model_dump())
        return
    print_pairs(
        {
            _("Model"): imported.model,
            _("Classes"): join_names(imported.classes),
            _("Image size (px)"): imported.image_size,
        }
    )


def _read_result(job: JobFolder) -> ImportResult:
    result = job.read_result(ImportResult)
    if result is None:
        raise InputError(N_("The job {job} was removed before its result was read. Import again."), job=job.job_id)
    return result


def remove(args: Namespace) -> None:
    imported_model.remove(args.name)
    if args.json:
        print_json({"removed": args.name})
