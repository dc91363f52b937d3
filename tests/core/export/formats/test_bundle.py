"""A bundle predicts by itself where nothing of this program is installed."""

import json
import shutil
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from core.data import datasets
from core.data.pixels.decode import decode
from core.export.formats import find_format
from core.inference.decision import DecisionRule, read_decision, save_decision
from core.inference.run_model import RunModel


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_in_a_new_environment_it_says_what_the_model_says(transferred, tmp_path):
    model = RunModel(transferred)
    save_decision(model, DecisionRule(temperature=1.3, threshold=0.6, positive=model.classes[1], reject_below=0.55))
    exported = find_format("bundle").export(model, tmp_path)
    with zipfile.ZipFile(exported.path) as opened:
        opened.extractall(tmp_path / "bundle")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "environment")], check=True)
    python, folder = tmp_path / "environment" / "bin" / "python", tmp_path / "bundle"
    install = [str(python), "-m", "pip", "install", "-q", "-r", str(folder / "requirements.txt")]
    subprocess.run(install, check=True)
    dataset = datasets.load("drawings")
    files = [dataset.find_path(record) for record in dataset.list_pictures(split="test")]
    command = [str(python), str(folder / "predict.py"), "--json", *map(str, files)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["predictions"]
    rule = read_decision(model)
    pixels = np.stack([decode(file, model.image_size, model.view) for file in files])
    expected = rule.calibrate(model.compute_probabilities(pixels))
    found = np.array([list(one["probabilities"].values()) for one in told])
    np.testing.assert_allclose(found, expected, atol=1e-4)
    decided = [None if n < 0 else model.classes[n] for n in rule.decide(expected, model.classes)]
    assert [one["answer"] for one in told] == decided
    shutil.rmtree(tmp_path / "environment")
