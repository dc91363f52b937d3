"""How to train the same model again: the settings, as a file that the command line takes."""

import hashlib
import shlex

import core
from core.export.card.facts import SPLIT, find_run
from core.export.card.section import Code, Paragraph, Part, Section
from core.files import none_if_damaged
from core.i18n import _
from core.inference.model import Model
from core.runs.data_notes import read_data_state
from core.runs.result import Result
from core.specs.training_spec import HEAD_FIELDS, TrainingSpec


def describe_reproduction(model: Model) -> Section:
    title, run = _("How to reproduce it"), find_run(model)
    if run is None:
        return Section(title, [Paragraph(_("Not known: it was not trained in this workspace."))])
    spec, state = run.read_training_spec(), read_data_state(run)
    commands = "\n".join(
        [
            "python -m core train --spec spec.json",
            f"python -m core evaluate last --dataset {_quote(spec.dataset)} --split {SPLIT}",
        ]
    )
    said = _("Save the settings as spec.json. The dataset {name} has to be there in version {version}.").format(
        name=spec.dataset, version=state.version if state else _("not known")
    )
    repeat = _(
        "On the CPU in float32 the same settings give the same weights on the same machine; elsewhere figures differ "
        "within chance."
    )
    versions = _("This card was written by Glassbox {version}. Not known: with which versions it was trained.").format(
        version=core.__version__
    )
    settings = Code(_write_spec(spec, none_if_damaged(run.read_training_result)()))
    parts: list[Part] = [Paragraph(said), settings, Code(commands), Paragraph(repeat), Paragraph(versions)]
    if onnx := model.files.get("onnx"):
        digest = _("SHA-256 of {file}: {checksum}").format(
            file=onnx.name, checksum=hashlib.sha256(onnx.read_bytes()).hexdigest()
        )
        parts.append(Paragraph(digest))
    return Section(title, parts)


def _write_spec(spec: TrainingSpec, result: Result | None) -> str:
    """What the training has taken note of: a head trains until it converges, whatever its other settings are.

    The precision is that which was measured to be the faster one then; next time it might be another.
    """
    if result and result.precision_policy and spec.precision == "auto":
        spec = spec.model_copy(update={"precision": result.precision_policy})
    return spec.model_dump_json(indent=2, include={"version", *HEAD_FIELDS} if spec.head_only else None)


def _quote(name: str) -> str:
    """A name as a shell takes it."""
    return shlex.quote(name)
