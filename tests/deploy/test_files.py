"""What the deployment files name exists: settings of the host, and the packages of the app."""

import re

from core.hosting.settings import PREFIX, HostSettings
from tests.deploy.replay import ROOT

DEPLOY = ROOT / "deploy"
TRAINING_ALONE = {"tensorflow", "keras", "tf2onnx", "optuna"}


def read_packages(path):
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    return {re.split(r"[<>=\[ ]", line)[0]: line for line in lines}


def test_every_setting_that_is_set_is_a_setting():
    named = {
        name
        for path in DEPLOY.rglob("*")
        if path.is_file()
        for name in re.findall(rf"{PREFIX}([A-Z][A-Z_]*)", path.read_text())
    }
    assert {"ADDRESS", "COOKIE_SECRET", "SIGN_IN__ISSUER", "PROXIES"} <= named
    for name in named:
        first, *rest = name.lower().split("__")
        field = HostSettings.model_fields[first]
        assert not rest or rest[0] in str(field.annotation) or first == "sign_in"


def test_without_training_there_are_the_same_packages_but_for_those_of_training():
    everything = read_packages(ROOT / "requirements.txt")
    assert read_packages(DEPLOY / "community_cloud" / "requirements.txt") == {
        name: line for name, line in everything.items() if name not in TRAINING_ALONE
    }
    assert set(everything) >= TRAINING_ALONE
