"""What the model is: its architecture, its input, its classes and its file."""

from datetime import datetime

from core.export.card.facts import find_run
from core.export.card.section import Paragraph, Section, Table
from core.files import none_if_damaged
from core.i18n import N_, _
from core.inference.model import Model
from core.jobs.repair import read_state
from core.networks import catalogue
from core.runs.folder import RunFolder
from core.units import format_bytes, join_names

MOST_NAMED = 60  # classes; a thousand would be the whole card
VIEWS = {
    "stretch": N_("stretched to the square"),
    "crop": N_("the middle, cropped to the square"),
    "letterbox": N_("whole, with borders"),
    "mirrored": N_("stretched to the square, and averaged with its mirror image"),
    "views": N_("several parts and their mirror images, averaged"),
}


def describe_model(model: Model) -> Section:
    run = find_run(model)
    size = f"{model.image_size} × {model.image_size} × 3"
    rows = [
        [_("Name"), model.id],
        [_("Task"), _("Image classification: one of {n} classes").format(n=len(model.classes))],
        [_("Classes"), join_names(model.classes, MOST_NAMED)],
        [_("Input"), _("RGB picture of {size}, {view}").format(size=size, view=_(VIEWS[model.view]))],
        *(_describe_run(run) if run else [[_("Training"), _("Not known: it was not trained in this workspace.")]]),
        *([path.name, format_bytes(path.stat().st_size)] for path in model.files.values()),
    ]
    about = _("Written by Glassbox from the files of the model. What is not in them is said to be not known.")
    return Section(_("Model"), [Paragraph(about), Table([_("Fact"), _("Value")], rows)])


def _describe_run(run: RunFolder) -> list[list[str]]:
    spec, result = run.read_training_spec(), none_if_damaged(run.read_training_result)()
    learned = {"head": _("the last layer"), "top": _("the last layer and the top blocks"), "all": _("every layer")}
    pretrained = _("{title}, pretrained on ImageNet; {part} learned").format(
        title=catalogue.translate_title(spec.architecture), part=learned[spec.trainable]
    )
    plain = _("{title}, from random weights").format(title=catalogue.translate_title(spec.architecture))
    rows = [
        [_("Architecture"), pretrained if spec.backbone else plain],
        [_("Trained"), f"{datetime.fromtimestamp(read_state(run).created):%Y-%m-%d %H:%M}"],
    ]
    if result is None:
        return [*rows, [_("Parameters"), _("Not known: the result of the run cannot be read.")]]
    return [
        *rows,
        [_("Parameters"), f"{result.parameters:,}"],
        [_("Epochs"), f"{result.epochs:,}"],
        *([] if spec.head_only else [[_("Best epoch"), str(result.best_epoch or _("Not known"))]]),
        [_("Trained on"), f"{result.device}, {result.precision_policy}"],
    ]
