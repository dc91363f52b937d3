"""From a bundle's file to a model of this workspace: unpacked within limits, checked, run once, and only then kept."""

import shutil
import zipfile
from pathlib import Path

import numpy as np

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.data.intake import limits
from core.data.intake.archives import zips
from core.data.names import is_same_name, normalize_name
from core.errors import InputError
from core.i18n import N_
from core.inference.decision import save_decision
from core.inference.imported import imported_model
from core.inference.imported.apart import ApartClassifier
from core.inference.imported.bundle_file import CARD, FACTS, MODEL, BundleFacts, read_facts
from core.inference.imported.imported_model import ImportedModel
from core.inference.imported.refusals import NO_BUNDLE, refuse_foreign_zip, refuse_unsafe

MOST_BYTES = 1_000_000_000  # unpacked; the largest network here takes 110 MB
RESERVED = ("last", "imagenet")
TAKEN = N_("There is a model called {name} already. Choose another name.")
TOO_LARGE = N_("{file} unpacks to {size} GB, more than a model of pictures takes. It is not imported.")
OTHER_NUMBERS = N_(
    "The model.onnx of {file} takes pictures of {size} pixels and knows {n} classes; its model.json says {told} pixels "
    "and {names}. Export the bundle again."
)
NOT_PROBABILITIES = N_("The model.onnx of {file} does not give probabilities. Export the bundle again.")
MISSING = N_("{file} cannot be found. Check the path.")


def import_bundle(path: Path, name: str, cancel: CancelToken = NEVER, *, shown: str | None = None) -> ImportedModel:
    """Keep the model of a bundle under that name; of its files only `model.onnx`, `model.json` and `card.md`.

    Errors call the file `shown`, by default by its own name.

    Raises:
        InputError: the file is no bundle, is refused, or its model fails; or the name cannot be used or is taken.
        Cancelled: `cancel` asked for it; nothing is left.

    """
    name, shown = check_name(name), shown or path.name
    if not path.is_file():
        raise InputError(MISSING, file=str(path))
    refuse_unsafe(path, shown)
    parent = workspace.current().models
    limits.check_room(0, parent)
    files.sweep(parent)
    with files.temporary_folder(parent) as folder:
        _unpack(path, folder / "unpacked", shown, cancel)
        model = ImportedModel(folder / name)
        _keep_parts(folder / "unpacked", model.folder, shown)
        _try(model, shown)
        save_decision(model, model.facts.rule)
        cancel.raise_if_cancelled()
        try:
            model.folder.rename(parent / name)
        except OSError as error:
            raise InputError(TAKEN, name=name) from error
    return ImportedModel(parent / name)


def check_name(name: str) -> str:
    """The name as it is kept.

    Raises:
        InputError: it cannot be used, or is taken by another model.

    """
    tidy = normalize_name(name)
    runs = [path.name for path in workspace.current().runs.iterdir()]
    for other in (*RESERVED, *runs, *(model.id for model in imported_model.list_ready())):
        if is_same_name(tidy, other):
            raise InputError(TAKEN, name=tidy)
    return tidy


def _unpack(path: Path, folder: Path, shown: str, cancel: CancelToken) -> None:
    try:
        with zipfile.ZipFile(path) as opened:
            refuse_foreign_zip(opened.namelist(), shown)
            size = sum(info.file_size for info in opened.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(NO_BUNDLE, file=shown) from error
    if size > MOST_BYTES:
        raise InputError(TOO_LARGE, file=shown, size=f"{size / 1e9:,.1f}")
    problems = zips.extract(path, folder, cancel=cancel)
    if problems and (reason := problems[0].reason):  # a bundle of ours has none
        raise InputError(reason.text, **reason.values)


def _keep_parts(unpacked: Path, folder: Path, shown: str) -> None:
    """Of all that was unpacked, the three parts; some programs pack them within a folder."""
    found = next((one.parent for one in (unpacked / FACTS, *unpacked.glob(f"*/{FACTS}")) if one.is_file()), None)
    if found is None or not (found / MODEL).is_file():
        raise InputError(NO_BUNDLE, file=shown)
    facts = read_facts(found / FACTS)
    folder.mkdir()
    files.write_json(folder / FACTS, facts)
    shutil.move(found / MODEL, folder / MODEL)
    if (found / CARD).is_file():
        shutil.move(found / CARD, folder / CARD)


def _try(model: ImportedModel, shown: str) -> None:
    """Load it in its process and ask it about one grey picture."""
    facts: BundleFacts = model.facts
    opened = ApartClassifier(model.folder / MODEL, shown)
    try:
        if (opened.image_size, opened.outputs) != (facts.image_size, len(facts.classes)):
            values = {"size": opened.image_size, "n": opened.outputs}
            raise InputError(
                OTHER_NUMBERS, file=shown, told=facts.image_size, names=len(facts.classes), **values
            )  # fmt: skip
        grey = np.full((1, facts.image_size, facts.image_size, 3), 127, np.uint8)
        rows = opened.compute_probabilities(grey)
        if rows.min() < 0 or not np.isclose(rows.sum(), 1, atol=1e-3):
            raise InputError(NOT_PROBABILITIES, file=shown)
    finally:
        opened.close()
