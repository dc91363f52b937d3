"""A script holds all that it needs, and repeats its run in a new virtual environment; so does the notebook."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.curation.leaving.export_folders import export_folders
from core.data import datasets
from core.data.intake.adding import add
from core.export.formats import find_format
from core.export.script import training_script
from core.export.script.cells import Cell, read_definitions, split_cells, write_notebook, write_script
from core.export.script.source import take
from core.files import write_json
from core.inference.imagenet_model import make_imagenet_model
from core.inference.run_model import RunModel
from core.networks.augmentation import Augmentation
from core.runs.progress import LiveProgress
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run

LINTER = [str(Path(sys.executable).with_name("ruff")), "check", "--isolated", "--select", "F", "-q"]
MIXED = Augmentation(flip=True, crop=0.3, mixup=0.2)
SPECS = {
    "plain": {"architecture": "article"},
    "all settings": {
        "architecture": "compact", "schedule": "one_cycle", "class_weights": "balanced", "optimizer": "sgd",
        "augmentation": MIXED, "early_stopping": 2,
    },
    "head": {"architecture": "efficientnet_lite0"},
    "a larger backbone": {"architecture": "efficientnet_lite2"},
    "fine-tuning": {"architecture": "efficientnet_lite0", "trainable": "top", "schedule": "cosine"},
}  # fmt: skip


@pytest.fixture
def pets(tmp_path):
    return add(two_classes(tmp_path / "pets"), "pets")


def model_of(**settings):
    run = hand_made_run("pets")
    write_json(run.path / "spec.json", TrainingSpec(dataset="pets", **settings))
    return RunModel(run)


@pytest.mark.parametrize("name", SPECS)
def test_every_name_in_it_is_defined_there(name, pets, tmp_path):
    model, script = model_of(**SPECS[name]), tmp_path / "train.py"
    cells = training_script.build_cells(model, training_script.BY_ARGUMENT)
    script.write_text(write_script(cells, training_script.describe(model)))
    assert subprocess.run([*LINTER, str(script)], capture_output=True, text=True).stdout == ""
    assert "import core" not in script.read_text()
    notebook = write_notebook(training_script.build_notebook_cells(model))
    compile(read_definitions(notebook), "notebook", "exec")
    assert "%pip install" not in read_definitions(notebook)


def test_what_cannot_be_repeated_says_why(pets):
    script = find_format("script")
    assert "was not trained here" in str(script.find_obstacle(make_imagenet_model()))
    assert "is downloaded" in str(script.find_obstacle(model_of(architecture="convnext_tiny")))
    assert "no keras file" in str(script.find_obstacle(model_of()))


def test_code_of_this_program_comes_without_its_types():
    text = take("networks/mixing.py", "mix")
    assert "->" not in text
    assert "Pixels" not in text
    alone = {"np": np}
    exec(compile(text, "mix", "exec"), alone)
    images, targets = np.zeros((2, 4, 4, 3), np.uint8), np.ones((2, 1), np.float32)
    assert alone["mix"](images, targets, 0.2, np.random.default_rng(0))[1].tolist() == [[1.0], [1.0]]
    assert "mean: object" in take("training/head/fit.py", "Scale")


def test_a_script_is_split_into_cells_and_trains_only_when_it_is_run():
    cells = split_cells("# %% [markdown]\n# ## Title\n# text\n\n# %%\nx = 1\n\n# %% [train]\nx = 2\n")
    assert cells == [Cell("markdown", "## Title\ntext"), Cell("code", "x = 1"), Cell("train", "x = 2")]
    alone = {"__name__": "imported"}
    exec(write_script(cells, "Title"), alone)
    assert alone["x"] == 1
    run = {"__name__": "__main__"}
    exec(write_script(cells, "Title"), run)
    assert run["x"] == 2
    assert [cell["cell_type"] for cell in json.loads(write_notebook(cells))["cells"]] == ["markdown", "code", "code"]


def read_losses(text):
    """Of every epoch that Keras has told, the losses in training and validation."""
    return [tuple(map(float, found)) for found in re.findall(r" loss: ([0-9.]+) .*val_loss: ([0-9.]+)", text)]


def list_losses(run):
    return [(epoch["loss"], epoch["val_loss"]) for epoch in LiveProgress(run).update().epochs]


def test_it_sees_the_same_pictures_in_the_same_order_in_every_epoch(trained, tmp_path):
    export_folders(datasets.load("digits"), tmp_path / "pictures")
    exported = find_format("script").export(RunModel(trained), tmp_path)
    command = [sys.executable, str(exported.path), str(tmp_path / "pictures")]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    again, first = read_losses(said), list_losses(trained)
    assert len(again) == len(first) > 1
    np.testing.assert_allclose(again, first, atol=2e-3)


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A Python of its own, into which a script's requirements are installed as it says; removed at the end: 2 GB."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    yield folder / "bin" / "python"
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("run", ["trained", "transferred"])
def test_in_a_new_environment_it_repeats_the_run(run, environment, request, tmp_path):
    made = request.getfixturevalue(run)
    model = RunModel(made)
    export_folders(datasets.load(model.training.dataset), tmp_path / "pictures")
    exported = find_format("script").export(model, tmp_path)
    assert exported.checked.changed_decisions == 0
    needed = training_script.list_requirements(model)
    subprocess.run([str(environment), "-m", "pip", "install", "-q", *needed], check=True)
    command = [str(environment), str(exported.path), str(tmp_path / "pictures")]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert said.count("those of the first training") == 3
    (accuracy,) = re.findall(r"test accuracy: ([0-9.]+)", said)
    assert float(accuracy) == pytest.approx(made.read_training_result().metrics.accuracy, abs=0.011)
    if run == "trained":
        np.testing.assert_allclose(read_losses(said), list_losses(made), atol=2e-3)
    assert (tmp_path / "model.keras").exists()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_notebook_runs_in_a_new_environment(trained, environment, tmp_path):
    model = RunModel(trained)
    export_folders(datasets.load("digits"), tmp_path / "pictures")
    exported = find_format("notebook").export(model, tmp_path)
    assert exported.checked.changed_decisions == 0
    needed = [*training_script.list_requirements(model), "nbclient", "ipykernel", "matplotlib"]
    subprocess.run([str(environment), "-m", "pip", "install", "-q", *needed], check=True)
    run = (
        "import nbformat, nbclient, sys; book = nbformat.read(sys.argv[1], 4); nbformat.validate(book);"
        "nbclient.NotebookClient(book, timeout=1200).execute(); nbformat.write(book, sys.argv[2])"
    )
    own = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}  # which Streamlit sets
    subprocess.run([str(environment), "-c", run, str(exported.path), "done.ipynb"], cwd=tmp_path, env=own, check=True)
    outputs = json.dumps(json.loads((tmp_path / "done.ipynb").read_text())["cells"])
    (accuracy,) = re.findall(r"test accuracy: ([0-9.]+)", outputs)
    assert float(accuracy) == pytest.approx(trained.read_training_result().metrics.accuracy, abs=0.011)
    assert "image/png" in outputs
