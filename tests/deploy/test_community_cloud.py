"""Without TensorFlow, as on Streamlit Community Cloud: concepts and predictions work, and what does not says why."""

import json
import subprocess
import sys

import pytest

from core import sketches
from tests.browser.running_app import ROOT, running_app
from tests.hosted_walk import list_pages
from tests.pages.server.visit import Visitor

REQUIREMENTS = ROOT / "deploy" / "community_cloud" / "requirements.txt"
HOSTED = {"account", "classes", "shared"}  # screens that this server has not


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """That of an environment with what the file names, and nothing else."""
    environment = tmp_path_factory.mktemp("cloud")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([environment / "bin" / "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    return environment / "bin" / "python"


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_screen_opens_and_those_that_train_say_why_they_do_not(python, home, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(python))
    said = {}
    with running_app(home) as app:
        for page in list_pages():
            if page not in HOSTED:
                with Visitor(app, page) as visitor:
                    visitor.run()
                    said[page] = " ".join(alert.body for alert in visitor.shown("alert"))
                    assert visitor.shown("exception") == [], page
    assert "An unexpected error" not in " ".join(said.values())
    assert "Traceback" not in (home / "server.log").read_text()
    assert {page for page, text in said.items() if "TensorFlow" in text or "tensorflow" in text} >= {"train"}


@pytest.mark.slow
def test_a_photo_is_answered(python, home, tmp_path):
    photo = tmp_path / "cat.png"
    sketches.draw("cat", 3, 224, seed=0).save(photo)
    command = [python, "-m", "core", "predict", "imagenet", photo, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (answer,) = json.loads(done.stdout)["predictions"]
    assert answer["path"].endswith("cat.png")
