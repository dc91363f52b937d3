"""A model that was imported from a bundle: its folder in the workspace, and its answers from a process of its own."""

import shutil
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core import files, workspace
from core.backbone.features import Rows
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View
from core.errors import InputError
from core.i18n import N_, Message, _
from core.inference.imported.apart import ApartClassifier
from core.inference.imported.bundle_file import CARD, FACTS, MODEL, BundleFacts
from core.inference.model import Model
from core.inference.run_model import explain_other_classes
from core.units import join_names

DAMAGED = N_("The imported model {model} is damaged. Remove it, and import its bundle again.")
NONE_AT_ALL = N_("There is no imported model {model}; nothing was imported yet.")
NO_SUCH = N_("There is no imported model {model}. Imported are: {known}.")


@dataclass(frozen=True)
class ImportedModel(Model):
    """The files of one imported model, in `folder`."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def title(self) -> str:
        try:
            return _("{name} (imported: {title})").format(name=self.id, title=self.facts.title)
        except InputError:
            return self.id

    @cached_property
    def facts(self) -> BundleFacts:
        """What its bundle says.

        Raises:
            DamagedFileError: the file is missing or damaged.

        """
        found = files.read_json(self.folder / FACTS, BundleFacts, DAMAGED, model=self.id)
        if found is None:
            raise files.DamagedFileError(self.folder / FACTS, DAMAGED, model=self.id)
        return found

    @property
    def classes(self) -> tuple[str, ...]:
        return self.facts.classes

    @property
    def image_size(self) -> int:
        return self.facts.image_size

    @property
    def view(self) -> View:
        return self.facts.view

    @property
    def is_ready(self) -> bool:
        return self._onnx.exists()

    @property
    def version(self) -> Hashable:
        return str(self._onnx), self._onnx.stat().st_mtime_ns if self._onnx.exists() else None

    @property
    def files(self) -> Mapping[str, Path]:
        return {"onnx": self._onnx} if self.is_ready else {}

    @property
    def evaluations(self) -> Path:
        return self.folder / "evaluation"

    @property
    def settings(self) -> Path:
        return self.folder / "decision.json"

    @property
    def card(self) -> Path:
        """The model card of its bundle, which may have none."""
        return self.folder / CARD

    def load(self) -> None:
        _ = self._classifier

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        return self._classifier.compute_probabilities(pixels)

    def explain_mismatch(self, dataset: str, classes: Sequence[str]) -> Message | None:
        return explain_other_classes(self, dataset, classes)

    @property
    def _onnx(self) -> Path:
        return self.folder / MODEL

    @cached_property
    def _classifier(self) -> ApartClassifier:
        if not self.is_ready:
            raise InputError(DAMAGED, model=self.id)
        opened = ApartClassifier(self._onnx, self.id)
        if (opened.image_size, opened.outputs) != (self.image_size, len(self.classes)):
            opened.close()
            raise InputError(DAMAGED, model=self.id)
        return opened


def find(name: str) -> ImportedModel | None:
    """The imported model of that name."""
    return next((model for model in list_ready() if model.id == name), None)


def list_ready() -> Iterator[ImportedModel]:
    """Every imported model, the newest first."""
    parent = workspace.current().models
    found = [ImportedModel(path) for path in parent.iterdir() if _is_model(path)] if parent.is_dir() else []
    yield from sorted(found, key=lambda model: model.folder.stat().st_mtime_ns, reverse=True)


def _is_model(path: Path) -> bool:
    return not path.name.startswith(".") and (path / MODEL).exists()


def remove(name: str) -> None:
    """Delete the imported model with its evaluations.

    Raises:
        InputError: there is none of that name.

    """
    model = find(name)
    if model is None:
        known = [one.id for one in list_ready()]
        raise InputError(NO_SUCH if known else NONE_AT_ALL, model=name, known=join_names(known))
    doomed = files.temporary_path(model.folder.parent)
    with suppress(FileNotFoundError):  # somebody else has just removed it
        model.folder.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)
