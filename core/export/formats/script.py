"""A training script that repeats a run without this program, and the same as a notebook."""

from pathlib import Path
from tempfile import TemporaryDirectory

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.export.checked_format import CheckedFormat
from core.export.comparison import CheckPictures, compute_pictures
from core.export.keras_process import ask_script
from core.export.script import training_script
from core.export.script.cells import read_definitions, write_notebook, write_script
from core.i18n import N_, Message
from core.inference.model import Model
from core.inference.run_model import RunModel


class ScriptFormat(CheckedFormat):
    """Its network is given the weights of the run, and asked about pictures that its own code reads."""

    name = "script"
    title = N_("Training script")
    purpose = N_("To train it again without Glassbox, in plain Keras: read it, change it, run it elsewhere.")
    needs_keras = True
    tolerance = 1e-4
    suffix = "-train.py"
    source = "keras"

    def find_obstacle(self, model: Model) -> Message | None:
        return training_script.find_obstacle(model) or super().find_obstacle(model)

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        assert isinstance(model, RunModel), "see `find_obstacle`"
        cells = training_script.build_cells(model, training_script.BY_ARGUMENT)
        target.write_text(write_script(cells, training_script.describe(model)), encoding="utf-8")

    def compute_expected(self, model: Model, pictures: CheckPictures) -> Rows:
        return compute_pictures(model, pictures)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return ask_script(target, model.files[self.source], pictures.files, cancel)


class NotebookFormat(ScriptFormat):
    """All of its code but what trains is run like the script."""

    name = "notebook"
    title = N_("Notebook")
    purpose = N_("The same training as a Jupyter notebook, step by step; of a network with its learning curves.")
    suffix = "-train.ipynb"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        assert isinstance(model, RunModel), "see `find_obstacle`"
        target.write_text(write_notebook(training_script.build_notebook_cells(model)), encoding="utf-8")

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        with TemporaryDirectory() as folder:
            script = Path(folder, "cells.py")
            script.write_text(read_definitions(target.read_text(encoding="utf-8")), encoding="utf-8")
            return super().ask(model, script, pictures, cancel)
